#pragma once

#include <QElapsedTimer>
#include <QString>

/// The log line of one request, in the category retriever.api: method, path, status, duration and request id, and never anything
/// else: no query, no header, no body. Written once, at the end; a request that was given up has status 0.
class RequestLog
{
public:
    RequestLog(QString method, QString path) : m_method(std::move(method)), m_path(std::move(path)) { m_timer.start(); }

    /// Since the request was made.
    qint64 milliseconds() const { return m_timer.elapsed(); }
    void write(int status, const QString &requestId);

private:
    QString m_method;
    QString m_path;
    QElapsedTimer m_timer;
    bool m_written = false;
};

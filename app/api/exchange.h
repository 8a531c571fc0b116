#pragma once

#include "app/api/httpanswer.h"
#include "app/api/requestlog.h"
#include "app/values/result.h"

#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>

class QNetworkReply;

/// One request and its whole answer. Ends once: with an answer in 2xx, or with the Error that any other outcome is mapped to.
/// Destroying it aborts the request, silently.
class Exchange : public QObject
{
    Q_OBJECT
public:
    using Ended = std::function<void(const Result<HttpAnswer> &)>;

    /// Takes the reply; deadline is the total, from now to the last byte.
    Exchange(QNetworkReply *reply, std::chrono::milliseconds deadline, RequestLog log, Ended ended, QObject *parent);
    ~Exchange() override;

private:
    void readAnswer();
    void giveUp();
    void noteManagerGone();
    void end(const Result<HttpAnswer> &outcome);

    QPointer<QNetworkReply> m_reply;
    std::chrono::milliseconds m_limit;
    QTimer m_deadline;
    RequestLog m_log;
    QByteArray m_body;
    Ended m_ended;
};

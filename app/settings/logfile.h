#pragma once

#include <QFile>
#include <QMutex>
#include <QString>

/// What the program logs, kept in a file beside the data as well as shown on the standard error output: one line a message, UTC,
/// at most twice 5 MB (the file, and the one before it with ".1"). From its construction to its end it receives every message of
/// every thread; there can be only one. Messages never hold headers, bodies, query text or keys: whoever logs sees to that.
class LogFile
{
public:
    /// Makes the folder if need be. A file that cannot be written leaves the standard error output alone in charge.
    explicit LogFile(const QString &path);
    ~LogFile();
    LogFile(const LogFile &) = delete;
    LogFile &operator=(const LogFile &) = delete;

private:
    static void receive(QtMsgType type, const QMessageLogContext &context, const QString &text);
    void write(const QByteArray &line);
    void open();

    QMutex m_mutex;
    QFile m_file;
    QtMessageHandler m_before = nullptr;
};

#pragma once

#include "app/api/httpanswer.h"
#include "app/api/requestlog.h"
#include "app/api/streamcall.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QStringDecoder>
#include <QTimer>

#include <chrono>

class QNetworkReply;

/// What a StreamCall is a handle to: reads a streamed answer as it comes and decides how it ended. The status is read before any
/// text is believed; the body of a refusal is its error. Destroying it aborts the request, silently.
class StreamReply : public QObject
{
    Q_OBJECT
public:
    /// Takes the reply; idle is the longest silence, counted anew from each byte.
    StreamReply(QNetworkReply *reply, std::chrono::milliseconds idle, RequestLog log);
    /// One that was refused before it was sent.
    explicit StreamReply(const Error &error);
    ~StreamReply() override;

    bool isRunning() const { return !m_delivered && (!m_end || m_onEnd); }
    /// context must not be null.
    void then(QObject *context, std::function<void(const QString &)> onText, std::function<void(const StreamEnd &)> onEnd);

private:
    void readBytes();
    void takeBytes();
    void readEnd();
    void checkIdle();
    void noteManagerGone();
    void end(StreamEnd::How how, std::optional<Error> error);
    /// The text of an answer that came as one JSON string instead of a stream.
    bool readLiteral();
    void schedule();
    void deliver();

    QPointer<QNetworkReply> m_reply;
    std::chrono::milliseconds m_idleLimit{0};
    QTimer m_idle;
    QElapsedTimer m_lastByte;
    std::optional<RequestLog> m_log;
    HttpAnswer m_head;
    /// The beginning of the answer, for the log.
    QByteArray m_kept;
    qint64 m_received = 0;
    qint64 m_firstByteMilliseconds = 0;
    bool m_began = false;
    QStringDecoder m_decoder{QStringDecoder::Utf8};

    QPointer<QObject> m_context;
    std::function<void(const QString &)> m_onText;
    std::function<void(const StreamEnd &)> m_onEnd;
    QString m_text;
    std::optional<StreamEnd> m_end;
    bool m_scheduled = false;
    bool m_delivered = false;
};

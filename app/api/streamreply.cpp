#include "app/api/streamreply.h"

#include "app/api/errormapping.h"
#include "app/api/replyhead.h"
#include "app/values/json.h"

#include <QNetworkReply>

using namespace Qt::StringLiterals;

StreamReply::StreamReply(QNetworkReply *reply, std::chrono::milliseconds idle, RequestLog log)
    : m_reply(reply), m_idleLimit(idle), m_log(std::move(log))
{
    connect(reply, &QNetworkReply::readyRead, this, &StreamReply::readBytes);
    connect(reply, &QNetworkReply::finished, this, &StreamReply::readEnd);
    connect(reply, &QObject::destroyed, this, &StreamReply::noteManagerGone);
    connect(&m_idle, &QTimer::timeout, this, &StreamReply::checkIdle);
    m_idle.setSingleShot(true);
    m_idle.start(idle);
    m_lastByte.start();
}

StreamReply::StreamReply(const Error &error)
{
    end(StreamEnd::How::Refused, error);
}

StreamReply::~StreamReply()
{
    if (!m_end && m_log)
        m_log->write(m_reply, m_kept, m_received, errormapping::canceled());
    dropReply(m_reply, this);
}

void StreamReply::then(QObject *context, std::function<void(const QString &)> onText, std::function<void(const StreamEnd &)> onEnd)
{
    Q_ASSERT(context && onText && onEnd);
    m_context = context;
    m_onText = std::move(onText);
    m_onEnd = std::move(onEnd);
    schedule();
}

void StreamReply::readBytes()
{
    takeBytes();
    // This comes from the event loop already: one more turn of it for every piece would cost as much as the piece. Last, because the
    // continuation may delete this object.
    if (m_onEnd && !m_scheduled)
        deliver();
}

void StreamReply::takeBytes()
{
    m_lastByte.restart();
    const QByteArray bytes = m_reply->readAll();
    if (bytes.isEmpty())
        return;
    if (!m_began) {
        m_began = true;
        m_head = headOf(*m_reply);
        m_firstByteMilliseconds = m_log->milliseconds();
    }
    m_received += bytes.size();
    if (m_kept.size() <= RequestHistory::bodyLimit)
        m_kept += bytes;
    // What is not a stream of text is read as a whole: a refusal, a web page, a JSON string.
    if (!m_head.succeeded() || m_head.contentType == "application/json"_L1 || m_head.contentType == "text/html"_L1) {
        m_head.body += bytes;
        return;
    }
    m_text += m_decoder.decode(bytes);
}

void StreamReply::readEnd()
{
    if (m_reply->bytesAvailable() > 0)
        takeBytes();
    const HttpAnswer head = headOf(*m_reply);
    const QNetworkReply::NetworkError code = m_reply->error();
    if (!m_began)
        m_head = head;
    if (head.status != 0 && !head.succeeded()) {
        end(StreamEnd::How::Refused, errormapping::fromAnswer(m_head));
    } else if (code == QNetworkReply::OperationCanceledError) {
        // Not we: Qt's own timer for silence, which may be a moment before ours.
        end(StreamEnd::How::TimedOut, errormapping::fellSilent(m_idleLimit));
    } else if (code != QNetworkReply::NoError) {
        Error error = errormapping::fromReply(*m_reply);
        error.httpStatus = head.status;
        error.requestId = head.requestId;
        end(head.status != 0 ? StreamEnd::How::Interrupted : StreamEnd::How::Refused, error);
    } else if (head.contentType == "text/html"_L1) {
        end(StreamEnd::How::Refused, errormapping::webPage(m_head));
    } else if (head.contentType == "application/json"_L1 && !readLiteral()) {
        end(StreamEnd::How::Refused, errormapping::malformed(m_head, u"The answer is JSON, but not a text."_s));
    } else {
        end(StreamEnd::How::Complete, {});
    }
}

bool StreamReply::readLiteral()
{
    const Result<Json> json = Json::parse(m_head.body);
    // The answer "nothing was found" is plain text under any content type.
    if (json && !json->isString())
        return false;
    m_text += json ? json->toString() : QString::fromUtf8(m_head.body);
    return true;
}

void StreamReply::checkIdle()
{
    // Starting the timer anew for every byte would cost more than reading the byte.
    const std::chrono::milliseconds left = m_idleLimit - std::chrono::milliseconds(m_lastByte.elapsed());
    if (left > std::chrono::milliseconds::zero()) {
        m_idle.start(left);
        return;
    }
    end(StreamEnd::How::TimedOut, errormapping::fellSilent(m_idleLimit));
}

void StreamReply::noteManagerGone()
{
    end(m_began ? StreamEnd::How::Interrupted : StreamEnd::How::Refused, errormapping::canceled());
}

void StreamReply::end(StreamEnd::How how, std::optional<Error> error)
{
    m_idle.stop();
    if (m_end)
        return;
    StreamEnd ending{how, std::move(error), m_head.queryId, m_firstByteMilliseconds, 0, m_head.transcript};
    if (m_log) {
        ending.milliseconds = m_log->milliseconds();
        if (ending.error)
            ending.error = m_log->told(*std::move(ending.error));
        m_log->write(m_reply, m_kept, m_received, ending.error);
    }
    m_end = std::move(ending);
    dropReply(m_reply, this);
    m_reply = nullptr;
    schedule();
}

void StreamReply::schedule()
{
    if (m_scheduled || !m_onEnd || (m_text.isEmpty() && !m_end))
        return;
    m_scheduled = true;
    QMetaObject::invokeMethod(this, &StreamReply::deliver, Qt::QueuedConnection);
}

void StreamReply::deliver()
{
    m_scheduled = false;
    if (m_delivered)
        return;
    const QPointer<StreamReply> self(this);
    if (!m_text.isEmpty() && m_context) {
        const auto onText = m_onText;
        onText(std::exchange(m_text, QString()));
        if (!self)
            return;
    }
    if (!m_end)
        return;
    m_delivered = true;
    const auto onEnd = std::exchange(m_onEnd, nullptr);
    m_onText = nullptr;
    if (m_context)
        onEnd(StreamEnd(*m_end));
}

#include "app/localserver/answerstream.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

Q_LOGGING_CATEGORY(category, "retriever.localserver.answers", QtWarningMsg)

/// After that the client gets its headers, so that it does not give up on a model that thinks long.
constexpr auto longestStart = 15s;
/// A client that leaves is noticed that fast.
constexpr auto watchInterval = 50ms;
/// A maker that is faster than its client waits here.
constexpr qsizetype mostPending = 64 * 1024;

Response refusal(const Error &error)
{
    return Response::error(400, u"Bad response from LLM server provider: "_s + error.message);
}

}

AnswerStream::AnswerStream(Maker maker, IsWanted isServing)
    : m_isServing(std::move(isServing)), m_thread([this, function = std::move(maker)] { make(function); })
{
}

AnswerStream::~AnswerStream()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isAbandoned = true;
        m_changed.notify_all();
    }
    m_thread.join();
}

void AnswerStream::make(const Maker &maker)
{
    std::optional<Error> error;
    try {
        const auto result = maker([this](const QString &piece) { return hand(piece); }, [this] { return isWanted(); });
        if (!result)
            error = result.error();
    } catch (const std::exception &exception) {
        error = Error{Error::Kind::Server, 500, QString::fromUtf8(exception.what()), {}};
    }
    if (error && error->kind != Error::Kind::Canceled)
        qCWarning(category).noquote() << "an answer failed:" << error->message;
    const std::lock_guard lock(m_mutex);
    m_error = error;
    m_isFinished = true;
    m_changed.notify_all();
}

bool AnswerStream::hand(const QString &piece)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_isAbandoned || m_pending.size() < mostPending; });
    if (m_isAbandoned)
        return false;
    m_pending += piece;
    m_hasBegun = true;
    m_changed.notify_all();
    return true;
}

bool AnswerStream::isWanted()
{
    const std::lock_guard lock(m_mutex);
    return !m_isAbandoned && m_isServing();
}

std::optional<Error> AnswerStream::startWithin(std::chrono::milliseconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    std::unique_lock lock(m_mutex);
    while (!m_hasBegun && !m_isFinished && m_isServing() && std::chrono::steady_clock::now() < end)
        m_changed.wait_for(lock, watchInterval);
    return m_isFinished && !m_hasBegun ? m_error : std::nullopt;
}

void AnswerStream::relay(StreamSink &sink)
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait_for(lock, watchInterval, [this] { return m_isFinished || !m_pending.isEmpty(); });
        const QByteArray piece = std::exchange(m_pending, {}).toUtf8();
        const bool isEnd = m_isFinished;
        const bool isBroken = isEnd && m_error;
        m_changed.notify_all();
        lock.unlock();
        if (!sink.isOpen() || (!piece.isEmpty() && !sink.write(piece)))
            break;
        if (isEnd) {
            if (isBroken)
                sink.fail();
            return;
        }
        lock.lock();
    }
    const std::lock_guard again(m_mutex);
    m_isAbandoned = true;
    m_changed.notify_all();
}

Result<QString> AnswerStream::whole()
{
    QString text;
    std::unique_lock lock(m_mutex);
    while (!m_isFinished) {
        m_changed.wait_for(lock, watchInterval, [this] { return m_isFinished || !m_pending.isEmpty(); });
        text += std::exchange(m_pending, {});
        m_changed.notify_all();
    }
    text += std::exchange(m_pending, {});
    if (m_error)
        return *m_error;
    return text;
}

Response AnswerStream::response(const std::shared_ptr<AnswerStream> &stream, bool isStreamed)
{
    if (!isStreamed) {
        const auto text = stream->whole();
        return text ? Response::json(Json(*text)) : refusal(text.error());
    }
    if (const auto error = stream->startWithin(longestStart))
        return refusal(*error);
    return Response::streamed([stream](StreamSink &sink) { stream->relay(sink); });
}

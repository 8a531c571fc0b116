#include "app/api/streamcall.h"

#include "app/api/streamreply.h"

#include <algorithm>

bool StreamEnd::mayBeCut(bool seemsUnfinished) const
{
    // Source: CHAT_COMPLETION_TIMEOUT_SECS as servers are shipped (10) and without it (120).
    constexpr qint64 limits[] = {10'000, 120'000};
    // The first byte may come a little after the server began to count, the end a little after it stopped.
    constexpr qint64 early = 500;
    constexpr qint64 late = 1'000;
    const qint64 streaming = milliseconds - firstByteMilliseconds;
    const auto hits = [&](qint64 limit) {
        const bool sinceRequest = milliseconds >= limit && milliseconds < limit + late;
        const bool sinceFirstByte = streaming >= limit - early && streaming < limit + late;
        return sinceRequest || sinceFirstByte || (seemsUnfinished && milliseconds >= limit && streaming < limit);
    };
    return how == How::Complete && std::any_of(std::begin(limits), std::end(limits), hits);
}

StreamCall::StreamCall() = default;

StreamCall::StreamCall(std::unique_ptr<StreamReply> reply) : m_reply(std::move(reply)) { }

StreamCall::StreamCall(StreamCall &&) noexcept = default;

StreamCall &StreamCall::operator=(StreamCall &&) noexcept = default;

StreamCall::~StreamCall() = default;

bool StreamCall::isRunning() const
{
    return m_reply && m_reply->isRunning();
}

void StreamCall::then(QObject *context, std::function<void(const QString &)> onText, std::function<void(const StreamEnd &)> onEnd)
{
    if (m_reply)
        m_reply->then(context, std::move(onText), std::move(onEnd));
}

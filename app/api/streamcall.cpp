#include "app/api/streamcall.h"

#include "app/api/streamreply.h"

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

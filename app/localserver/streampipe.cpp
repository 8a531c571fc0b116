#include "app/localserver/streampipe.h"

#include <poll.h>

#include <cstring>

namespace {

constexpr qsizetype bufferLimit = 256 * 1024;
// How soon a client's leaving is noticed while the maker thinks.
constexpr std::chrono::milliseconds watchInterval(100);

}

StreamPipe::StreamPipe(std::function<void(StreamSink &)> maker, int socket) :
    m_socket(socket), m_thread([this, function = std::move(maker)] { make(function); })
{
}

StreamPipe::~StreamPipe()
{
    close();
    m_thread.join();
}

void StreamPipe::make(const std::function<void(StreamSink &)> &maker)
{
    bool failed = false;
    try {
        maker(*this);
    } catch (...) {
        failed = true;
    }
    const std::lock_guard lock(m_mutex);
    m_finished = true;
    m_failed = m_failed || failed;
    m_changed.notify_all();
}

bool StreamPipe::write(const QByteArray &piece)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_closed || m_failed || m_buffer.size() < bufferLimit; });
    if (m_closed || m_failed)
        return false;
    // A copy: a shared buffer would be let go of by two threads.
    m_buffer.append(piece.constData(), piece.size());
    m_changed.notify_all();
    return true;
}

bool StreamPipe::isOpen() const
{
    const std::lock_guard lock(m_mutex);
    return !m_closed && !m_failed;
}

void StreamPipe::fail()
{
    const std::lock_guard lock(m_mutex);
    m_failed = true;
    m_changed.notify_all();
}

StreamPipe::Outcome StreamPipe::read(char *target, std::size_t limit, std::size_t &count)
{
    std::unique_lock lock(m_mutex);
    const auto ready = [this] { return m_closed || m_failed || m_finished || !m_buffer.isEmpty(); };
    while (!m_changed.wait_for(lock, watchInterval, ready)) {
        if (clientLeft()) {
            m_closed = true;
            m_changed.notify_all();
        }
    }
    if (!m_buffer.isEmpty() && !m_closed) {
        count = std::min(limit, std::size_t(m_buffer.size()));
        std::memcpy(target, m_buffer.constData(), count);
        m_buffer.remove(0, qsizetype(count));
        m_changed.notify_all();
        return Outcome::Bytes;
    }
    return m_finished && !m_failed && !m_closed ? Outcome::End : Outcome::Broken;
}

void StreamPipe::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_changed.notify_all();
}

bool StreamPipe::clientLeft() const
{
    pollfd watched{m_socket, POLLRDHUP, 0};
    return ::poll(&watched, 1, 0) > 0 && (watched.revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL));
}

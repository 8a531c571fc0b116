#include "app/localserver/connectionwatch.h"

#include <sys/socket.h>

#include <algorithm>

namespace {

// The connection's own thread sees the end and cleans up.
void end(int socket)
{
    if (socket >= 0)
        ::shutdown(socket, SHUT_RDWR);
}

}

ConnectionWatch::ConnectionWatch(const Limits &limits) : m_limits(limits), m_thread([this] { run(); })
{
}

ConnectionWatch::~ConnectionWatch()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        m_changed.notify_all();
    }
    m_thread.join();
}

void ConnectionWatch::opened(const void *connection, int socket)
{
    const std::lock_guard lock(m_mutex);
    if (m_entries.size() >= m_limits.crowd)
        endOneThatWaits();
    m_entries[connection] = {.socket = socket, .since = Clock::now()};
}

void ConnectionWatch::gotHead(const void *connection, bool hasKey)
{
    const std::lock_guard lock(m_mutex);
    enter(connection, Phase::Body);
    if (const auto entry = m_entries.find(connection); entry != m_entries.end())
        entry->second.hasKey = entry->second.hasKey || hasKey;
}

void ConnectionWatch::gotBody(const void *connection, long long bytes)
{
    const std::lock_guard lock(m_mutex);
    if (const auto entry = m_entries.find(connection); entry != m_entries.end())
        entry->second.received += bytes;
}

void ConnectionWatch::working(const void *connection)
{
    const std::lock_guard lock(m_mutex);
    enter(connection, Phase::Working);
}

void ConnectionWatch::answered(const void *connection)
{
    const std::lock_guard lock(m_mutex);
    enter(connection, Phase::Head);
}

void ConnectionWatch::closed(const void *connection)
{
    const std::lock_guard lock(m_mutex);
    m_entries.erase(connection);
}

void ConnectionWatch::enter(const void *connection, Phase phase)
{
    const auto entry = m_entries.find(connection);
    if (entry == m_entries.end())
        return;
    entry->second.phase = phase;
    entry->second.since = Clock::now();
    entry->second.received = 0;
}

void ConnectionWatch::run()
{
    const auto interval = std::min<std::chrono::milliseconds>(std::chrono::seconds(1), m_limits.head / 4);
    std::unique_lock lock(m_mutex);
    while (!m_changed.wait_for(lock, interval, [this] { return m_isStopping; }))
        endOverdue();
}

void ConnectionWatch::endOverdue()
{
    const auto now = Clock::now();
    for (const auto &[connection, entry] : m_entries) {
        const auto age = now - entry.since;
        const auto allowed = m_limits.body + std::chrono::milliseconds(entry.received / m_limits.bodyRate);
        if ((entry.phase == Phase::Head && age > m_limits.head) || (entry.phase == Phase::Body && age > allowed))
            end(entry.socket);
    }
}

// Of those without a key the one that waits longest; else of those with one.
void ConnectionWatch::endOneThatWaits()
{
    auto chosen = m_entries.end();
    for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
        const Entry &waiting = entry->second;
        if (waiting.phase == Phase::Working || waiting.socket < 0 || (waiting.phase == Phase::Body && waiting.hasKey))
            continue;
        if (chosen == m_entries.end() || std::pair(waiting.hasKey, waiting.since) < std::pair(chosen->second.hasKey, chosen->second.since))
            chosen = entry;
    }
    if (chosen == m_entries.end())
        return;
    end(chosen->second.socket);
    // It is ended only once, and goes when its thread has noticed.
    chosen->second.socket = -1;
}

#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

/// A lock that is given in the order in which it was asked for. With std::mutex the indexer, which asks again at once, would keep
/// everybody else out.
class Turnstile
{
public:
    class Turn
    {
    public:
        explicit Turn(Turnstile &turnstile) : m_turnstile(turnstile)
        {
            std::unique_lock lock(m_turnstile.m_mutex);
            const std::uint64_t ticket = m_turnstile.m_nextTicket++;
            m_turnstile.m_changed.wait(lock, [&] { return m_turnstile.m_serving == ticket; });
        }
        ~Turn()
        {
            const std::lock_guard lock(m_turnstile.m_mutex);
            ++m_turnstile.m_serving;
            m_turnstile.m_changed.notify_all();
        }
        Turn(const Turn &) = delete;
        Turn &operator=(const Turn &) = delete;

    private:
        Turnstile &m_turnstile;
    };

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint64_t m_nextTicket = 0;
    std::uint64_t m_serving = 0;
};

#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

/// Keeps slow and silent clients from using up the connections: ends those whose request does not come to its end in time, and where
/// nearly all are taken, the ones that only wait, first those that never had a key. Usable from any thread. A connection is known by any
/// address that stays its own from opened() to closed(); its socket must be open all that time.
class ConnectionWatch
{
public:
    struct Limits {
        /// For a request's head, counted from the answer before.
        std::chrono::milliseconds head = std::chrono::seconds(75);
        /// For a body, beside what its size takes at that many bytes a millisecond.
        std::chrono::milliseconds body = std::chrono::seconds(60);
        long long bodyRate = 100;
        /// From so many on, waiting connections have to go.
        std::size_t crowd = 224;
    };

    explicit ConnectionWatch(const Limits &limits);
    ~ConnectionWatch();
    ConnectionWatch(const ConnectionWatch &) = delete;
    ConnectionWatch &operator=(const ConnectionWatch &) = delete;

    void opened(const void *connection, int socket);
    /// The head of a request is there; whether with a key.
    void gotHead(const void *connection, bool hasKey);
    void gotBody(const void *connection, long long bytes);
    /// The request is whole: the client waits for us now.
    void working(const void *connection);
    void answered(const void *connection);
    void closed(const void *connection);

private:
    using Clock = std::chrono::steady_clock;
    enum class Phase { Head, Body, Working };
    struct Entry {
        int socket = -1;
        Phase phase = Phase::Head;
        Clock::time_point since;
        long long received = 0;
        bool hasKey = false;
    };

    void enter(const void *connection, Phase phase);
    void run();
    void endOverdue();
    void endOneThatWaits();

    const Limits m_limits;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<const void *, Entry> m_entries;
    bool m_isStopping = false;
    std::thread m_thread;
};

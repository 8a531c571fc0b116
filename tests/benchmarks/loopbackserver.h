#pragma once

#include <QByteArray>

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

/// A socket on loopback that gives each connection to a function in a thread of its own and closes it when the function returns; bare,
/// so that what is measured is the client. Any thread.
class LoopbackServer
{
public:
    /// The function should come back soon after isStopping().
    using Serve = std::function<void(int socket)>;

    explicit LoopbackServer(Serve serve);
    ~LoopbackServer();
    LoopbackServer(const LoopbackServer &) = delete;
    LoopbackServer &operator=(const LoopbackServer &) = delete;

    quint16 port() const { return m_port; }
    bool isStopping() const { return m_stopping; }

    struct Request {
        /// Of its body, in bytes; -1 where the client left before its end.
        qint64 size = -1;
        /// The client wants the connection to end with the answer.
        bool isLast = false;
    };
    /// Reads a request to the end of its body, which has a Content-Length or is none.
    static Request takeRequest(int socket);
    static void write(int socket, QByteArrayView bytes);

private:
    void accept();

    const Serve m_serve;
    int m_listener = -1;
    quint16 m_port = 0;
    std::atomic<bool> m_stopping = false;
    std::vector<std::thread> m_serving;
    std::thread m_thread;
};

#include "tests/benchmarks/loopbackserver.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

LoopbackServer::LoopbackServer(Serve serve) : m_serve(std::move(serve))
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener, generic, length) != 0 || ::listen(m_listener, 16) != 0 || ::getsockname(m_listener, generic, &length) != 0)
        qFatal("nothing can listen on loopback");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { accept(); });
}

LoopbackServer::~LoopbackServer()
{
    m_stopping = true;
    m_thread.join();
    for (std::thread &thread : m_serving)
        thread.join();
    ::close(m_listener);
}

void LoopbackServer::accept()
{
    while (!m_stopping) {
        pollfd waiting{m_listener, POLLIN, 0};
        if (::poll(&waiting, 1, 20) <= 0)
            continue;
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        const int on = 1;
        ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        m_serving.emplace_back([this, client] {
            m_serve(client);
            ::close(client);
        });
    }
}

LoopbackServer::Request LoopbackServer::takeRequest(int socket)
{
    thread_local std::array<char, 65536> buffer;
    QByteArray head;
    while (true) {
        const ssize_t count = ::recv(socket, buffer.data(), buffer.size(), 0);
        if (count <= 0)
            return {};
        head.append(buffer.data(), count);
        const qsizetype headEnd = head.indexOf("\r\n\r\n");
        if (headEnd < 0)
            continue;
        const QByteArray lower = head.left(headEnd + 1).toLower();
        const qsizetype field = lower.indexOf("content-length:");
        const qint64 size = field < 0 ? 0 : lower.mid(field + 15, lower.indexOf('\r', field) - field - 15).trimmed().toLongLong();
        // curl asks first, before a large body.
        if (lower.contains("100-continue"))
            write(socket, "HTTP/1.1 100 Continue\r\n\r\n");
        for (qint64 left = headEnd + 4 + size - head.size(); left > 0;) {
            const ssize_t more = ::recv(socket, buffer.data(), std::min(buffer.size(), std::size_t(left)), 0);
            if (more <= 0)
                return {};
            left -= more;
        }
        return {size, lower.contains("connection: close")};
    }
}

void LoopbackServer::write(int socket, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t count = ::send(socket, bytes.data(), std::size_t(bytes.size()), MSG_NOSIGNAL);
        if (count <= 0)
            return;
        bytes = bytes.sliced(count);
    }
}

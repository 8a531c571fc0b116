#include "tests/benchmarks/keptconnection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

KeptConnection::KeptConnection(quint16 port)
{
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        qFatal("nothing listens on port %d", port);
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

KeptConnection::~KeptConnection()
{
    ::close(m_socket);
}

void KeptConnection::request(const QByteArray &method, const QByteArray &path, const QByteArray &body)
{
    QByteArray bytes = method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1:";
    sockaddr_in address{};
    socklen_t length = sizeof address;
    ::getpeername(m_socket, reinterpret_cast<sockaddr *>(&address), &length);
    bytes += QByteArray::number(ntohs(address.sin_port)) + "\r\n" + m_headers;
    if (!body.isEmpty())
        bytes += "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    bytes += "\r\n" + body;
    for (qsizetype sent = 0; sent < bytes.size();) {
        const ssize_t count = ::send(m_socket, bytes.constData() + sent, std::size_t(bytes.size() - sent), MSG_NOSIGNAL);
        if (count <= 0)
            qFatal("the server closed the connection");
        sent += count;
    }
}

void KeptConnection::receive()
{
    std::array<char, 65536> buffer{};
    const ssize_t count = ::recv(m_socket, buffer.data(), buffer.size(), 0);
    if (count <= 0)
        qFatal("the server closed the connection");
    m_received.append(buffer.data(), count);
}

QByteArray KeptConnection::head()
{
    qsizetype end = -1;
    while ((end = m_received.indexOf("\r\n\r\n")) < 0)
        receive();
    const QByteArray head = m_received.left(end);
    m_received.remove(0, end + 4);
    const QByteArray status = head.mid(9, 3);
    if (!status.startsWith('2'))
        qFatal("%s\n%s", head.constData(), m_received.constData());
    return head.toLower();
}

QByteArray KeptConnection::line()
{
    qsizetype end = -1;
    while ((end = m_received.indexOf("\r\n")) < 0)
        receive();
    const QByteArray line = m_received.left(end);
    m_received.remove(0, end + 2);
    return line;
}

QByteArray KeptConnection::send(const QByteArray &method, const QByteArray &path, const QByteArray &body)
{
    request(method, path, body);
    const QByteArray answered = head();
    const qsizetype field = answered.indexOf("content-length:");
    const qsizetype size = field < 0 ? 0 : answered.mid(field + 15, answered.indexOf('\r', field) - field - 15).trimmed().toLongLong();
    while (m_received.size() < size)
        receive();
    const QByteArray content = m_received.left(size);
    m_received.remove(0, size);
    return content;
}

void KeptConnection::stream(const QByteArray &path, const QByteArray &body, const std::function<void(QByteArrayView)> &take)
{
    request("POST", path, body);
    head();
    while (true) {
        const qsizetype size = line().toLongLong(nullptr, 16);
        while (m_received.size() < size + 2)
            receive();
        if (size > 0)
            take(QByteArrayView(m_received).first(size));
        m_received.remove(0, size + 2);
        if (size == 0)
            return;
    }
}

#include "tests/benchmarks/stampedmodel.h"

#include <QByteArray>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>

StampedModel::StampedModel(int tokens, int microseconds) : m_tokens(tokens), m_pause(microseconds)
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener, generic, length) != 0 || ::listen(m_listener, 16) != 0 || ::getsockname(m_listener, generic, &length) != 0)
        qFatal("the model cannot listen on loopback");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { accept(); });
}

StampedModel::~StampedModel()
{
    m_stopping = true;
    m_thread.join();
    for (std::thread &thread : m_serving)
        thread.join();
    ::close(m_listener);
}

qint64 StampedModel::now()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

std::vector<double> StampedModel::ages(QByteArrayView piece)
{
    std::vector<double> ages;
    const qint64 arrived = now();
    const QByteArray text = piece.toByteArray();
    for (qsizetype at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
        bool isStamp = false;
        const qint64 sent = text.mid(at + 1, text.indexOf('>', at) - at - 1).toLongLong(&isStamp);
        if (isStamp)
            ages.push_back(double(arrived - sent) / 1e6);
    }
    return ages;
}

void StampedModel::accept()
{
    while (!m_stopping) {
        pollfd waiting{m_listener, POLLIN, 0};
        if (::poll(&waiting, 1, 20) <= 0)
            continue;
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        const int on = 1;
        ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        m_serving.emplace_back([this, client] { serve(client); });
    }
}

void StampedModel::serve(int socket) const
{
    QByteArray received;
    qsizetype wanted = -1;
    std::array<char, 65536> buffer{};
    while (wanted < 0 || received.size() < wanted) {
        const ssize_t count = ::recv(socket, buffer.data(), buffer.size(), 0);
        if (count <= 0)
            break;
        received.append(buffer.data(), count);
        const qsizetype headEnd = received.indexOf("\r\n\r\n");
        const qsizetype field = received.toLower().indexOf("content-length:");
        if (headEnd >= 0)
            wanted = headEnd + 4 + (field < 0 ? 0 : received.mid(field + 15, received.indexOf('\r', field) - field - 15).trimmed().toLongLong());
    }
    const auto write = [socket](const QByteArray &bytes) { ::send(socket, bytes.constData(), std::size_t(bytes.size()), MSG_NOSIGNAL); };
    write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
    for (int i = 0; i < m_tokens && !m_stopping; ++i) {
        write("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" <" + QByteArray::number(now()) + ">\"}}]}\n\n");
        std::this_thread::sleep_for(std::chrono::microseconds(m_pause));
    }
    write("data: [DONE]\n\n");
    ::close(socket);
}

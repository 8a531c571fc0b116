#include "tests/support/faultproxy.h"

#include <QHostAddress>
#include <QTcpSocket>

#include <sys/socket.h>

#include <algorithm>

namespace {

/// Of the head and its empty line; -1 while it is not whole.
qsizetype headSize(const QByteArray &message)
{
    const qsizetype end = message.indexOf("\r\n\r\n");
    return end < 0 ? -1 : end + 4;
}

/// -1 where the head says nothing.
qsizetype bodySize(const QByteArray &head)
{
    const qsizetype name = head.toLower().indexOf("\r\ncontent-length:");
    return name < 0 ? -1 : head.mid(name + 17, head.indexOf("\r\n", name + 2) - name - 17).trimmed().toLongLong();
}

/// How many bytes of a message are before that place; more than any message while that is not known.
qsizetype bytesBefore(Fault::Place place, const QByteArray &message)
{
    constexpr qsizetype someOfAStream = 9;
    const qsizetype head = headSize(message);
    if (place == Fault::Place::Start)
        return 0;
    if (place == Fault::Place::InHead)
        return 9;
    if (head < 0)
        return std::numeric_limits<qsizetype>::max();
    if (place == Fault::Place::AfterHead)
        return head;
    const qsizetype body = bodySize(message.left(head));
    return head + (body < 0 ? someOfAStream : body / 2);
}

}

/// A connection of a client and the one to the server that belongs to it, with the request under way.
struct FaultProxy::Line : QObject {
    Line(QTcpSocket *theClient, QObject *parent) : QObject(parent), client(theClient), server(new QTcpSocket(this))
    {
        client->setParent(this);
        pace.setParent(this);
        pace.setSingleShot(true);
    }

    QTcpSocket *client;
    QTcpSocket *server;
    QTimer pace;
    QByteArray request;
    QByteArray answer;
    Fault fault;
    bool begun = false;
    /// Bytes of the answer that were passed on.
    qsizetype passed = 0;
};

FaultProxy::FaultProxy(quint16 target, Choice choice) : m_target(target), m_choice(std::move(choice))
{
    connect(&m_server, &QTcpServer::newConnection, this, &FaultProxy::accept);
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("No port to listen on: %s", qPrintable(m_server.errorString()));
}

int FaultProxy::count(const QByteArray &begin) const
{
    return int(std::count_if(m_requests.begin(), m_requests.end(), [&begin](const QByteArray &request) { return request.startsWith(begin); }));
}

void FaultProxy::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++m_connections;
        auto *line = new Line(socket, this);
        for (QTcpSocket *side : {line->client, line->server})
            side->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(line->client, &QTcpSocket::readyRead, line, [this, line] { readRequest(*line); });
        connect(line->client, &QTcpSocket::disconnected, line, &QObject::deleteLater);
        connect(line->server, &QTcpSocket::readyRead, line, [this, line] { readAnswer(*line); });
        connect(line->server, &QTcpSocket::disconnected, line->client, &QTcpSocket::disconnectFromHost);
        line->server->connectToHost(QHostAddress::LocalHost, m_target);
    }
}

void FaultProxy::end(Line &line)
{
    if (line.fault.resets) {
        const linger now{1, 0};
        ::setsockopt(int(line.client->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        line.client->abort();
    } else {
        line.client->disconnectFromHost();
    }
}

void FaultProxy::readRequest(Line &line)
{
    line.request += line.client->readAll();
    if (line.request.isEmpty())
        return;
    if (!line.begun) {
        line.begun = true;
        line.fault = m_choice(++m_number, line.request);
        m_broken += line.fault.kind != Fault::Kind::None || line.fault.delay > 0;
        line.answer.clear();
        line.passed = 0;
    }
    if (line.fault.kind == Fault::Kind::CutRequest && line.request.size() >= bytesBefore(line.fault.place, line.request)) {
        line.client->write(line.fault.answer);
        line.client->flush();
        return end(line);
    }
    const qsizetype head = headSize(line.request);
    if (head < 0 || line.request.size() < head + std::max<qsizetype>(bodySize(line.request.left(head)), 0))
        return;
    m_requests.append(std::exchange(line.request, {}));
    line.begun = false;
    carryOut(line);
}

void FaultProxy::carryOut(Line &line)
{
    // Servers may insist on their own name.
    QByteArray request = m_requests.last();
    const QByteArray host = "Host: 127.0.0.1:";
    request.replace(host + QByteArray::number(m_server.serverPort()) + "\r\n", host + QByteArray::number(m_target) + "\r\n");
    switch (line.fault.kind) {
    case Fault::Kind::CutRequest:
    case Fault::Kind::HangUp: return end(line);
    case Fault::Kind::Instead:
        line.client->write(line.fault.answer);
        return end(line);
    default: break;
    }
    if (line.fault.delay > 0 && line.fault.kind == Fault::Kind::None)
        QTimer::singleShot(line.fault.delay, line.server, [&line, request] { line.server->write(request); });
    else
        line.server->write(request);
}

void FaultProxy::readAnswer(Line &line)
{
    line.answer += line.server->readAll();
    switch (line.fault.kind) {
    case Fault::Kind::Swallow: return end(line);
    case Fault::Kind::TrimBody: return trim(line);
    case Fault::Kind::Drip:
        if (!line.pace.isActive())
            drip(line);
        return;
    default: return pass(line);
    }
}

void FaultProxy::pass(Line &line)
{
    const bool isCut = line.fault.kind == Fault::Kind::CutAnswer;
    const bool isLimited = isCut || line.fault.kind == Fault::Kind::StallAnswer;
    const qsizetype limit = isLimited ? bytesBefore(line.fault.place, line.answer) : std::numeric_limits<qsizetype>::max();
    const qsizetype until = std::min(limit, line.answer.size());
    if (until > line.passed)
        line.client->write(line.answer.mid(line.passed, until - line.passed));
    line.passed = std::max(line.passed, until);
    if (isCut && line.passed == limit) {
        line.client->flush();
        end(line);
    }
}

void FaultProxy::trim(Line &line)
{
    const qsizetype head = headSize(line.answer);
    if (head < 0)
        return;
    const QByteArray whole = line.answer.left(head);
    const qsizetype size = bodySize(whole);
    if (size <= 0)
        return pass(line);
    if (line.answer.size() < head + size)
        return;
    const QByteArray length = "Content-Length: ";
    line.client->write(QByteArray(whole).replace(length + QByteArray::number(size), length + QByteArray::number(size / 2)) + line.answer.mid(head, size / 2));
}

void FaultProxy::drip(Line &line)
{
    if (line.passed >= line.answer.size())
        return;
    line.client->write(line.answer.mid(line.passed, line.fault.piece));
    line.passed += line.fault.piece;
    line.pace.disconnect();
    connect(&line.pace, &QTimer::timeout, this, [this, &line] { drip(line); });
    line.pace.start(line.fault.delay);
}

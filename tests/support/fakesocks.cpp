#include "tests/support/fakesocks.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QtEndian>

#include <memory>

FakeSocks::FakeSocks(quint16 target, const QByteArray &user, const QByteArray &password) : m_target(target), m_user(user), m_password(password)
{
    connect(&m_server, &QTcpServer::newConnection, this, &FakeSocks::accept);
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("No port to listen on: %s", qPrintable(m_server.errorString()));
}

void FakeSocks::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        const auto talk = std::make_shared<Talk>();
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, talk] {
            talk->received += socket->readAll();
            while (talk->stage == Talk::Stage::Greeting ? greet(socket, *talk) : talk->stage == Talk::Stage::Password ? checkPassword(socket, *talk) : obey(socket, *talk)) { }
        });
    }
}

bool FakeSocks::greet(QTcpSocket *socket, Talk &talk) const
{
    if (talk.received.size() < 2 || talk.received.size() < 2 + talk.received.at(1))
        return false;
    const char method = m_user.isEmpty() ? 0 : 2;
    const bool offered = talk.received.mid(2, talk.received.at(1)).contains(method);
    talk.received.remove(0, 2 + talk.received.at(1));
    socket->write(QByteArray("\x05") + (offered ? method : '\xff'));
    talk.stage = m_user.isEmpty() ? Talk::Stage::Command : Talk::Stage::Password;
    return true;
}

bool FakeSocks::checkPassword(QTcpSocket *socket, Talk &talk) const
{
    const QByteArray wanted = QByteArray("\x01") + char(m_user.size()) + m_user + char(m_password.size()) + m_password;
    if (talk.received.size() < 2)
        return false;
    const bool right = talk.received.startsWith(wanted);
    talk.received.remove(0, wanted.size());
    socket->write(QByteArray("\x01") + (right ? '\x00' : '\x01'));
    if (!right)
        socket->disconnectFromHost();
    talk.stage = Talk::Stage::Command;
    return right;
}

bool FakeSocks::obey(QTcpSocket *socket, Talk &talk)
{
    if (talk.received.size() < 5)
        return false;
    const bool isName = talk.received.at(3) == 3;
    const qsizetype length = isName ? talk.received.at(4) + 1 : 4;
    if (talk.received.size() < 4 + length + 2)
        return false;
    const QByteArray host = isName ? talk.received.mid(5, length - 1) : QHostAddress(qFromBigEndian<quint32>(talk.received.constData() + 4)).toString().toLatin1();
    const quint16 port = qFromBigEndian<quint16>(talk.received.constData() + 4 + length);
    m_wanted.append(host + ':' + QByteArray::number(port));
    socket->disconnect(this);
    auto *target = new QTcpSocket(socket);
    connect(target, &QTcpSocket::connected, socket, [socket] { socket->write(QByteArray("\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00", 10)); });
    connect(target, &QTcpSocket::readyRead, socket, [socket, target] { socket->write(target->readAll()); });
    connect(target, &QTcpSocket::disconnected, socket, &QTcpSocket::disconnectFromHost);
    connect(socket, &QTcpSocket::readyRead, target, [socket, target] { target->write(socket->readAll()); });
    target->connectToHost(QHostAddress::LocalHost, m_target);
    return false;
}

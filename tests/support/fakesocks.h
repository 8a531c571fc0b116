#pragma once

#include <QTcpServer>

class QTcpSocket;

/// A SOCKS5 proxy on 127.0.0.1 that leads every connection to one port of this machine, whatever was asked for, and keeps what was.
/// With a user it takes that user and password only.
class FakeSocks : public QObject
{
    Q_OBJECT
public:
    explicit FakeSocks(quint16 target, const QByteArray &user = {}, const QByteArray &password = {});

    quint16 port() const { return m_server.serverPort(); }
    /// "HOST:PORT" of each connection that was asked for.
    const QList<QByteArray> &wanted() const { return m_wanted; }

private:
    struct Talk {
        enum class Stage { Greeting, Password, Command } stage = Stage::Greeting;
        QByteArray received;
    };

    void accept();
    bool greet(QTcpSocket *socket, Talk &talk) const;
    bool checkPassword(QTcpSocket *socket, Talk &talk) const;
    bool obey(QTcpSocket *socket, Talk &talk);

    QTcpServer m_server;
    const quint16 m_target;
    const QByteArray m_user;
    const QByteArray m_password;
    QList<QByteArray> m_wanted;
};

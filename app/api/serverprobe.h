#pragma once

#include "app/api/connection.h"
#include "app/values/error.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

class QNetworkAccessManager;
class QNetworkReply;
class QSslSocket;

/// Looks at a server from outside, before and beside its operations: whether something listens at the address, whether its certificate
/// is believed, and which version it is of. One look at a time; each ends with exactly one of its signals. Deleting it stops it.
class ServerProbe : public QObject
{
    Q_OBJECT

public:
    explicit ServerProbe(const Connection &connection, QObject *parent = nullptr);
    ~ServerProbe() override;

    /// Ends in reached() or failed(); over TLS after reached() in secured() or failed().
    void reach();
    /// Asks the server's own description of itself, without the key; ends in versionFound().
    void askVersion();

Q_SIGNALS:
    /// Something listens; where, in words.
    void reached(const QString &where);
    /// The certificate is believed; whose it is, in words. Not for http.
    void secured(const QString &whose);
    void failed(const Error &error);
    /// Empty where the server does not say.
    void versionFound(const QString &version);

private:
    void noteReached();
    void noteSecured();
    void noteSocketError();
    void readVersion();
    void fail(const Error &error);

    const Connection m_connection;
    const bool m_isSafe;
    std::unique_ptr<QSslSocket> m_socket;
    std::unique_ptr<QNetworkAccessManager> m_manager;
    QPointer<QNetworkReply> m_reply;
    QTimer m_deadline;
};

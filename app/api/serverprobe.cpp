#include "app/api/serverprobe.h"

#include "app/api/certificatetrouble.h"
#include "app/api/errormapping.h"
#include "app/api/networkproxy.h"
#include "app/api/replyhead.h"
#include "app/api/tls.h"
#include "app/values/json.h"

#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QSslCertificate>
#include <QSslSocket>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 15s;

}

ServerProbe::ServerProbe(const Connection &connection, QObject *parent)
    : QObject(parent), m_connection(connection), m_isSafe(connection.baseUrl.scheme() == "https"_L1)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { fail(errormapping::timedOut(patience)); });
}

ServerProbe::~ServerProbe()
{
    dropReply(m_reply, this);
    if (m_socket)
        m_socket->disconnect(this);
}

void ServerProbe::reach()
{
    m_socket = std::make_unique<QSslSocket>();
    connect(m_socket.get(), &QSslSocket::connected, this, &ServerProbe::noteReached);
    connect(m_socket.get(), &QSslSocket::encrypted, this, &ServerProbe::noteSecured);
    connect(m_socket.get(), &QAbstractSocket::errorOccurred, this, &ServerProbe::noteSocketError);
    if (m_connection.tls)
        m_socket->setSslConfiguration(m_connection.tls->configuration());
    QNetworkProxy proxy = networkproxy::forAddress(m_connection.proxy, m_connection.baseUrl);
    QString host = m_connection.baseUrl.host();
    quint16 port = quint16(m_connection.baseUrl.port(m_isSafe ? 443 : 80));
    // In the clear an HTTP proxy is spoken to itself; it need not lead connections on.
    if (!m_isSafe && proxy.type() == QNetworkProxy::HttpProxy) {
        host = proxy.hostName();
        port = proxy.port();
        proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    }
    m_socket->setProxy(proxy);
    m_deadline.start(patience);
    m_socket->connectToHost(host, port);
}

void ServerProbe::noteReached()
{
    const QString host = m_socket->peerAddress().isNull() ? m_socket->peerName() : m_socket->peerAddress().toString();
    const QString where = u"%1, port %2"_s.arg(host).arg(m_socket->peerPort());
    if (m_isSafe) {
        Q_EMIT reached(where);
        m_socket->setPeerVerifyName(m_connection.baseUrl.host());
        m_socket->startClientEncryption();
        return;
    }
    m_deadline.stop();
    m_socket->disconnect(this);
    m_socket->abort();
    Q_EMIT reached(where);
}

void ServerProbe::noteSecured()
{
    m_deadline.stop();
    const QSslCertificate certificate = m_socket->peerCertificate();
    const QString whose = u"%1, signed by %2, valid to %3"_s.arg(certificate.subjectDisplayName(), certificate.issuerDisplayName(),
        certificate.expiryDate().toUTC().date().toString(Qt::ISODate));
    m_socket->disconnect(this);
    m_socket->abort();
    Q_EMIT secured(whose);
}

void ServerProbe::noteSocketError()
{
    const QAbstractSocket::SocketError code = m_socket->error();
    const QString words = m_socket->errorString();
    if (!m_socket->sslHandshakeErrors().isEmpty())
        return fail(certificatetrouble::of(m_socket->sslHandshakeErrors(), m_connection.baseUrl.host()));
    switch (code) {
    case QAbstractSocket::SslHandshakeFailedError: return fail(certificatetrouble::ofHandshake(words));
    case QAbstractSocket::ConnectionRefusedError: return fail(errormapping::fromTransport(QNetworkReply::ConnectionRefusedError, words));
    case QAbstractSocket::HostNotFoundError: return fail(errormapping::fromTransport(QNetworkReply::HostNotFoundError, words));
    case QAbstractSocket::RemoteHostClosedError: return fail(errormapping::fromTransport(QNetworkReply::RemoteHostClosedError, words));
    case QAbstractSocket::ProxyNotFoundError: return fail(errormapping::fromTransport(QNetworkReply::ProxyNotFoundError, words));
    case QAbstractSocket::ProxyConnectionRefusedError: return fail(errormapping::fromTransport(QNetworkReply::ProxyConnectionRefusedError, words));
    case QAbstractSocket::ProxyAuthenticationRequiredError:
        return fail(errormapping::fromTransport(QNetworkReply::ProxyAuthenticationRequiredError, words));
    default: return fail(errormapping::fromTransport(QNetworkReply::UnknownNetworkError, words));
    }
}

void ServerProbe::fail(const Error &error)
{
    m_deadline.stop();
    if (m_socket)
        m_socket->disconnect(this);
    Q_EMIT failed(error);
}

void ServerProbe::askVersion()
{
    m_manager = std::make_unique<QNetworkAccessManager>();
    m_manager->setProxy(networkproxy::forAddress(m_connection.proxy, m_connection.baseUrl));
    QUrl url = m_connection.baseUrl;
    url.setPath(url.path() + u"/api-docs/openapi.json"_s);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setTransferTimeout(int(std::chrono::milliseconds(patience).count()));
    request.setRawHeader("User-Agent", "Retriever/" RETRIEVER_VERSION);
    if (const QByteArray who = networkproxy::authorization(m_connection.proxy, url); !who.isEmpty())
        request.setRawHeader("Proxy-Authorization", who);
    for (const ExtraHeader &header : m_connection.headers)
        request.setRawHeader(header.name.toLatin1(), header.value.toLatin1());
    if (m_connection.tls)
        request.setSslConfiguration(m_connection.tls->configuration());
    m_reply = m_manager->get(request);
    connect(m_reply, &QNetworkReply::finished, this, &ServerProbe::readVersion);
}

void ServerProbe::readVersion()
{
    const Result<Json> json = m_reply->error() == QNetworkReply::NoError ? Json::parse(m_reply->readAll()) : Result<Json>(Json());
    Q_EMIT versionFound(json ? (*json)[u"info"][u"version"].toString().simplified().left(40) : QString());
}

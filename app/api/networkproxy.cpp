#include "app/api/networkproxy.h"

#include <QNetworkProxyQuery>

using namespace Qt::StringLiterals;

QNetworkProxy networkproxy::of(const ProxyChoice &choice)
{
    switch (choice.kind) {
    case ProxyChoice::Kind::Http: return {QNetworkProxy::HttpProxy, choice.host, choice.port, choice.user, choice.password};
    case ProxyChoice::Kind::Socks5: return {QNetworkProxy::Socks5Proxy, choice.host, choice.port, choice.user, choice.password};
    case ProxyChoice::Kind::System:
    case ProxyChoice::Kind::None: break;
    }
    return QNetworkProxy(QNetworkProxy::NoProxy);
}

QNetworkProxy networkproxy::forAddress(const ProxyChoice &choice, const QUrl &url)
{
    if (choice.kind != ProxyChoice::Kind::System)
        return of(choice);
    return QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url)).value(0, QNetworkProxy(QNetworkProxy::NoProxy));
}

QByteArray networkproxy::authorization(const ProxyChoice &choice, const QUrl &url)
{
    if (choice.kind != ProxyChoice::Kind::Http || choice.user.isEmpty() || url.scheme() != "http"_L1)
        return {};
    return "Basic " + (choice.user + u':' + choice.password).toUtf8().toBase64();
}

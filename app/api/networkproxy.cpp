#include "app/api/networkproxy.h"

#include <QNetworkProxyQuery>

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

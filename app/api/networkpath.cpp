#include "app/api/networkpath.h"

#include "app/api/networkproxy.h"

namespace {

/// Asks the system anew for each address, as it may have changed.
class SystemProxies : public QNetworkProxyFactory
{
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override { return systemProxyForQuery(query); }
};

void choose(QNetworkAccessManager &manager, const ProxyChoice &proxy)
{
    if (proxy.kind == ProxyChoice::Kind::System)
        manager.setProxyFactory(new SystemProxies);
    else
        manager.setProxy(networkproxy::of(proxy));
}

}

NetworkPath::NetworkPath(const ProxyChoice &proxy)
{
    choose(m_requests, proxy);
    choose(m_streams, proxy);
}

ApiClient NetworkPath::client(const Connection &connection, const Patience &patience, const RetryPolicy &policy)
{
    ApiClient client(connection, m_requests, m_streams, patience, policy);
    client.tell(m_retries, m_keyRole);
    m_keyRole.noteSuccess(connection.keyRole);
    return client;
}

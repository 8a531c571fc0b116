#pragma once

#include "app/api/apiclient.h"

#include <QNetworkAccessManager>

/// What the requests of one connection travel by: an access manager for calls and one for streams, both on the connection's proxy.
/// A connection has its own, because open TLS connections are shared within a manager whatever they trust. It must outlive the clients.
class NetworkPath
{
public:
    explicit NetworkPath(const ProxyChoice &proxy = {});

    ApiClient client(const Connection &connection, const Patience &patience = {}, const RetryPolicy &policy = RetryPolicy::never());

private:
    QNetworkAccessManager m_requests;
    QNetworkAccessManager m_streams;
};

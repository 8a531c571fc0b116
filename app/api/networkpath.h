#pragma once

#include "app/api/apiclient.h"

#include <QNetworkAccessManager>

/// What the requests of one connection travel by: an access manager for calls and one for streams, both on the connection's proxy.
/// A connection has its own, because open TLS connections are shared within a manager whatever they trust. It must outlive the clients.
/// It knows what their requests wait for, and what the answers tell of the key.
class NetworkPath
{
public:
    explicit NetworkPath(const ProxyChoice &proxy = {});

    ApiClient client(const Connection &connection, const Patience &patience = {}, const RetryPolicy &policy = RetryPolicy::never());

private:
    // Before the managers, whose end ends requests.
    RetryBoard m_retries;
    KeyRole m_keyRole;
    QNetworkAccessManager m_requests;
    QNetworkAccessManager m_streams;
};

#pragma once

#include "app/localserver/request.h"
#include "app/localserver/router.h"

class Store;

/// Decides who comes in: a program on this machine that knows the key, never a web page that a browser was talked into
/// sending here (DNS rebinding: the Host and Origin must be ours). Each check throws a Refusal. Usable from any thread.
class Gate
{
public:
    Gate(Store &store, quint16 port, QByteArray key);

    /// Host and Origin.
    void checkOrigin(const Request &request) const;
    /// The key, from Authorization (with or without Bearer) or x-api-key; it goes into the request, with what it allows.
    void checkKey(Request &request) const;
    /// That the key's role, or one of its scopes, allows the route of that pattern.
    static void checkRole(const Request &request, const Router::Route &route);
    /// TR-Organization and TR-Dataset (or x-organization, x-dataset) as the scope needs them; the dataset goes into the request. A dataset
    /// that the key is not for is refused with 401, as on real servers.
    void resolveScope(Request &request, Scope scope) const;

private:
    Store &m_store;
    QByteArrayList m_hosts;
    QByteArray m_key;
};

#pragma once

#include "app/localserver/gate.h"
#include "app/localserver/router.h"

class DatabaseError;
class HttpExchange;

/// Brings a request to its route and the route's answer or refusal back: everything between the wire and the handlers. Knows nothing of
/// sockets; usable from any thread. The router and the store must outlive it.
class Reception
{
public:
    /// The largest body that is taken, in bytes; as on real servers.
    static constexpr qint64 bodyLimit = 134'200'000;

    Reception(const Router &router, Store &store, quint16 port, const QByteArray &key) :
        m_router(router), m_store(store), m_gate(store, port, key)
    {
    }

    /// Looks at the head of a request, before its body comes; sets the exchange's refusal where it will not be carried out.
    void admit(HttpExchange &exchange) const;
    /// Carries out a request whose body is there, or gives its refusal. Never throws.
    Response respond(HttpExchange &exchange) const;
    static Response tooLarge();

private:
    void check(HttpExchange &exchange) const;
    Response failure(const DatabaseError &error) const;

    const Router &m_router;
    Store &m_store;
    const Gate m_gate;
};

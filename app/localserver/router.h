#pragma once

#include "app/localserver/request.h"
#include "app/localserver/response.h"

#include <QStringList>

#include <functional>
#include <vector>

/// What a route needs beside the key.
enum class Scope {
    Open, ///< Nothing, not even the key.
    Key, ///< The key.
    Organization, ///< The key; a TR-Organization header, where there is one, must name ours.
    Dataset, ///< The key and a TR-Dataset header; Request::dataset is there.
};

/// Who may use a route. Where no role is named only an owner may: a route that nobody thought about is closed.
struct Access {
    constexpr Access(Scope wanted, Role lowest = Role::Owner) : scope(wanted), role(lowest) { }

    Scope scope;
    /// The lowest role; keys with scopes need none where these name the route.
    Role role;
};

/// Answers, or throws a Refusal. Called from many threads at once.
using Handler = std::function<Response(const Request &)>;

/// Finds the handler of a path. Filled once before the server starts, then only read.
/// A set of routes lives in a file of its own, which offers one function: void addSearchRoutes(Router &router, Store &store);
class Router
{
public:
    struct Route {
        QByteArray method;
        QStringList pattern;
        Access access;
        Handler handler;
    };
    struct Match {
        /// Null where nothing matches.
        const Route *route = nullptr;
        /// The verbs that the path knows; empty where the path is unknown.
        QByteArrayList allowed;
        QHash<QString, QString> parameters;
    };

    /// The pattern is a path whose {names} match one segment each: "/api/chunk/{chunk_id}". Written words go before names. Where no pattern
    /// fits, a name that ends in tracking_id or owner_id takes several: there are clients that do not encode the slashes in such an id.
    void add(const QByteArray &method, QStringView pattern, Access access, Handler handler);
    const std::vector<Route> &routes() const { return m_routes; }
    Match find(const QByteArray &method, const QStringList &segments) const;
    /// The highest role that a route named by the scope of a key ("GET /api/chunk/{chunk_id}") needs; nothing where it names none.
    std::optional<Role> highestRole(const QString &scope) const;

private:
    Match findExactly(const QByteArray &method, const QStringList &segments) const;

    std::vector<Route> m_routes;
};

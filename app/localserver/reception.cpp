#include "app/localserver/reception.h"

#include "app/localserver/damage.h"
#include "app/localserver/databaseerror.h"
#include "app/localserver/httpexchange.h"
#include "app/localserver/refusal.h"
#include "app/localserver/store.h"

#include <sqlite3.h>

#include <new>

using namespace Qt::StringLiterals;

Response Reception::tooLarge()
{
    return Response::error(400,
        u"Json Deserialization Error: *Type* : payload | *Message* : the body is larger than %1 bytes | Send less at once."_s.arg(bodyLimit));
}

void Reception::admit(HttpExchange &exchange) const
{
    try {
        check(exchange);
    } catch (const Refusal &refusal) {
        exchange.refusal = Response::error(refusal.status(), refusal.message());
    } catch (const DatabaseError &error) {
        exchange.refusal = failure(error);
    }
}

Response Reception::failure(const DatabaseError &error) const
{
    switch (error.code()) {
    case SQLITE_FULL:
        return Response::error(507, u"The disk is full: nothing of this request was kept. Make room and try again."_s);
    case SQLITE_INTERRUPT:
        return Response::error(503, u"The server is stopping."_s);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        damage::noteSuspicion(m_store.path());
        return Response::error(500,
            u"The workspace database %1 is damaged. End Retriever and copy its folder; the next start looks all of it over."_s.arg(m_store.path()));
    default:
        return Response::error(500, u"The workspace database could not carry this out: %1"_s.arg(QString::fromUtf8(error.what())));
    }
}

void Reception::check(HttpExchange &exchange) const
{
    Request &request = exchange.request;
    m_gate.checkOrigin(request);
    const QByteArray method = request.method == "HEAD" ? QByteArray("GET") : request.method;
    exchange.match = m_router.find(method, request.segments);
    const Router::Match &match = exchange.match;
    if (match.allowed.isEmpty())
        throw Refusal::notFound(u"there is no %1 here"_s.arg(u'/' + request.segments.join(u'/')).left(300));
    if (!match.route) {
        const QByteArray verbs = match.allowed.join(", ");
        exchange.refusal = method == "OPTIONS" ? Response::noContent()
                                               : Response::error(405, u"%1 is not possible here; use %2"_s.arg(QString::fromLatin1(method), QString::fromLatin1(verbs)));
        exchange.refusal->headers.append(std::pair<QByteArray, QByteArray>("Allow", verbs));
        return;
    }
    if (match.route->access.scope != Scope::Open) {
        m_gate.checkKey(request);
        Gate::checkRole(request, *match.route);
    }
    if (request.header("content-length").toLongLong() > bodyLimit)
        exchange.refusal = tooLarge();
}

Response Reception::respond(HttpExchange &exchange) const
{
    if (exchange.refusal)
        return *std::move(exchange.refusal);
    Request &request = exchange.request;
    const Router::Route &route = *exchange.match.route;
    try {
        request.parameters = exchange.match.parameters;
        m_gate.resolveScope(request, route.access.scope);
        Response response = route.handler(request);
        if (request.headers.contains("tr-dataset") || request.dataset)
            response.headers.append(std::pair<QByteArray, QByteArray>("x-api-version", request.wantsV1() ? "1.0" : "2.0"));
        return response;
    } catch (const Refusal &refusal) {
        return Response::error(refusal.status(), refusal.message());
    } catch (const DatabaseError &error) {
        return failure(error);
    } catch (const std::bad_alloc &) {
        return Response::error(503, u"There is not enough memory for this request. Send less at once."_s);
    } catch (const std::exception &error) {
        return Response::error(500, u"The local server could not carry this out: %1"_s.arg(QString::fromUtf8(error.what())));
    }
}

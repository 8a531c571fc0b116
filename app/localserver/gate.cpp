#include "app/localserver/gate.h"

#include "app/localserver/apikeyrow.h"
#include "app/localserver/refusal.h"
#include "app/localserver/store.h"
#include "app/values/id.h"

using namespace Qt::StringLiterals;

namespace {

// Takes the same time wherever the first difference is.
bool isSame(const QByteArray &a, const QByteArray &b)
{
    quint32 difference = quint32(a.size() ^ b.size());
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= quint32(quint8(a[i]) ^ quint8(b[b.isEmpty() ? 0 : i % b.size()]));
    return difference == 0;
}

QByteArray sentKey(const Request &request)
{
    QByteArray key = request.header("authorization").trimmed();
    if (key.isEmpty())
        key = request.header("x-api-key").trimmed();
    if (key.size() > 7 && qstrnicmp(key.constData(), "bearer ", 7) == 0)
        key = key.mid(7).trimmed();
    return key;
}

QString scopeHeader(const Request &request, const char *name, const char *alias)
{
    const QByteArray value = request.header(name);
    return QString::fromUtf8(value.isEmpty() ? request.header(alias) : value).trimmed();
}

}

Gate::Gate(Store &store, quint16 port, QByteArray key) :
    m_store(store), m_hosts{"127.0.0.1:" + QByteArray::number(port), "localhost:" + QByteArray::number(port)}, m_key(std::move(key))
{
}

void Gate::checkOrigin(const Request &request) const
{
    if (!m_hosts.contains(request.header("host").toLower()))
        throw Refusal(403, u"Forbidden: the Host header is not this server's address. Use 127.0.0.1 or localhost with the port."_s);
    const QByteArray origin = request.header("origin").toLower();
    if (request.headers.contains("origin") && !(origin.startsWith("http://") && m_hosts.contains(origin.mid(7))))
        throw Refusal(403, u"Forbidden: requests from web pages of another origin are not answered."_s);
}

void Gate::checkKey(Request &request) const
{
    request.key = sentKey(request);
    if (!request.key.isEmpty() && isSame(request.key, m_key))
        return;
    const auto row = request.key.isEmpty() ? std::nullopt : m_store.read([&](Database &database) { return apiKeyBySecret(database, request.key); });
    if (!row || (row->caller.expiresAt && *row->caller.expiresAt <= Store::now()))
        throw Refusal(401, u"Unauthorized"_s);
    request.caller = row->caller;
}

void Gate::checkRole(const Request &request, const Router::Route &route)
{
    const Caller &caller = request.caller;
    if (!caller.scopes.isEmpty()) {
        if (!caller.isScopedTo(route.method, route.pattern))
            throw Refusal(403, u"Forbidden: this route is not among the scopes of the key"_s);
    } else if (caller.role < route.access.role) {
        throw Refusal(403, u"Forbidden: this needs a key of the role %1 or higher; the role of this one is %2"_s.arg(Caller::roleName(route.access.role), Caller::roleName(caller.role)));
    }
}

void Gate::resolveScope(Request &request, Scope scope) const
{
    if (scope != Scope::Organization && scope != Scope::Dataset)
        return;
    const QString organization = scopeHeader(request, "tr-organization", "x-organization");
    const QString dataset = scopeHeader(request, "tr-dataset", "x-dataset");
    if (!organization.isEmpty() && !isUuid(organization))
        throw Refusal(400, u"Could not convert Organization to UUID"_s);
    if (scope == Scope::Organization || dataset.isEmpty() || !isUuid(dataset)) {
        if (!organization.isEmpty() && organization.toLower() != m_store.organizationId())
            throw Refusal(403, u"Forbidden"_s);
    }
    if (scope == Scope::Organization)
        return;
    if (dataset.isEmpty())
        throw Refusal(400, u"Dataset not found; likely TR-Dataset header was not provided"_s);
    request.dataset = m_store.read([&](Database &database) {
        return isUuid(dataset) ? datasetById(database, dataset) : datasetByTrackingId(database, dataset);
    });
    if (!request.dataset)
        throw Refusal::notFound(u"Could not find dataset"_s);
    if (!request.caller.mayUseDataset(request.dataset->id))
        throw Refusal(401, u"Unauthorized: the key is not for this dataset"_s);
}

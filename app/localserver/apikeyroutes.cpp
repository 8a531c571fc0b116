#include "app/localserver/apikeyroutes.h"

#include "app/localserver/apikeyrow.h"
#include "app/localserver/datasetrow.h"
#include "app/localserver/fields.h"
#include "app/localserver/filter.h"
#include "app/localserver/refusal.h"
#include "app/localserver/router.h"
#include "app/localserver/searchorder.h"
#include "app/localserver/store.h"
#include "app/values/id.h"

using namespace Qt::StringLiterals;

namespace {

constexpr int listLimit = 1000;

// Whoever is held to some datasets, routes or settings would make himself a key without them.
void refuseIfLimited(const Caller &caller)
{
    if (caller.isLimited())
        throw Refusal(403, u"Forbidden: this key is limited to some datasets, routes or settings; such a key neither makes nor takes back others"_s);
}

Role sentRole(const Fields &fields, const Caller &maker)
{
    const auto number = fields.integer(u"role");
    if (!number || *number > int(Role::Owner))
        fields.refuse(u"role", u"expected 0 (Read), 1 (Admin) or 2 (Owner)"_s);
    const Role role = Role(*number);
    if (role > maker.role)
        throw Refusal(403, u"Forbidden: role: a key of role %1 cannot make one of role %2"_s.arg(Caller::roleName(maker.role), Caller::roleName(role)));
    return role;
}

// A scope gives a route whatever the role; so nobody may give away a route that he may not use himself.
QStringList sentScopes(const Fields &fields, const Caller &maker, const Router &router)
{
    const QStringList scopes = fields.strings(u"scopes").value_or(QStringList());
    for (qsizetype i = 0; i < scopes.size(); ++i) {
        const QString place = u"scopes[%1]"_s.arg(i);
        const auto needed = router.highestRole(scopes[i]);
        if (!needed)
            fields.refuse(place, u"\"%1\" is no route of this server; expected for example \"POST /api/chunk/search\" or \"GET /api/chunk/{chunk_id}\""_s.arg(scopes[i].left(100)));
        if (*needed > maker.role)
            throw Refusal(403, u"Forbidden: %1: \"%2\" needs the role %3, and the key that asks has %4"_s.arg(place, scopes[i].left(100), Caller::roleName(*needed), Caller::roleName(maker.role)));
    }
    return scopes;
}

std::optional<qint64> sentExpiry(const Fields &fields, const Caller &maker)
{
    const auto expiry = fields.moment(u"expires_at");
    if (expiry && *expiry <= Store::now())
        fields.refuse(u"expires_at", u"expected a moment in the future"_s);
    if (maker.expiresAt && expiry.value_or(std::numeric_limits<qint64>::max()) > *maker.expiresAt)
        throw Refusal(403, u"Forbidden: expires_at: a key cannot outlive the one that makes it"_s);
    return expiry;
}

// What would be refused in every search is refused here, once.
Json sentParams(const Fields &fields)
{
    const Json *params = fields.object(u"default_params");
    if (!params || params->members().isEmpty())
        return {};
    Json probe = *params;
    probe.set(u"query", u"a");
    if (probe[u"search_type"].isNull())
        probe.set(u"search_type", u"fulltext");
    try {
        (void)SearchOrder::fromJson(probe, SearchOrder::Kind::Search);
    } catch (const Refusal &refusal) {
        throw Refusal(refusal.status(), u"default_params."_s + refusal.message());
    }
    (void)chunkCondition((*params)[u"filters"], 0, u"default_params.filters."_s, ConditionUse::Listing, EmptyLists::Refused);
    return *params;
}

Response createKey(const Request &request, Store &store, const Router &router)
{
    refuseIfLimited(request.caller);
    const Json body = request.json();
    const Fields fields(body);
    ApiKeyRow row;
    row.id = Store::newId();
    row.caller.name = fields.requiredString(u"name");
    row.caller.role = sentRole(fields, request.caller);
    row.caller.datasetIds = fields.ids(u"dataset_ids").value_or(QStringList());
    row.caller.scopes = sentScopes(fields, request.caller, router);
    row.caller.expiresAt = sentExpiry(fields, request.caller);
    row.caller.defaultParams = sentParams(fields);
    row.createdAt = Store::now();
    const QByteArray secret = ApiKeyRow::newSecret();
    store.write([&](Database &database) {
        for (qsizetype i = 0; i < row.caller.datasetIds.size(); ++i) {
            if (!datasetById(database, row.caller.datasetIds[i]))
                fields.refuse(u"dataset_ids[%1]"_s.arg(i), u"there is no dataset %1 in this workspace"_s.arg(row.caller.datasetIds[i]));
        }
        row.insert(database, secret);
    });
    return Response::json(Json::object({{u"api_key", QString::fromLatin1(secret)}}));
}

Response listKeys(const Request &request, Store &store)
{
    const QString cursor = request.queryItem(u"cursor").value_or(QString());
    if (!cursor.isEmpty() && !isUuid(cursor))
        throw Refusal(400, u"cursor: expected a UUID, got \"%1\""_s.arg(cursor.left(100)));
    bool ok = true;
    const auto sent = request.queryItem(u"limit");
    const int limit = sent ? sent->toInt(&ok) : 10;
    if (!ok || limit < 1 || limit > listLimit)
        throw Refusal(400, u"limit: expected a whole number from 1 to %1, got \"%2\""_s.arg(listLimit).arg(sent->left(100)));
    Json keys = Json::array();
    Json last;
    store.read([&](Database &database) {
        auto rows = database.prepare(QByteArrayLiteral("SELECT ") + ApiKeyRow::columns + " FROM api_keys WHERE id > ? ORDER BY id LIMIT ?");
        rows.bind(cursor.toLower(), limit);
        while (rows.step()) {
            const ApiKeyRow row = ApiKeyRow::fromRow(rows);
            keys.append(row.toJson(store.organizationId()));
            last = row.id;
        }
    });
    return Response::json(Json::object({{u"api_keys", keys}, {u"cursor", last}}));
}

Response deleteKey(const Request &request, Store &store)
{
    refuseIfLimited(request.caller);
    const QString id = request.idParameter(u"api_key_id");
    store.write([&](Database &database) {
        const auto row = apiKeyById(database, id);
        if (!row)
            throw Refusal::notFound(u"Could not find API key %1"_s.arg(id));
        if (row->caller.role > request.caller.role)
            throw Refusal(403, u"Forbidden: only a key of role %1 can take back one of that role"_s.arg(Caller::roleName(row->caller.role)));
        database.prepare("DELETE FROM api_keys WHERE id = ?").bind(id).run();
    });
    return Response::noContent();
}

}

void addApiKeyRoutes(Router &router, Store &store)
{
    constexpr Access admin{Scope::Organization, Role::Admin};
    router.add("GET", u"/api/organization/api_key", admin, [&store](const Request &request) { return listKeys(request, store); });
    router.add("POST", u"/api/organization/api_key", admin,
        [&store, &router](const Request &request) { return createKey(request, store, router); });
    router.add("DELETE", u"/api/organization/api_key/{api_key_id}", admin, [&store](const Request &request) { return deleteKey(request, store); });
}

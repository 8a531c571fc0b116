#include "app/localserver/organizationroutes.h"

#include "app/localserver/fields.h"
#include "app/localserver/refusal.h"
#include "app/localserver/router.h"
#include "app/localserver/store.h"
#include "app/localserver/wire.h"

using namespace Qt::StringLiterals;

namespace {

Response health(const Request &)
{
    return {};
}

QString remembered(Database &database, const QByteArray &name, const QString &otherwise)
{
    auto row = database.prepare("SELECT value FROM workspace WHERE name = ?");
    row.bind(name);
    return row.step() ? row.text(0) : otherwise;
}

void remember(Database &database, const QByteArray &name, const QByteArray &value)
{
    database.prepare("INSERT INTO workspace(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value").bind(name, value).run();
}

QString creation(Database &database)
{
    return wire::moment(remembered(database, "created_at", {}).toLongLong());
}

// Organization
Json organization(Database &database, const Store &store)
{
    const QString created = creation(database);
    const QString changed = remembered(database, "organization_changed_at", {});
    return Json::object({{u"id", store.organizationId()}, {u"name", remembered(database, "organization_name", u"Local workspace"_s)},
        {u"created_at", created}, {u"updated_at", changed.isEmpty() ? created : wire::moment(changed.toLongLong())}, {u"registerable", false},
        {u"deleted", 0}, {u"partner_configuration", Json::verbatim(remembered(database, "partner_configuration", u"{}"_s).toUtf8())}});
}

// SlimUser. A workspace has no users but its keys, and no mail.
Json user(Database &database, const Store &store, const Caller &caller)
{
    const QString id = caller.keyId.isEmpty() ? store.organizationId() : caller.keyId;
    const QString created = creation(database);
    const Json membership = Json::object({{u"id", id}, {u"user_id", id}, {u"organization_id", store.organizationId()}, {u"role", int(caller.role)},
        {u"scopes", caller.scopes.isEmpty() ? Json() : Json::strings(caller.scopes)}, {u"created_at", created}, {u"updated_at", created}});
    return Json::object({{u"id", id}, {u"name", caller.keyId.isEmpty() ? u"Owner of this workspace"_s : caller.name}, {u"email", QString()},
        {u"created_at", created}, {u"user_orgs", Json::array({membership})}, {u"orgs", Json::array({organization(database, store)})}});
}

Response whoAmI(const Request &request, Store &store)
{
    return Response::json(store.read([&](Database &database) { return user(database, store, request.caller); }));
}

void refuseAnother(const Request &request, const Store &store)
{
    if (request.idParameter(u"organization_id") != store.organizationId())
        throw Refusal(403, u"Forbidden: this workspace holds the organization %1 alone"_s.arg(store.organizationId()));
}

Response readOrganization(const Request &request, Store &store)
{
    refuseAnother(request, store);
    const Json found = store.read([&](Database &database) { return organization(database, store); });
    return Response::json(Json::object({{u"organization", found}, {u"plan", nullptr}, {u"subscription", nullptr}}));
}

Response updateOrganization(const Request &request, Store &store)
{
    request.caller.refuseUnlessForAllDatasets();
    const Json body = request.json();
    const Fields fields(body);
    const auto name = fields.string(u"name");
    if (name && name->trimmed().isEmpty())
        fields.refuse(u"name", u"expected a name that is not empty"_s);
    return Response::json(store.write([&](Database &database) {
        if (name)
            remember(database, "organization_name", name->toUtf8());
        if (fields.has(u"partner_configuration"))
            remember(database, "partner_configuration", fields.raw(u"partner_configuration").toBytes());
        remember(database, "organization_changed_at", QByteArray::number(Store::now()));
        return organization(database, store);
    }));
}

Response listUsers(const Request &request, Store &store)
{
    refuseAnother(request, store);
    return Response::json(store.read([&](Database &database) { return Json::array({user(database, store, {})}); }));
}

// Conditions on messages.created_at.
QByteArray within(const Fields &fields, QList<SqlValue> &values)
{
    const Json *range = fields.object(u"date_range");
    if (!range)
        return "1";
    const Fields bounds(*range, u"date_range."_s);
    QByteArrayList parts{"1"};
    for (const auto &[name, sign] : {std::pair<QStringView, const char *>{u"gte", ">="}, {u"gt", ">"}, {u"lte", "<="}, {u"lt", "<"}}) {
        const auto bound = bounds.moment(name);
        if (!bound)
            continue;
        parts.append(QByteArray("created_at ") + sign + " ?");
        values.append(*bound);
    }
    return parts.join(" AND ");
}

qint64 firstOfMonth()
{
    const QDate today = QDateTime::currentDateTimeUtc().date();
    return QDate(today.year(), today.month(), 1).startOfDay(Qt::UTC).toMSecsSinceEpoch();
}

// ExtendedOrganizationUsageCount. What a workspace does not count (searches, tokens of searches, crawls) is 0.
Response readUsage(const Request &request, Store &store)
{
    refuseAnother(request, store);
    request.caller.refuseUnlessForAllDatasets();
    const Json body = request.body.trimmed().isEmpty() ? Json::object() : request.json();
    QList<SqlValue> bounds;
    const QByteArray condition = within(Fields(body), bounds);
    Json usage = Json::object();
    store.read([&](Database &database) {
        usage.set(u"dataset_count", database.integer("SELECT count(*) FROM datasets"));
        usage.set(u"chunk_count", database.integer("SELECT ifnull(sum(chunks), 0) FROM dataset_counts"));
        auto messages = database.prepare(
            "SELECT count(*), ifnull(sum(ifnull(prompt_tokens, 0) + ifnull(completion_tokens, 0)), 0) FROM messages WHERE " + condition);
        messages.bindAll(bounds);
        messages.step();
        usage.set(u"message_count", messages.integer(0));
        usage.set(u"message_tokens", messages.integer(1));
        auto recent = database.prepare("SELECT count(*) FROM messages WHERE created_at >= ?");
        recent.bind(firstOfMonth());
        recent.step();
        usage.set(u"current_months_message_count", recent.integer(0));
    });
    usage.set(u"user_count", 1);
    for (const QStringView name : {u"file_storage", u"search_count", u"search_tokens", u"bytes_ingested", u"tokens_ingested", u"ocr_pages_ingested",
             u"website_pages_scraped", u"events_ingested"})
        usage.set(name, 0);
    return Response::json(usage);
}

}

void addOrganizationRoutes(Router &router, Store &store)
{
    const auto add = [&](const QByteArray &method, QStringView pattern, Access access, Response (*answer)(const Request &, Store &)) {
        router.add(method, pattern, access, [&store, answer](const Request &request) { return answer(request, store); });
    };
    router.add("GET", u"/", Scope::Open, health);
    router.add("GET", u"/api/health", Scope::Open, health);
    add("GET", u"/api/auth/me", {Scope::Key, Role::Read}, whoAmI);
    add("GET", u"/api/organization/{organization_id}", {Scope::Organization, Role::Admin}, readOrganization);
    add("PUT", u"/api/organization", {Scope::Organization, Role::Owner}, updateOrganization);
    add("POST", u"/api/organization/usage/{organization_id}", {Scope::Organization, Role::Admin}, readUsage);
    add("GET", u"/api/organization/users/{organization_id}", {Scope::Organization, Role::Admin}, listUsers);
}

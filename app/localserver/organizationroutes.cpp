#include "app/localserver/organizationroutes.h"

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

// Real servers cannot name the owner of an organization's key either; clients take this text for "the key is good".
Response whoAmI(const Request &)
{
    return Response::error(400, u"Error loading user by itself for get_user_by_id_query"_s);
}

Json organization(Store &store)
{
    const qint64 created = store.read([](Database &database) {
        return database.integer("SELECT CAST(value AS INTEGER) FROM workspace WHERE name = 'created_at'");
    });
    const QString moment = wire::moment(created);
    return Json::object({{u"id", store.organizationId()}, {u"name", u"Local workspace"}, {u"created_at", moment}, {u"updated_at", moment},
        {u"registerable", false}, {u"partner_configuration", Json::object()}});
}

Response organizationById(const Request &request, Store &store)
{
    if (request.idParameter(u"organization_id") != store.organizationId())
        throw Refusal(403, u"Forbidden"_s);
    return Response::json(Json::object({{u"organization", organization(store)}, {u"plan", nullptr}, {u"subscription", nullptr}}));
}

}

void addOrganizationRoutes(Router &router, Store &store)
{
    router.add("GET", u"/", Scope::Open, health);
    router.add("GET", u"/api/health", Scope::Open, health);
    router.add("GET", u"/api/auth/me", Scope::Key, whoAmI);
    router.add("GET", u"/api/organization/{organization_id}", Scope::Organization,
        [&store](const Request &request) { return organizationById(request, store); });
}

#include "app/values/organization.h"

#include "app/values/jsonreader.h"

Result<Organization> Organization::fromJson(const Json &json)
{
    // Servers wrap it beside the plan and the subscription.
    const Json *inner = json.find(u"organization");
    JsonReader in(inner ? *inner : json, u"Organization");
    Organization organization{.id = in.id<OrganizationTag>(u"id"), .name = in.string(u"name")};
    if (in.failed())
        return in.error();
    return organization;
}

Json Organization::toJson() const
{
    return Json::object({{u"id", id.text()}, {u"name", name}});
}

#include "app/values/organization.h"

#include "app/values/jsonfields.h"
#include "app/values/jsonreader.h"

namespace {

template <typename T>
std::optional<Error> readGiven(const Json &json, std::optional<T> &value)
{
    if (json.isNull())
        return {};
    auto read = T::fromJson(json);
    if (!read)
        return read.error();
    value = *std::move(read);
    return {};
}

}

Result<Organization> Organization::fromJson(const Json &json)
{
    // Servers wrap it beside the plan and the subscription.
    const Json *inner = json.find(u"organization");
    JsonReader in(inner ? *inner : json, u"Organization");
    Organization organization;
    organization.id = in.id<OrganizationTag>(u"id");
    organization.name = in.string(u"name");
    organization.registerable = in.optionalBoolean(u"registerable");
    organization.partnerConfiguration = in.raw(u"partner_configuration");
    if (in.failed())
        return in.error();
    if (const auto error = readGiven(json[u"plan"], organization.plan))
        return *error;
    if (const auto error = readGiven(json[u"subscription"], organization.subscription))
        return *error;
    return organization;
}

Json Organization::toJson() const
{
    return Json::object({{u"id", id.text()}, {u"name", name}});
}

Json OrganizationPatch::toJson() const
{
    Json json = Json::object();
    jsonfields::setGiven(json, u"name", name);
    if (!partnerConfiguration.isNull())
        json.set(u"partner_configuration", partnerConfiguration);
    return json;
}

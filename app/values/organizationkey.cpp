#include "app/values/organizationkey.h"

#include "app/values/jsonfields.h"
#include "app/values/jsonreader.h"

using namespace jsonfields;

Result<OrganizationKey> OrganizationKey::fromJson(const Json &json)
{
    JsonReader in(json, u"ApiKeyRespBody");
    OrganizationKey key;
    key.id = in.id<KeyTag>(u"id");
    key.organization = OrganizationId(in.optionalString(u"organization_id").value_or(QString()));
    key.name = in.optionalString(u"name").value_or(QString());
    key.role = int(in.optionalInteger(u"role").value_or(0));
    key.datasets = in.optionalStrings(u"dataset_ids");
    key.createdAt = in.optionalString(u"created_at").value_or(QString());
    key.updatedAt = in.optionalString(u"updated_at").value_or(QString());
    if (in.failed())
        return in.error();
    return key;
}

Result<OrganizationKeyPage> OrganizationKeyPage::fromJson(const Json &json)
{
    const Json wrapped = json.isArray() ? Json::object({{u"api_keys", json}}) : json;
    JsonReader in(wrapped, u"ApiKeys");
    OrganizationKeyPage page{.keys = in.list<OrganizationKey>(u"api_keys"), .last = KeyId(in.optionalString(u"cursor").value_or(QString()))};
    if (in.failed())
        return in.error();
    if (page.last.isEmpty() && !page.keys.isEmpty())
        page.last = page.keys.constLast().id;
    return page;
}

Json NewOrganizationKey::toJson() const
{
    Json json = Json::object({{u"name", name}, {u"role", int(role)}});
    setFilled(json, u"dataset_ids", datasets);
    setFilled(json, u"scopes", scopes);
    setGiven(json, u"expires_at", expiresAt);
    if (!defaultParameters.isNull())
        json.set(u"default_params", defaultParameters);
    return json;
}

#include "app/api/organizationcalls.h"

#include "app/api/decoding.h"
#include "app/values/jsonfields.h"

using namespace Qt::StringLiterals;

Call<void> OrganizationCalls::health() const
{
    return call(ApiRequest::get({u"health"_s}).withoutKey());
}

Call<Member> OrganizationCalls::whoAmI() const
{
    return call<Member>(ApiRequest::get({u"auth"_s, u"me"_s}), Member::fromJson);
}

OrganizationCalls::KeyStanding OrganizationCalls::keyStanding(const Result<Member> &outcome)
{
    if (outcome)
        return KeyStanding::OfUser;
    if (outcome.error().kind == Error::Kind::Unauthorized)
        return KeyStanding::Refused;
    // The server makes a user up for such a key, and does not find it.
    const bool userNotFound = outcome.error().httpStatus == 400 && outcome.error().message.contains("Error loading user"_L1, Qt::CaseInsensitive);
    return userNotFound ? KeyStanding::OfOrganization : KeyStanding::Unknown;
}

Call<Organization> OrganizationCalls::organization(const OrganizationId &id) const
{
    return call<Organization>(ApiRequest::get({u"organization"_s, id.text()}).in(id), Organization::fromJson);
}

Call<Organization> OrganizationCalls::createOrganization(const QString &name) const
{
    return call<Organization>(ApiRequest::post({u"organization"_s}).with(Json::object({{u"name", name}})), Organization::fromJson);
}

Call<Organization> OrganizationCalls::updateOrganization(const OrganizationId &id, const OrganizationPatch &patch) const
{
    return call<Organization>(ApiRequest::put({u"organization"_s}).in(id).with(patch.toJson()), Organization::fromJson);
}

Call<void> OrganizationCalls::deleteOrganization(const OrganizationId &id) const
{
    return call(ApiRequest::remove({u"organization"_s, id.text()}).in(id));
}

Call<OrganizationUsage> OrganizationCalls::organizationUsage(const OrganizationId &id, const TimeSpan &time,
                                                              const std::optional<bool> &firstVersion) const
{
    // The body has to be there, if only as {}.
    Json body = Json::object();
    jsonfields::setFilled(body, u"date_range", time);
    jsonfields::setGiven(body, u"v1_usage", firstVersion);
    return call<OrganizationUsage>(ApiRequest::read({u"organization"_s, u"usage"_s, id.text()}).in(id).with(body), OrganizationUsage::fromJson);
}

Call<OrganizationKeyPage> OrganizationCalls::organizationKeys(const std::optional<KeyId> &after, int limit) const
{
    ApiRequest request = ApiRequest::get({u"organization"_s, u"api_key"_s}).in(connection().organization).where(u"limit"_s, QString::number(limit));
    if (after)
        request = std::move(request).where(u"cursor"_s, after->text());
    return call<OrganizationKeyPage>(request, OrganizationKeyPage::fromJson);
}

Call<QString> OrganizationCalls::createOrganizationKey(const NewOrganizationKey &key) const
{
    return call<QString>(ApiRequest::post({u"organization"_s, u"api_key"_s}).in(connection().organization).with(key.toJson()),
        decoding::apiKey);
}

Call<void> OrganizationCalls::deleteOrganizationKey(const KeyId &id) const
{
    return call(ApiRequest::remove({u"organization"_s, u"api_key"_s, id.text()}).in(connection().organization));
}

Call<QList<Member>> OrganizationCalls::members() const
{
    const OrganizationId &organization = connection().organization;
    return call<QList<Member>>(ApiRequest::get({u"organization"_s, u"users"_s, organization.text()}).in(organization),
        [](const Json &json) { return decoding::list<Member>(json, u"users"); });
}

Call<void> OrganizationCalls::updateMember(const MemberPatch &patch) const
{
    return call(ApiRequest::put({u"user"_s}).in(connection().organization).with(patch.toJson()));
}

Call<QList<Invitation>> OrganizationCalls::invitations() const
{
    const OrganizationId &organization = connection().organization;
    return call<QList<Invitation>>(ApiRequest::get({u"invitations"_s, organization.text()}).in(organization),
        [](const Json &json) { return decoding::list<Invitation>(json, u"invitations"); });
}

Call<void> OrganizationCalls::invite(const NewInvitation &invitation) const
{
    return call(ApiRequest::post({u"invitation"_s}).in(connection().organization).with(invitation.toJson()));
}

Call<void> OrganizationCalls::cancelInvitation(const InvitationId &id) const
{
    return call(ApiRequest::remove({u"invitation"_s, id.text()}).in(connection().organization));
}

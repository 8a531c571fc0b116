#include "app/values/member.h"

#include "app/values/jsonfields.h"
#include "app/values/jsonreader.h"

using namespace jsonfields;

Result<Membership> Membership::fromJson(const Json &json)
{
    JsonReader in(json, u"UserOrganization");
    Membership membership{.organization = in.id<OrganizationTag>(u"organization_id"),
                          .role = int(in.optionalInteger(u"role").value_or(0)),
                          .scopes = in.optionalStrings(u"scopes")};
    if (in.failed())
        return in.error();
    return membership;
}

Result<Member> Member::fromJson(const Json &json)
{
    JsonReader in(json, u"SlimUser");
    Member member;
    member.id = in.id<UserTag>(u"id");
    member.name = in.optionalString(u"name");
    member.email = in.string(u"email");
    member.createdAt = in.optionalString(u"created_at").value_or(QString());
    member.memberships = in.list<Membership>(u"user_orgs");
    member.organizations = in.list<Organization>(u"orgs");
    if (in.failed())
        return in.error();
    return member;
}

Json MemberPatch::toJson() const
{
    Json json = Json::object({{u"user_id", user.text()}});
    if (role)
        json.set(u"role", int(*role));
    if (scopes)
        setFilled(json, u"scopes", *scopes);
    return json;
}

Result<Invitation> Invitation::fromJson(const Json &json)
{
    JsonReader in(json, u"Invitation");
    Invitation invitation;
    invitation.id = in.id<InvitationTag>(u"id");
    invitation.email = in.string(u"email");
    invitation.role = int(in.optionalInteger(u"role").value_or(0));
    invitation.used = in.boolean(u"used", false);
    invitation.scopes = in.optionalStrings(u"scopes");
    invitation.organization = OrganizationId(in.optionalString(u"organization_id").value_or(QString()));
    invitation.createdAt = in.optionalString(u"created_at").value_or(QString());
    if (in.failed())
        return in.error();
    return invitation;
}

Json NewInvitation::toJson() const
{
    Json json = Json::object({{u"email", email}, {u"user_role", int(role)}, {u"app_url", appUrl}, {u"redirect_uri", redirectUri}});
    setFilled(json, u"scopes", scopes);
    return json;
}

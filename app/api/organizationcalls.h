#pragma once

#include "app/api/dispatcher.h"
#include "app/values/member.h"
#include "app/values/organization.h"
#include "app/values/organizationkey.h"
#include "app/values/organizationusage.h"
#include "app/values/analyticsfilter.h"

/// The operations on an organization, its keys and its people, part of ApiClient.
class OrganizationCalls : public virtual Dispatcher
{
public:
    /// 200 with an empty body means that the server is up; needs no key.
    Call<void> health() const;
    /// Who the key belongs to. A key of an organization belongs to nobody, and a server answers it with 400: see keyStanding.
    Call<Member> whoAmI() const;
    /// What an outcome of whoAmI says of the key.
    enum class KeyStanding {
        OfUser, ///< A person's key; their organizations are known.
        OfOrganization, ///< An organization's; which one it does not say.
        Refused, ///< The server knows no such key.
        Unknown, ///< The server did not say.
    };
    static KeyStanding keyStanding(const Result<Member> &outcome);

    Call<Organization> organization(const OrganizationId &id) const;
    /// The user of the key becomes its owner.
    Call<Organization> createOrganization(const QString &name) const;
    Call<Organization> updateOrganization(const OrganizationId &id, const OrganizationPatch &patch) const;
    Call<void> deleteOrganization(const OrganizationId &id) const;
    /// firstVersion asks for the counters of old servers; those it does not know are 0.
    Call<OrganizationUsage> organizationUsage(const OrganizationId &id, const TimeSpan &time = {}, const std::optional<bool> &firstVersion = {}) const;

    /// From the beginning, or after a page's last key; the end is a page without keys.
    Call<OrganizationKeyPage> organizationKeys(const std::optional<KeyId> &after, int limit) const;
    /// The key itself, which is never shown again.
    Call<QString> createOrganizationKey(const NewOrganizationKey &key) const;
    Call<void> deleteOrganizationKey(const KeyId &id) const;

    Call<QList<Member>> members() const;
    Call<void> updateMember(const MemberPatch &patch) const;
    Call<QList<Invitation>> invitations() const;
    Call<void> invite(const NewInvitation &invitation) const;
    Call<void> cancelInvitation(const InvitationId &id) const;

protected:
    OrganizationCalls() = default;
};

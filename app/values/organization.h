#pragma once

#include "app/values/id.h"
#include "app/values/organizationplan.h"

/// The organization a key belongs to.
struct Organization {
    OrganizationId id;
    QString name;
    std::optional<bool> registerable;
    /// Of a server's own partners; passed on as it is.
    Json partnerConfiguration;
    /// Where the answer tells them: alone, not in a list.
    std::optional<OrganizationPlan> plan;
    std::optional<OrganizationSubscription> subscription;

    bool operator==(const Organization &) const = default;

    /// Reads it alone and as {"organization", "plan", "subscription"}.
    static Result<Organization> fromJson(const Json &json);
    Json toJson() const;
};

/// What changes of an organization. Source: UpdateOrganizationReqPayload.
struct OrganizationPatch {
    std::optional<QString> name;
    /// Null for no change.
    Json partnerConfiguration;

    Json toJson() const;
};

#pragma once

#include "app/values/id.h"
#include "app/values/json.h"
#include "app/values/organization.h"

#include <QStringList>

/// What a user or a key may do. Source: the numbers 0, 1 and 2 of the server.
enum class AccessRole { Read = 0, Admin = 1, Owner = 2 };

/// A user's place in one organization.
struct Membership {
    OrganizationId organization;
    /// As the server numbers it; see AccessRole.
    int role = 0;
    std::optional<QStringList> scopes;

    bool operator==(const Membership &) const = default;
    static Result<Membership> fromJson(const Json &json);
};

/// A person who may use the server.
struct Member {
    UserId id;
    std::optional<QString> name;
    QString email;
    QString createdAt;
    QList<Membership> memberships;
    QList<Organization> organizations;

    bool operator==(const Member &) const = default;
    /// Reads a SlimUser.
    static Result<Member> fromJson(const Json &json);
};

/// What changes of a member. Source: UpdateUserReqPayload.
struct MemberPatch {
    UserId user;
    std::optional<AccessRole> role;
    /// Routes as "GET /api/chunk/{chunk_id}". Never an empty list: that blocks everything.
    std::optional<QStringList> scopes;

    Json toJson() const;
};

/// An invitation that was sent.
struct Invitation {
    InvitationId id;
    QString email;
    int role = 0;
    bool used = false;
    /// Routes as "GET /api/chunk/{chunk_id}", where it was narrowed to some.
    std::optional<QStringList> scopes;
    OrganizationId organization;
    QString createdAt;

    bool operator==(const Invitation &) const = default;
    static Result<Invitation> fromJson(const Json &json);
};

/// Invites somebody. Source: InvitationData.
struct NewInvitation {
    QString email;
    AccessRole role = AccessRole::Read;
    /// Where the link in the letter leads, and where it goes on to.
    QString appUrl;
    QString redirectUri;
    QStringList scopes;

    Json toJson() const;
};

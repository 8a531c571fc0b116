#pragma once

#include "app/values/filter.h"
#include "app/values/member.h"

/// An API key of an organization as lists show it: its text, its scopes and its end are never given back.
struct OrganizationKey {
    KeyId id;
    OrganizationId organization;
    QString name;
    /// As the server numbers it; see AccessRole.
    int role = 0;
    /// Only for these, where it was narrowed.
    std::optional<QStringList> datasets;
    QString createdAt;
    QString updatedAt;

    bool operator==(const OrganizationKey &) const = default;
    static Result<OrganizationKey> fromJson(const Json &json);
};

/// A page of keys. The cursor is never null on a page that holds keys, so the end is a page without any.
struct OrganizationKeyPage {
    QList<OrganizationKey> keys;
    /// The last key of the page; the next page begins after it.
    KeyId last;

    /// Reads {"api_keys", "cursor"} and the bare list that descriptions of the server promise.
    static Result<OrganizationKeyPage> fromJson(const Json &json);
};

/// Asks for a key. Source: CreateApiKeyReqPayload.
struct NewOrganizationKey {
    QString name;
    AccessRole role = AccessRole::Read;
    QList<DatasetId> datasets;
    /// Empty for no narrowing: it is left out then, since a server takes an empty list for "nothing at all".
    QStringList scopes;
    /// In the form that timestamp::forServer writes: what a server cannot read it takes for "never", without a word.
    std::optional<QString> expiresAt;
    /// What requests with the key get where they ask for nothing else; passed on as it is.
    Json defaultParameters;

    Json toJson() const;
};

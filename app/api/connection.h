#pragma once

#include "app/values/error.h"
#include "app/values/extraheader.h"
#include "app/values/id.h"
#include "app/values/proxychoice.h"

#include <QList>
#include <QUrl>

#include <memory>

class Tls;

/// Where a server is and who we are to it. Plain data; the key is only ever held in memory and in the keychain.
struct Connection {
    /// May have a path prefix; with or without a slash at the end.
    QUrl baseUrl;
    /// Never empty: a server without an admin key may take an empty one for its owner's.
    QString apiKey;
    OrganizationId organization;
    /// No request that writes leaves: it ends with ReadOnly.
    bool isReadOnly = false;
    /// Ours come first: a header that requests carry anyway is not replaced.
    QList<ExtraHeader> headers = {};
    ProxyChoice proxy = {};
    /// Whom we trust and who we are; null trusts the system's authorities and shows nothing.
    std::shared_ptr<const Tls> tls = {};
    /// The name of the profile, for people.
    QString profile = {};
    /// What is known of the key before it is used: that of the local workspace is its owner's.
    Error::Role keyRole = Error::Role::Unknown;
};

#pragma once

#include "app/values/id.h"

#include <QUrl>

#include <optional>

/// Where a server is and who we are to it. Plain data; the key is only ever held in memory and in the keychain.
struct Connection {
    /// May have a path prefix; with or without a slash at the end.
    QUrl baseUrl;
    /// Never empty: a server without an admin key may take an empty one for its owner's.
    QString apiKey;
    OrganizationId organization;
};

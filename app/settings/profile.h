#pragma once

#include "app/values/id.h"

#include <QUrl>

/// How to reach one server: the local workspace, or a Trieve server by its URL. Its key is in the SecretStore, never in here.
struct Profile {
    enum class Kind { LocalWorkspace, Server };

    /// Ours, made once; the key's name in the keychain.
    QString id;
    Kind kind = Kind::LocalWorkspace;
    QString name;
    /// The colour that marks it everywhere, "#rrggbb".
    QString colour;
    QUrl url;
    OrganizationId organization;
    /// For keys that cannot list datasets: the one they may see.
    DatasetId dataset;
    /// A key was stored once; a keychain that answers "no such entry" may only be locked.
    bool hasStoredKey = false;

    bool operator==(const Profile &) const = default;
};

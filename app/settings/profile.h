#pragma once

#include "app/values/extraheader.h"
#include "app/values/id.h"
#include "app/values/proxychoice.h"
#include "app/values/tlsfiles.h"

#include <QList>
#include <QUrl>

/// How to reach one server: the local workspace, or a Trieve server by its URL. Its secrets are in the SecretStore, never in here:
/// see ProfileSecrets.
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
    /// The one to begin with; the only one there is for a key that cannot list datasets.
    DatasetId dataset;
    /// A key was stored once; a keychain that answers "no such entry" may only be locked.
    bool hasStoredKey = false;
    /// Marked all over the window.
    bool isProduction = false;
    /// No request that writes leaves.
    bool isReadOnly = false;
    QList<ExtraHeader> headers;
    ProxyChoice proxy;
    TlsFiles tls;
    /// The key file is locked with a passphrase.
    bool hasPassphrase = false;

    bool operator==(const Profile &) const = default;
};

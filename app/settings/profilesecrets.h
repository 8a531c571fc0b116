#pragma once

#include "app/settings/profile.h"

#include <QMap>
#include <QString>

/// All that is secret of one profile; one entry of the keychain, so that there is one question and one answer.
struct ProfileSecrets {
    QString key;
    QString proxyPassword;
    /// Of the key file.
    QString passphrase;
    /// The values of secret headers by their names.
    QMap<QString, QString> headers;

    /// The bare key where there is nothing else, as it was always stored; else a JSON object.
    QString toText() const;
    static ProfileSecrets fromText(const QString &text);

    /// Whether the profile needs nothing that is not here.
    bool sufficesFor(const Profile &profile) const;
    /// What is not empty in the newer one replaces what is here; what the profile does not need goes.
    ProfileSecrets updated(const ProfileSecrets &newer, const Profile &profile) const;

    bool operator==(const ProfileSecrets &) const = default;
};

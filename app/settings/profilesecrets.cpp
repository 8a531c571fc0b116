#include "app/settings/profilesecrets.h"

#include "app/values/json.h"

#include <algorithm>

using namespace Qt::StringLiterals;

QString ProfileSecrets::toText() const
{
    if (proxyPassword.isEmpty() && passphrase.isEmpty() && headers.isEmpty())
        return key;
    Json values = Json::object();
    for (auto header = headers.begin(); header != headers.end(); ++header)
        values.set(header.key(), header.value());
    return QString::fromUtf8(Json::object({{u"key", key}, {u"proxyPassword", proxyPassword}, {u"passphrase", passphrase}, {u"headers", values}}).toBytes());
}

ProfileSecrets ProfileSecrets::fromText(const QString &text)
{
    ProfileSecrets secrets;
    const Result<Json> json = Json::parse(text.toUtf8());
    if (!json || !json->isObject()) {
        secrets.key = text;
        return secrets;
    }
    secrets.key = (*json)[u"key"].toString();
    secrets.proxyPassword = (*json)[u"proxyPassword"].toString();
    secrets.passphrase = (*json)[u"passphrase"].toString();
    for (const Json::Member &header : (*json)[u"headers"].members())
        secrets.headers.insert(header.name, header.value.toString());
    return secrets;
}

bool ProfileSecrets::sufficesFor(const Profile &profile) const
{
    if (key.isEmpty() || (profile.hasPassphrase && passphrase.isEmpty()))
        return false;
    if (profile.proxy.isNamed() && !profile.proxy.user.isEmpty() && proxyPassword.isEmpty())
        return false;
    return std::ranges::all_of(profile.headers, [this](const ExtraHeader &header) { return !header.isSecret || !headers.value(header.name).isEmpty(); });
}

ProfileSecrets ProfileSecrets::updated(const ProfileSecrets &newer, const Profile &profile) const
{
    ProfileSecrets result;
    result.key = newer.key.isEmpty() ? key : newer.key;
    if (profile.proxy.isNamed() && !profile.proxy.user.isEmpty())
        result.proxyPassword = newer.proxyPassword.isEmpty() ? proxyPassword : newer.proxyPassword;
    if (profile.hasPassphrase)
        result.passphrase = newer.passphrase.isEmpty() ? passphrase : newer.passphrase;
    for (const ExtraHeader &header : profile.headers) {
        const QString value = newer.headers.value(header.name, headers.value(header.name));
        if (header.isSecret && !value.isEmpty())
            result.headers.insert(header.name, value);
    }
    return result;
}

#include "app/settings/profilefile.h"

#include "app/settings/profilejson.h"
#include "app/values/json.h"

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 knownVersion = 1;

Error fault(const QString &what)
{
    return {Error::Kind::Malformed, 0, what, {}};
}

}

QByteArray profilefile::write(const QList<Profile> &profiles)
{
    Json list = Json::array();
    for (const Profile &profile : profiles) {
        if (profile.kind == Profile::Kind::Server)
            list.append(profilejson::shareable(profile));
    }
    return Json::object({{u"retriever_profiles", knownVersion}, {u"profiles", list}}).toIndentedBytes() + '\n';
}

Result<QList<Profile>> profilefile::read(QByteArrayView bytes)
{
    const Result<Json> json = Json::parse(bytes);
    if (!json)
        return fault(u"It is not JSON: %1"_s.arg(json.error().message));
    const std::optional<qint64> version = (*json)[u"retriever_profiles"].toInteger();
    if (!version)
        return fault(u"retriever_profiles: expected the number 1. This is no file of connections that Retriever exported."_s);
    if (*version != knownVersion)
        return fault(u"retriever_profiles: %1 was written by a later version. Export the connections again from this one, or update."_s.arg(*version));
    if (!(*json)[u"profiles"].isArray())
        return fault(u"profiles: expected a list"_s);
    QList<Profile> profiles;
    for (const Json &item : (*json)[u"profiles"].items()) {
        const Result<Profile> profile = profilejson::fromShareable(item);
        if (!profile)
            return fault(u"profiles[%1]: %2"_s.arg(profiles.size()).arg(profile.error().message));
        profiles.append(*profile);
    }
    return profiles;
}

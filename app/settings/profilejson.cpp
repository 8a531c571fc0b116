#include "app/settings/profilejson.h"

#include "app/values/jsonreader.h"

#include <array>

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<ProxyChoice::Kind, QStringView>, 4> proxyKinds{{
    {ProxyChoice::Kind::System, u"system"},
    {ProxyChoice::Kind::None, u"none"},
    {ProxyChoice::Kind::Http, u"http"},
    {ProxyChoice::Kind::Socks5, u"socks5"},
}};

Json proxyJson(const ProxyChoice &proxy)
{
    Json json = Json::object();
    for (const auto &[kind, word] : proxyKinds) {
        if (kind == proxy.kind)
            json.set(u"kind", word);
    }
    if (proxy.isNamed()) {
        json.set(u"host", proxy.host);
        json.set(u"port", int(proxy.port));
        json.set(u"user", proxy.user);
    }
    return json;
}

/// The member as an object; an empty one where it is absent.
Json objectOf(JsonReader &reader, const Json &json, QStringView field)
{
    const Json &value = json[field];
    if (!value.isNull() && !value.isObject())
        reader.fail(field, u"an object");
    return value.isObject() ? value : Json::object();
}

ProxyChoice proxyOf(JsonReader &reader, const Json &json)
{
    ProxyChoice proxy;
    const Json object = objectOf(reader, json, u"proxy");
    JsonReader fields(object, u"Profile.proxy");
    const QString kind = fields.optionalString(u"kind").value_or(u"system"_s);
    const auto known = std::find_if(proxyKinds.begin(), proxyKinds.end(), [&kind](const auto &one) { return one.second == kind; });
    if (known == proxyKinds.end())
        reader.fail(u"proxy.kind", u"\"system\", \"none\", \"http\" or \"socks5\"");
    else
        proxy.kind = known->first;
    proxy.host = fields.optionalString(u"host").value_or(QString());
    proxy.user = fields.optionalString(u"user").value_or(QString());
    const qint64 port = fields.optionalInteger(u"port").value_or(0);
    if (port < 0 || port > 65535)
        reader.fail(u"proxy.port", u"a number from 1 to 65535");
    proxy.port = quint16(qBound(qint64(0), port, qint64(65535)));
    if (fields.failed())
        reader.fail(u"proxy", fields.error().message);
    return proxy;
}

TlsFiles tlsOf(JsonReader &reader, const Json &json)
{
    const Json object = objectOf(reader, json, u"tls");
    JsonReader fields(object, u"Profile.tls");
    TlsFiles files;
    files.authorities = fields.optionalString(u"ca_file").value_or(QString());
    files.certificate = fields.optionalString(u"certificate_file").value_or(QString());
    files.key = fields.optionalString(u"key_file").value_or(QString());
    if (fields.failed())
        reader.fail(u"tls", fields.error().message);
    return files;
}

QList<ExtraHeader> headersOf(JsonReader &reader, const Json &json)
{
    QList<ExtraHeader> headers;
    const Json &list = json[u"headers"];
    if (!list.isNull() && !list.isArray())
        reader.fail(u"headers", u"a list");
    for (const Json &item : list.items()) {
        JsonReader fields(item, u"Profile.headers");
        ExtraHeader header{fields.string(u"name"), fields.optionalString(u"value").value_or(QString()), fields.boolean(u"secret", false)};
        if (header.isSecret)
            header.value.clear();
        if (fields.failed())
            reader.fail(u"headers", u"%1 (header %2)"_s.arg(fields.error().message).arg(headers.size() + 1));
        headers.append(header);
    }
    return headers;
}

}

Json profilejson::shareable(const Profile &profile)
{
    Json headers = Json::array();
    for (const ExtraHeader &header : profile.headers) {
        Json one = Json::object({{u"name", header.name}, {u"secret", header.isSecret}});
        if (!header.isSecret)
            one.set(u"value", header.value);
        headers.append(one);
    }
    return Json::object({
        {u"name", profile.name},
        {u"colour", profile.colour},
        {u"url", profile.url.toString(QUrl::FullyEncoded)},
        {u"organization", profile.organization.text()},
        {u"dataset", profile.dataset.text()},
        {u"production", profile.isProduction},
        {u"read_only", profile.isReadOnly},
        {u"headers", headers},
        {u"proxy", proxyJson(profile.proxy)},
        {u"tls", Json::object({{u"ca_file", profile.tls.authorities}, {u"certificate_file", profile.tls.certificate}, {u"key_file", profile.tls.key},
                     {u"passphrase", profile.hasPassphrase}})},
    });
}

Result<Profile> profilejson::fromShareable(const Json &json)
{
    JsonReader reader(json, u"Profile");
    Profile profile;
    profile.kind = Profile::Kind::Server;
    profile.name = reader.string(u"name");
    profile.url = QUrl(reader.string(u"url"), QUrl::StrictMode);
    profile.colour = reader.optionalString(u"colour").value_or(QString());
    profile.organization = OrganizationId(reader.optionalString(u"organization").value_or(QString()));
    profile.dataset = DatasetId(reader.optionalString(u"dataset").value_or(QString()));
    profile.isProduction = reader.boolean(u"production", false);
    profile.isReadOnly = reader.boolean(u"read_only", false);
    profile.headers = headersOf(reader, json);
    profile.proxy = proxyOf(reader, json);
    profile.tls = tlsOf(reader, json);
    profile.hasPassphrase = json[u"tls"][u"passphrase"].toBool().value_or(false);
    if (reader.failed())
        return reader.error();
    return profile;
}

Json profilejson::stored(const Profile &profile)
{
    Json json = shareable(profile);
    json.set(u"id", profile.id);
    json.set(u"kind", profile.kind == Profile::Kind::LocalWorkspace ? u"local" : u"server");
    json.set(u"hasStoredKey", profile.hasStoredKey);
    return json;
}

std::optional<Profile> profilejson::fromStored(const Json &json)
{
    const QString kind = json[u"kind"].toString();
    if (kind != "local"_L1 && kind != "server"_L1)
        return {};
    const Result<Profile> read = fromShareable(json);
    if (!read)
        return {};
    Profile profile = *read;
    profile.id = json[u"id"].toString();
    profile.kind = kind == "local"_L1 ? Profile::Kind::LocalWorkspace : Profile::Kind::Server;
    profile.hasStoredKey = json[u"hasStoredKey"].toBool().value_or(false);
    return profile;
}

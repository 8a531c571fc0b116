#include "app/api/secretmask.h"

#include "app/api/connection.h"
#include "app/api/secretscan.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

constexpr std::array harmless = {"accept"_L1, "accept-encoding"_L1, "accept-language"_L1, "cache-control"_L1, "connection"_L1,
    "content-encoding"_L1, "content-length"_L1, "content-type"_L1, "date"_L1, "retry-after"_L1, "server"_L1, "server-timing"_L1,
    "tr-dataset"_L1, "tr-organization"_L1, "tr-queryid"_L1, "transfer-encoding"_L1, "user-agent"_L1, "vary"_L1, "via"_L1, "x-api-version"_L1, "x-content-type-options"_L1,
    "x-request-id"_L1, "x-tr-query"_L1};

// Beyond the limit, so that a secret that begins before it is seen whole; longer ones lose their end with the rest of the body.
constexpr qsizetype overlap = 4096;

// What is shorter stands in every other word, and guards nothing.
constexpr qsizetype shortestSecret = 6;

// Cut where a character begins.
QByteArray beginning(const QByteArray &utf8, qsizetype limit)
{
    if (utf8.size() <= limit)
        return utf8;
    while (limit > 0 && (quint8(utf8.at(limit)) & 0xC0) == 0x80)
        --limit;
    return utf8.left(limit);
}

}

const QString &SecretMask::mask()
{
    static const QString stars = u"***"_s;
    return stars;
}

SecretMask::SecretMask(const Connection &connection)
{
    const auto add = [this](const QByteArray &secret) {
        if (secret.size() >= shortestSecret)
            m_secrets.append(secret);
    };
    add(connection.apiKey.toUtf8());
    add(connection.proxy.password.toUtf8());
    if (!connection.proxy.password.isEmpty())
        add((connection.proxy.user + u':' + connection.proxy.password).toUtf8().toBase64());
    for (const ExtraHeader &header : connection.headers) {
        if (header.isSecret)
            add(header.value.toUtf8());
    }
}

QString SecretMask::header(const QString &name, const QString &value) const
{
    const QString lower = name.toLower();
    if (std::find(harmless.begin(), harmless.end(), lower) != harmless.end())
        return text(value);
    // Where somebody is sent to is worth knowing; what is given along is a permission often enough.
    if (lower == "location"_L1)
        return text(value.contains(u'?') ? value.section(u'?', 0, 0) + u'?' + mask() : value);
    return lower == "authorization"_L1 && value.startsWith("Bearer "_L1) ? u"Bearer "_s + mask() : mask();
}

QByteArray SecretMask::body(const QByteArray &body, qsizetype limit) const
{
    return beginning(scrubbed(beginning(body, limit + overlap)), limit);
}

QString SecretMask::text(const QString &text) const
{
    const QByteArray utf8 = text.toUtf8();
    const QByteArray clean = scrubbed(utf8);
    return clean == utf8 ? text : QString::fromUtf8(clean);
}

QByteArray SecretMask::scrubbed(QByteArray utf8) const
{
    for (const QByteArray &secret : m_secrets)
        utf8.replace(secret, mask().toUtf8());
    return secretscan::masked(utf8, mask().toUtf8());
}

#include "app/api/secretmask.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

constexpr std::array harmless = {"accept"_L1, "accept-encoding"_L1, "accept-language"_L1, "cache-control"_L1, "connection"_L1,
    "content-encoding"_L1, "content-length"_L1, "content-type"_L1, "date"_L1, "location"_L1, "retry-after"_L1, "server"_L1, "server-timing"_L1,
    "tr-dataset"_L1, "tr-organization"_L1, "tr-queryid"_L1, "transfer-encoding"_L1, "user-agent"_L1, "vary"_L1, "via"_L1, "x-api-version"_L1, "x-content-type-options"_L1,
    "x-request-id"_L1, "x-tr-query"_L1};

// Beyond the limit, so that a secret that begins before it is seen whole; longer ones lose their end with the rest of the body.
constexpr qsizetype overlap = 4096;

// A string that ends with the text was cut.
const QRegularExpression &secretMember()
{
    static const QRegularExpression pattern(
        uR"re(("(?:[A-Za-z0-9_-]*api_?key|[A-Za-z0-9_-]*password|[A-Za-z0-9_-]*secret[A-Za-z0-9_-]*|authorization|access_token|s3_url|presigned_put_url)"\s*:\s*")(?:\\.|[^"\\])+(?="|\\?$))re"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    return pattern;
}

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

SecretMask::SecretMask(const QString &key) : m_key(key)
{
}

QString SecretMask::header(const QString &name, const QString &value) const
{
    const QString lower = name.toLower();
    if (std::find(harmless.begin(), harmless.end(), lower) != harmless.end())
        return text(value);
    return lower == "authorization"_L1 && value.startsWith("Bearer "_L1) ? u"Bearer "_s + mask() : mask();
}

QByteArray SecretMask::body(const QByteArray &body, qsizetype limit) const
{
    QString start = QString::fromUtf8(beginning(body, limit + overlap));
    start = text(start);
    start.replace(secretMember(), u"\\1"_s + mask());
    return beginning(start.toUtf8(), limit);
}

QString SecretMask::text(const QString &text) const
{
    return m_key.isEmpty() ? text : QString(text).replace(m_key, mask());
}

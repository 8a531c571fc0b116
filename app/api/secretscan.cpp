#include "app/api/secretscan.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace {

using namespace std::string_view_literals;

constexpr std::array names = {"authorization"sv, "cookie"sv, "set_cookie"sv, "private_key"sv, "s3_url"sv, "presigned_put_url"sv, "signed_url"sv,
    "file_url"sv, "sig"sv};
constexpr std::array endings = {"api_key"sv, "apikey"sv, "token"sv, "signature"sv};
constexpr std::array parts = {"secret"sv, "password"sv, "passphrase"sv};

// No name of a secret is longer; a name that is, is none.
constexpr qsizetype longestName = 64;

bool isOfName(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// A stretch of the text; empty where there is nothing to mask.
struct Stretch {
    qsizetype from = 0;
    qsizetype to = 0;
    bool isEmpty() const { return from >= to; }
};

/// Looks at one place of a text and around it.
class Surroundings
{
public:
    explicit Surroundings(QByteArrayView text) : m_text(text) { }

    /// The next colon or sign of equality from there on, or the end of the text: only behind them stands anything.
    qsizetype nextSign(qsizetype from)
    {
        const auto next = [&](qsizetype &known, char sign) {
            if (known < from) {
                const void *at = std::memchr(m_text.data() + from, sign, std::size_t(m_text.size() - from));
                known = at ? static_cast<const char *>(at) - m_text.data() : m_text.size();
            }
            return known;
        };
        return from >= m_text.size() ? m_text.size() : std::min(next(m_colon, ':'), next(m_equality, '='));
    }

    /// What the name before this colon, a member's of JSON, gives its value. A JSON text inside of another one has its quotes escaped:
    /// once for each depth, and every backslash doubled with it.
    Stretch valueOfMember(qsizetype colon)
    {
        qsizetype at = colon;
        while (at > 0 && isSpace(m_text[at - 1]))
            --at;
        if (at == 0 || m_text[at - 1] != '"')
            return {};
        --at;
        const qsizetype escapes = backslashesBefore(at);
        if (!isSecret(nameBefore(at - escapes)))
            return {};
        at = colon + 1;
        while (at < m_text.size() && isSpace(m_text[at]))
            ++at;
        const qsizetype quote = at + escapes;
        if (quote < m_text.size() && m_text[quote] == '"' && backslashesBefore(quote) == escapes)
            return {quote + 1, endOfString(quote + 1, escapes)};
        return {};
    }

    /// What the name before this sign of equality, a parameter's of an address, gives its value.
    Stretch valueOfParameter(qsizetype sign)
    {
        if (!isSecret(nameBefore(sign)))
            return {};
        qsizetype at = sign + 1;
        while (at < m_text.size() && QByteArrayView("&\"'<>\\# \t\r\n,;)").indexOf(m_text[at]) < 0)
            ++at;
        return {sign + 1, at};
    }

    /// The password between the colon and the at sign of an address with a user: //user:password@host.
    Stretch password(qsizetype slashes) const
    {
        qsizetype colon = -1;
        for (qsizetype at = slashes; at < m_text.size() && at < slashes + 256; ++at) {
            const char c = m_text[at];
            if (c == '@')
                return colon < 0 ? Stretch{} : Stretch{colon + 1, at};
            if (c == ':' && colon < 0)
                colon = at;
            else if (isSpace(c) || c == '/' || c == '"' || c == '\\' || c == '<' || c == '>')
                break;
        }
        return {};
    }

private:
    /// The same few names come again and again.
    bool isSecret(QByteArrayView name)
    {
        if (name.isEmpty())
            return false;
        Known &known = m_known[std::size_t(name.size() * 7 + name.front() * 3 + name.back()) % m_known.size()];
        if (known.name != name)
            known = {name, secretscan::isSecretName(name)};
        return known.isSecret;
    }

    qsizetype backslashesBefore(qsizetype at) const
    {
        const qsizetype end = at;
        while (at > 0 && m_text[at - 1] == '\\')
            --at;
        return end - at;
    }

    QByteArrayView nameBefore(qsizetype end) const
    {
        qsizetype at = end;
        while (at > 0 && end - at <= longestName && isOfName(m_text[at - 1]))
            --at;
        return end - at > longestName ? QByteArrayView() : m_text.sliced(at, end - at);
    }

    /// Where the string ends that begins here; a string that was cut ends with the text.
    qsizetype endOfString(qsizetype from, qsizetype escapes) const
    {
        qsizetype backslashes = 0;
        for (qsizetype at = from; at < m_text.size(); ++at) {
            if (m_text[at] == '\\') {
                ++backslashes;
                continue;
            }
            // Of the depth's own backslashes one set stands before the closing quote; any pair of sets before it is text.
            if (m_text[at] == '"' && backslashes % (2 * (escapes + 1)) == escapes)
                return at - escapes;
            backslashes = 0;
        }
        return m_text.size();
    }

    struct Known {
        QByteArrayView name;
        bool isSecret = false;
    };

    QByteArrayView m_text;
    // Where the next one of each is, as far as it was looked for.
    qsizetype m_colon = -1;
    qsizetype m_equality = -1;
    std::array<Known, 64> m_known;
};

}

bool secretscan::isSecretName(QByteArrayView name)
{
    if (name.size() < 3 || name.size() > longestName)
        return false;
    // Asked for every member of every body: nothing is allocated.
    std::array<char, longestName> folded;
    std::transform(name.begin(), name.end(), folded.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c == '-' ? '_' : c; });
    const std::string_view lower(folded.data(), std::size_t(name.size()));
    return std::ranges::find(names, lower) != names.end() || std::ranges::any_of(endings, [&](std::string_view end) { return lower.ends_with(end); })
        || std::ranges::any_of(parts, [&](std::string_view part) { return lower.find(part) != lower.npos; });
}

QByteArray secretscan::masked(const QByteArray &utf8, const QByteArray &mask)
{
    Surroundings around(utf8);
    QByteArray result;
    qsizetype kept = 0;
    for (qsizetype at = around.nextSign(0); at < utf8.size(); at = around.nextSign(at + 1)) {
        const char c = utf8.at(at);
        Stretch secret = c == '=' ? around.valueOfParameter(at) : around.valueOfMember(at);
        if (secret.isEmpty() && c == ':' && QByteArrayView(utf8).sliced(at + 1).startsWith("//"))
            secret = around.password(at + 3);
        if (secret.isEmpty())
            continue;
        result += QByteArrayView(utf8).sliced(kept, secret.from - kept);
        result += mask;
        kept = secret.to;
        at = secret.to - 1;
    }
    if (kept == 0)
        return utf8;
    result += QByteArrayView(utf8).sliced(kept);
    return result;
}

#include "app/values/jsonparser.h"

#include "app/values/jsontext.h"

#include <algorithm>
#include <iterator>

namespace {

constexpr int deepest = 256;

/// What was gathered from there on, in a list that is as large as it has to be.
template <typename T>
QList<T> taken(std::vector<T> &gathered, std::size_t first)
{
    QList<T> list;
    list.reserve(qsizetype(gathered.size() - first));
    const auto from = gathered.begin() + std::ptrdiff_t(first);
    std::move(from, gathered.end(), std::back_inserter(list));
    gathered.erase(from, gathered.end());
    return list;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

}

JsonParser::JsonParser(QByteArrayView utf8) : m_text(utf8)
{
    if (m_text.startsWith("\xEF\xBB\xBF"))
        m_at = 3;
}

Result<Json> JsonParser::parse()
{
    Json json;
    if (value(json, 0)) {
        skipSpace();
        if (m_at == m_text.size())
            return json;
        fail("unexpected text after the end");
    }
    const QByteArrayView before = m_text.first(m_at);
    const qsizetype lines = before.count('\n');
    const qsizetype column = m_at - before.lastIndexOf('\n');
    return Error{.kind = Error::Kind::Malformed,
                 .message = QStringLiteral("Not valid JSON at line %1, column %2: %3")
                                .arg(QString::number(lines + 1), QString::number(column), QString::fromLatin1(m_fault))};
}

bool JsonParser::fail(const char *what)
{
    if (!m_fault)
        m_fault = what;
    return false;
}

void JsonParser::skipSpace()
{
    while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\n' || m_text[m_at] == '\t' || m_text[m_at] == '\r'))
        ++m_at;
}

bool JsonParser::value(Json &out, int depth)
{
    skipSpace();
    if (depth > deepest)
        return fail("nested too deeply");
    if (m_at == m_text.size())
        return fail("the text ends where a value is expected");
    switch (peek()) {
    case '{': return object(out, depth);
    case '[': return array(out, depth);
    case '"': {
        QString text;
        if (!string(text))
            return false;
        out = Json(std::move(text));
        return true;
    }
    case 't': out = Json(true); return word("true");
    case 'f': out = Json(false); return word("false");
    case 'n': out = Json(); return word("null");
    default: break;
    }
    const qsizetype length = numberLength(m_text.sliced(m_at));
    if (length == 0)
        return fail("expected a value");
    out = Json::number(m_text.sliced(m_at, length));
    m_at += length;
    return true;
}

bool JsonParser::word(QByteArrayView expected)
{
    if (!m_text.sliced(m_at).startsWith(expected))
        return fail("expected a value");
    m_at += expected.size();
    return true;
}

bool JsonParser::array(Json &out, int depth)
{
    const std::size_t first = m_items.size();
    ++m_at;
    skipSpace();
    if (peek() == ']') {
        ++m_at;
        out = Json::array();
        return true;
    }
    while (true) {
        Json item;
        if (!value(item, depth + 1))
            return false;
        m_items.push_back(std::move(item));
        skipSpace();
        const char c = peek();
        if (c != ',' && c != ']')
            return fail("expected a comma or the end of the array");
        ++m_at;
        if (c == ']')
            break;
    }
    out = Json::array(taken<Json>(m_items, first));
    return true;
}

bool JsonParser::object(Json &out, int depth)
{
    const std::size_t first = m_members.size();
    ++m_at;
    skipSpace();
    if (peek() == '}') {
        ++m_at;
        out = Json::object();
        return true;
    }
    while (true) {
        Json::Member member;
        skipSpace();
        if (peek() != '"')
            return fail("expected a member's name in double quotes");
        if (!name(member.name))
            return false;
        skipSpace();
        if (peek() != ':')
            return fail("expected a colon after the member's name");
        ++m_at;
        if (!value(member.value, depth + 1))
            return false;
        m_members.push_back(std::move(member));
        skipSpace();
        const char c = peek();
        if (c != ',' && c != '}')
            return fail("expected a comma or the end of the object");
        ++m_at;
        if (c == '}')
            break;
    }
    out = Json::object(taken<Json::Member>(m_members, first));
    return true;
}

QByteArrayView JsonParser::plainRun(quint64 &bits)
{
    const char *const from = m_text.data() + m_at;
    const QByteArrayView run(from, jsontext::plainEnd(from, m_text.data() + m_text.size(), bits));
    m_at += run.size();
    return run;
}

// The objects of a list have the same names: each is made once and shared.
bool JsonParser::name(QString &out)
{
    const qsizetype opening = m_at++;
    quint64 bits = 0;
    const QByteArrayView run = plainRun(bits);
    if (m_at == m_text.size() || m_text[m_at] != '"' || run.isEmpty() || !jsontext::areAscii(bits)) {
        m_at = opening;
        return string(out);
    }
    ++m_at;
    QString &known = m_names[std::size_t(run.size() * 7 + run.front() * 3 + run.back()) % m_names.size()];
    if (known != QLatin1StringView(run))
        known = QString::fromLatin1(run);
    out = known;
    return true;
}

bool JsonParser::string(QString &out)
{
    const qsizetype opening = m_at++;
    while (true) {
        const qsizetype from = m_at;
        quint64 bits = 0;
        const QByteArrayView run = plainRun(bits);
        if (jsontext::areAscii(bits)) {
            // In one piece, as most texts are, it gets exactly the room that it needs.
            if (out.isEmpty())
                out = QString::fromLatin1(run);
            else
                out += QLatin1StringView(run);
        } else if (run.isValidUtf8()) {
            out += QString::fromUtf8(run);
        } else {
            m_at = from;
            return fail("text that is not UTF-8");
        }
        if (m_at == m_text.size()) {
            m_at = opening;
            return fail("a text without its closing quote");
        }
        const char c = peek();
        if (uchar(c) < 0x20)
            return fail("a control character inside a text");
        ++m_at;
        if (c == '"')
            return true;
        if (!escape(out))
            return false;
    }
}

bool JsonParser::escape(QString &out)
{
    const char c = peek();
    ++m_at;
    switch (c) {
    case '"': out += u'"'; return true;
    case '\\': out += u'\\'; return true;
    case '/': out += u'/'; return true;
    case 'b': out += u'\b'; return true;
    case 'f': out += u'\f'; return true;
    case 'n': out += u'\n'; return true;
    case 'r': out += u'\r'; return true;
    case 't': out += u'\t'; return true;
    case 'u': break;
    default: --m_at; return fail("an unknown escape in a text");
    }
    ushort code = 0;
    for (int i = 0; i < 4; ++i, ++m_at) {
        const char h = peek();
        const bool hex = isDigit(h) || (h >= 'a' && h <= 'f') || (h >= 'A' && h <= 'F');
        if (!hex)
            return fail("an escape \\u without four hexadecimal digits");
        code = ushort(code * 16 + (isDigit(h) ? h - '0' : (h | 0x20) - 'a' + 10));
    }
    // Half a surrogate pair that stays alone is made visible when the text is written as UTF-8.
    out += QChar(code);
    return true;
}

qsizetype JsonParser::numberLength(QByteArrayView text)
{
    qsizetype at = 0;
    const auto digits = [&] {
        const qsizetype from = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return at > from;
    };
    if (at < text.size() && text[at] == '-')
        ++at;
    if (at < text.size() && text[at] == '0')
        ++at;
    else if (!digits())
        return 0;
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (!digits())
            return 0;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        if (!digits())
            return 0;
    }
    return at;
}

bool JsonParser::isNumber(QByteArrayView text)
{
    return !text.isEmpty() && numberLength(text) == text.size();
}

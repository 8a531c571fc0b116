#include "app/documents/htmlscanner.h"

#include "app/documents/htmlentities.h"

#include <utility>

namespace
{

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isHtmlSpace(QChar c)
{
    return c == u' ' || c == u'\n' || c == u'\t' || c == u'\r' || c == u'\f';
}

bool isNameCharacter(QChar c)
{
    return isAsciiLetter(c) || (c >= u'0' && c <= u'9') || c == u'-' || c == u':' || c == u'_' || c == u'.';
}

/// Whether an attribute, or the end of the tag, may begin so: "a<b && c>d" is no tag b.
bool beginsAttributes(QStringView rest)
{
    for (const QChar c : rest) {
        if (isHtmlSpace(c))
            continue;
        return !QStringView(u"&|=<+-;,.!?").contains(c);
    }
    return false;
}

}

HtmlToken HtmlScanner::next()
{
    if (m_found) {
        m_at = m_found->end;
        return *std::exchange(m_found, std::nullopt);
    }
    if (!m_rawElement.isEmpty())
        return raw();
    const qsizetype begin = m_at;
    for (qsizetype at = m_source.indexOf(u'<', begin); at >= 0; at = m_source.indexOf(u'<', at + 1)) {
        auto markup = markupAt(at);
        if (!markup)
            continue;
        if (at > begin) {
            m_found = std::move(markup);
            m_at = at;
            return {HtmlToken::Kind::Text, {}, begin, at};
        }
        m_at = markup->end;
        return *std::move(markup);
    }
    m_at = m_source.size();
    return {HtmlToken::Kind::Text, {}, begin, m_at};
}

std::optional<HtmlToken> HtmlScanner::markupAt(qsizetype at)
{
    if (at + 1 >= m_source.size())
        return {};
    const QChar c = m_source[at + 1];
    if (c == u'!' || c == u'?')
        return remarkAt(at);
    if (isAsciiLetter(c) || (c == u'/' && at + 2 < m_source.size() && isAsciiLetter(m_source[at + 2])))
        return tagAt(at);
    return {};
}

std::optional<HtmlToken> HtmlScanner::tagAt(qsizetype at)
{
    HtmlToken token{HtmlToken::Kind::StartTag, {}, at, 0};
    qsizetype nameBegin = at + 1;
    if (m_source[nameBegin] == u'/') {
        token.kind = HtmlToken::Kind::EndTag;
        ++nameBegin;
    }
    qsizetype nameEnd = nameBegin;
    while (nameEnd < m_source.size() && isNameCharacter(m_source[nameEnd]))
        ++nameEnd;
    if (nameEnd == m_source.size() || !(isHtmlSpace(m_source[nameEnd]) || m_source[nameEnd] == u'/' || m_source[nameEnd] == u'>'))
        return {};
    if (!beginsAttributes(m_source.mid(nameEnd)))
        return {};
    token.end = tagEnd(nameEnd);
    if (token.end < 0)
        return {};
    // No element has a longer name; and a name of a megabyte need not be copied.
    token.name = m_source.mid(nameBegin, std::min<qsizetype>(nameEnd - nameBegin, 64)).toString().toLower();
    if (token.kind == HtmlToken::Kind::StartTag && (token.name == u"script" || token.name == u"style"))
        m_rawElement = token.name;
    return token;
}

/// The end of the tag that is open at that place: after the next '>' that is in no quotes. -1 where there is none.
qsizetype HtmlScanner::tagEnd(qsizetype at)
{
    if (!m_quotesAreClosed)
        return closingBracket(at);
    bool valueBegins = false;
    for (qsizetype i = at; i < m_source.size(); ++i) {
        const QChar c = m_source[i];
        if (c == u'>')
            return i + 1;
        if (valueBegins && (c == u'"' || c == u'\'')) {
            i = m_source.indexOf(c, i + 1);
            if (i < 0)
                break;
            valueBegins = false;
        } else if (c == u'=') {
            valueBegins = true;
        } else if (!isHtmlSpace(c)) {
            valueBegins = false;
        }
    }
    m_quotesAreClosed = false;
    return closingBracket(at);
}

qsizetype HtmlScanner::closingBracket(qsizetype at)
{
    if (!m_bracketsAreClosed)
        return -1;
    const qsizetype bracket = m_source.indexOf(u'>', at);
    m_bracketsAreClosed = bracket >= 0;
    return m_bracketsAreClosed ? bracket + 1 : -1;
}

std::optional<HtmlToken> HtmlScanner::remarkAt(qsizetype at)
{
    HtmlToken token{HtmlToken::Kind::Remark, {}, at, 0};
    const QStringView rest = m_source.mid(at);
    if (rest.startsWith(u"<!--")) {
        const qsizetype close = m_source.indexOf(QStringView(u"-->"), at + 2);
        token.end = close < 0 ? m_source.size() : close + 3;
        return token;
    }
    const bool isCdata = rest.startsWith(u"<![CDATA[");
    if (!isCdata && rest[1] == u'!' && !(rest.size() > 2 && isAsciiLetter(rest[2])))
        return {};
    token.end = closingBracket(at);
    if (token.end < 0)
        return {};
    return token;
}

HtmlToken HtmlScanner::raw()
{
    const qsizetype begin = m_at;
    const QString closing = QStringLiteral("</") + m_rawElement;
    qsizetype end = m_source.indexOf(closing, begin, Qt::CaseInsensitive);
    if (end < 0)
        end = m_source.size();
    m_rawElement.clear();
    m_at = end;
    if (end == begin)
        return next();
    return {HtmlToken::Kind::Raw, {}, begin, end};
}

QString htmlAttribute(QStringView tag, QStringView name)
{
    qsizetype at = 1;
    while (at < tag.size() && !isHtmlSpace(tag[at]) && tag[at] != u'>')
        ++at;
    while (at < tag.size()) {
        while (at < tag.size() && (isHtmlSpace(tag[at]) || tag[at] == u'/'))
            ++at;
        const qsizetype nameBegin = at;
        while (at < tag.size() && !isHtmlSpace(tag[at]) && !QStringView(u"=>/").contains(tag[at]))
            ++at;
        const QStringView found = tag.mid(nameBegin, at - nameBegin);
        while (at < tag.size() && isHtmlSpace(tag[at]))
            ++at;
        QStringView value;
        if (at < tag.size() && tag[at] == u'=') {
            ++at;
            while (at < tag.size() && isHtmlSpace(tag[at]))
                ++at;
            qsizetype valueBegin = at;
            if (at < tag.size() && (tag[at] == u'"' || tag[at] == u'\'')) {
                ++valueBegin;
                const qsizetype close = tag.indexOf(tag[at], valueBegin);
                at = close < 0 ? tag.size() : close;
                value = tag.mid(valueBegin, at - valueBegin);
                ++at;
            } else {
                while (at < tag.size() && !isHtmlSpace(tag[at]) && tag[at] != u'>')
                    ++at;
                value = tag.mid(valueBegin, at - valueBegin);
            }
        }
        if (!found.isEmpty() && found.compare(name, Qt::CaseInsensitive) == 0)
            return value.isEmpty() ? QStringLiteral("") : htmlentities::decoded(value);
        if (at == nameBegin)
            ++at;
    }
    return {};
}

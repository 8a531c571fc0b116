#include "app/documents/headingsplit.h"

#include "app/documents/documentcontent.h"
#include "app/documents/htmlelement.h"
#include "app/documents/htmltext.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace
{

using Kind = HtmlToken::Kind;

/// Elements that are closed at the end of a piece and opened again in the next one; of all others the tags are dropped. Sorted.
constexpr std::array<QStringView, 22> continuedElements{u"b", u"blockquote", u"code", u"dd", u"dl", u"dt", u"em", u"figure", u"i",
    u"li", u"ol", u"p", u"pre", u"strong", u"table", u"tbody", u"td", u"tfoot", u"th", u"thead", u"tr", u"ul"};

/// Deeper tags are dropped; their text is kept.
constexpr qsizetype deepest = 48;

bool isContinued(QStringView name)
{
    return std::binary_search(continuedElements.begin(), continuedElements.end(), name);
}

/// Whether an open element ends, without an end tag, where the next one begins.
bool endsBefore(QStringView open, QStringView next)
{
    if (open == u"p")
        return htmlelement::isBlock(next);
    if (open == u"li")
        return next == u"li";
    if (open == u"dt" || open == u"dd")
        return next == u"dt" || next == u"dd";
    if (open == u"td" || open == u"th")
        return next == u"td" || next == u"th" || next == u"tr";
    return open == u"tr" && next == u"tr";
}

class HeadingSplitter
{
public:
    HeadingSplitter(const QString &html, qsizetype longest)
        : m_source(html), m_longest(std::max<qsizetype>(longest, 500)), m_tokens(contentTokens(html))
    {
    }

    QList<DocumentPiece> pieces() &&
    {
        findBorders();
        for (m_at = 0; m_at < m_tokens.size(); ++m_at)
            take(m_tokens[m_at]);
        finishPiece();
        return std::move(m_pieces);
    }

private:
    struct Open {
        QString name;
        QString tag;
        /// Where the tag stands in the piece, -1 where it does not.
        qsizetype place = -1;
    };
    struct Heading {
        int level = 0;
        QString text;
    };

    QString source(const HtmlToken &token) const { return m_source.mid(token.begin, token.end - token.begin); }

    /// For every token, where the block that it is in ends or the next one begins.
    void findBorders()
    {
        m_nextBorder.resize(m_tokens.size());
        qsizetype border = m_source.size();
        for (qsizetype i = m_tokens.size() - 1; i >= 0; --i) {
            m_nextBorder[i] = border;
            if (htmlelement::isBlock(m_tokens[i].name))
                border = m_tokens[i].begin;
        }
    }

    void take(const HtmlToken &token)
    {
        // Where there are no blocks to cut at, or only headings.
        if (m_html.size() >= m_longest)
            finishPiece();
        if (token.kind == Kind::Text)
            takeText(source(token));
        else if (token.kind == Kind::StartTag && htmlelement::headingLevel(token.name) > 0)
            takeHeading(token);
        else if (token.kind == Kind::StartTag)
            takeStart(token);
        else
            takeEnd(token);
    }

    void takeHeading(const HtmlToken &token)
    {
        closeImplied(token.name);
        const QString wrapperAnchor = m_wrapperIsFresh ? m_wrapperAnchor : QString();
        m_wrapperIsFresh = false;
        if (m_hasOwnText) {
            finishPiece();
            m_anchor.clear();
        }
        const int level = htmlelement::headingLevel(token.name);
        const qsizetype end = headingEnd(token.name);
        QString inner;
        QString anchor = htmlAttribute(source(token), u"id");
        for (qsizetype i = m_at + 1; i < end; ++i) {
            const HtmlToken &part = m_tokens[i];
            inner += source(part);
            if (anchor.isEmpty() && part.kind == Kind::StartTag)
                anchor = htmlAttribute(
                    source(part), part.name == u"a" && htmlAttribute(source(part), u"id").isEmpty() ? u"name" : u"id");
        }
        while (!m_path.isEmpty() && m_path.last().level >= level)
            m_path.removeLast();
        m_path.append({level, headingText(inner)});
        m_anchor = !anchor.isEmpty() ? anchor : !wrapperAnchor.isEmpty() ? wrapperAnchor : m_anchor;
        if (inner.size() + 200 < m_longest)
            m_html += source(token) + inner + u"</"_s + token.name + u">"_s;
        else
            takeText(inner);
        m_at = end < m_tokens.size() && m_tokens[end].name == token.name && m_tokens[end].kind == Kind::EndTag ? end : end - 1;
    }

    /// The token that ends a heading: its end tag, or the next block where that is missing.
    qsizetype headingEnd(const QString &name) const
    {
        for (qsizetype i = m_at + 1; i < m_tokens.size(); ++i) {
            if (m_tokens[i].name == name || htmlelement::isBlock(m_tokens[i].name))
                return i;
        }
        return m_tokens.size();
    }

    static QString headingText(const QString &html)
    {
        QString text = plainText(u"<p>"_s + html).simplified();
        while (text.endsWith(u'¶') || text.endsWith(u'#'))
            text = text.chopped(1).trimmed();
        return text.left(300);
    }

    void takeStart(const HtmlToken &token)
    {
        closeImplied(token.name);
        if (htmlelement::isBlock(token.name))
            breakAtBorder(token.end);
        QString tag = source(token);
        if (tag.size() > m_longest / 2)
            return;
        if (htmlelement::isVoid(token.name)) {
            m_hasOwnText = m_hasOwnText || token.name == u"img";
            m_html += tag;
            return;
        }
        if (m_open.size() >= deepest)
            return;
        if (htmlelement::isBlock(token.name)) {
            if (const QString id = htmlAttribute(tag, u"id"); !id.isEmpty()) {
                m_wrapperAnchor = id;
                m_wrapperIsFresh = true;
            }
        }
        m_open.append({token.name, tag, m_html.size()});
        m_html += tag;
    }

    void takeEnd(const HtmlToken &token)
    {
        for (qsizetype i = m_open.size() - 1; i >= 0; --i) {
            if (m_open[i].name != token.name)
                continue;
            const bool isInPiece = m_open[i].place >= 0;
            m_open.resize(i);
            if (isInPiece)
                m_html += u"</"_s + token.name + u">"_s;
            break;
        }
        if (htmlelement::isBlock(token.name))
            breakAtBorder(token.end);
    }

    void closeImplied(QStringView next)
    {
        while (!m_open.isEmpty() && endsBefore(m_open.last().name, next))
            m_open.removeLast();
    }

    /// Begins a new piece where the block that follows would make this one too long.
    void breakAtBorder(qsizetype at)
    {
        if (m_hasOwnText && m_html.size() + m_nextBorder[m_at] - at > m_longest)
            finishPiece();
    }

    void takeText(QString text)
    {
        const bool isBlank = text.trimmed().isEmpty();
        if (!isBlank) {
            m_hasOwnText = true;
            m_wrapperIsFresh = false;
        } else if (m_html.isEmpty() || m_html.size() + text.size() > m_longest) {
            return;
        }
        qsizetype at = 0;
        while (m_html.size() + text.size() - at > m_longest) {
            const qsizetype room = std::max(m_longest - m_html.size(), m_longest / 4);
            const qsizetype end = wordBorder(text, at, at + room);
            if (end >= text.size())
                break;
            m_html += QStringView(text).mid(at, end - at);
            at = end;
            finishPiece();
            m_hasOwnText = true;
        }
        m_html += QStringView(text).mid(at);
    }

    /// The last place up to `end` where text can be cut without cutting a word, a character or a reference.
    static qsizetype wordBorder(const QString &text, qsizetype begin, qsizetype end)
    {
        if (end >= text.size())
            return text.size();
        for (qsizetype i = end; i > begin + (end - begin) / 2; --i) {
            if (text[i].isSpace())
                return i;
        }
        const qsizetype reference = text.lastIndexOf(u'&', end);
        if (reference > begin && end - reference < 32 && text.indexOf(u';', reference) - reference < 32)
            end = reference;
        return text[end].isLowSurrogate() ? end - 1 : end;
    }

    void finishPiece()
    {
        for (qsizetype i = m_open.size() - 1; i >= 0; --i) {
            Open &open = m_open[i];
            if (open.place < 0)
                continue;
            if (isContinued(open.name))
                m_html += u"</"_s + open.name + u">"_s;
            else
                m_html.remove(open.place, open.tag.size());
        }
        if (!plainText(m_html).trimmed().isEmpty() || m_html.contains(u"<img"_s))
            m_pieces.append({path(), m_html.trimmed(), m_anchor});
        m_html.clear();
        m_hasOwnText = false;
        reopen();
    }

    void reopen()
    {
        qsizetype length = 0;
        for (const Open &open : std::as_const(m_open))
            length += isContinued(open.name) ? open.tag.size() : 0;
        for (Open &open : m_open) {
            if (!isContinued(open.name) || open.place < 0) {
                open.place = -1;
                continue;
            }
            if (length > m_longest / 8)
                open.tag = u'<' + open.name + u'>';
            open.place = m_html.size();
            m_html += open.tag;
        }
    }

    QStringList path() const
    {
        QStringList texts;
        for (const Heading &heading : m_path) {
            if (!heading.text.isEmpty())
                texts.append(heading.text);
        }
        return texts;
    }

    const QString m_source;
    const qsizetype m_longest;
    const QList<HtmlToken> m_tokens;
    QList<qsizetype> m_nextBorder;
    qsizetype m_at = 0;
    QList<DocumentPiece> m_pieces;
    QList<Heading> m_path;
    QList<Open> m_open;
    QString m_html;
    QString m_anchor;
    QString m_wrapperAnchor;
    bool m_wrapperIsFresh = false;
    /// Whether the piece has anything beside headings.
    bool m_hasOwnText = false;
};

}

QList<DocumentPiece> splitByHeadings(const QString &html, qsizetype longest)
{
    return HeadingSplitter(html, longest).pieces();
}

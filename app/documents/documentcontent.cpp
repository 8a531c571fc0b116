#include "app/documents/documentcontent.h"

#include "app/documents/htmlelement.h"
#include "app/documents/htmltext.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace
{

using Kind = HtmlToken::Kind;

// Sorted.
constexpr std::array<QStringView, 5> navigationRoles{u"banner", u"complementary", u"contentinfo", u"navigation", u"search"};
constexpr std::array<QStringView, 22> navigationNames{u"breadcrumb", u"breadcrumbs", u"contents-list", u"cookie-banner",
    u"edit-page", u"footer", u"menu", u"nav", u"navbar", u"navigation", u"page-footer", u"page-header", u"pager", u"pagination",
    u"related", u"sidebar", u"site-footer", u"site-header", u"skip-link", u"sphinxsidebar", u"table-of-contents", u"toc"};
constexpr std::array<QStringView, 5> permalinkNames{u"anchor", u"anchor-link", u"header-anchor", u"headerlink", u"permalink"};

template <std::size_t N>
bool isOneOf(const std::array<QStringView, N> &sorted, QStringView word)
{
    return std::binary_search(sorted.begin(), sorted.end(), word);
}

template <std::size_t N>
bool hasOneOf(const std::array<QStringView, N> &sorted, const QString &words)
{
    const auto list = QStringView(words).split(u' ', Qt::SkipEmptyParts);
    return std::any_of(list.begin(), list.end(), [&](QStringView word) { return isOneOf(sorted, word); });
}

/// The tokens of a document, with what has to be known about their surroundings counted once.
class Outline
{
public:
    explicit Outline(QStringView source) : m_source(source)
    {
        HtmlScanner scanner(source);
        QHash<QString, QList<qsizetype>> open;
        while (!scanner.atEnd()) {
            m_tokens.append(scanner.next());
            count(m_tokens.last());
            match(m_tokens.size() - 1, open);
        }
    }

    QList<HtmlToken> content() const
    {
        auto [begin, end] = mainPart();
        QList<HtmlToken> kept;
        for (qsizetype i = begin; i < end; ++i) {
            const HtmlToken &token = m_tokens[i];
            if (token.kind == Kind::Remark || token.kind == Kind::Raw)
                continue;
            if (token.kind == Kind::StartTag && isLeftOut(i)) {
                i = std::max(i, m_ends[i]);
                continue;
            }
            if (!token.name.isEmpty() && htmlelement::isHidden(token.name))
                continue;
            kept.append(token);
        }
        return kept;
    }

private:
    QStringView source(const HtmlToken &token) const { return m_source.mid(token.begin, token.end - token.begin); }

    void count(const HtmlToken &token)
    {
        const qsizetype headings = m_headings.isEmpty() ? 0 : m_headings.last();
        const qsizetype texts = m_texts.isEmpty() ? 0 : m_texts.last();
        m_headings.append(headings + (token.kind == Kind::StartTag && htmlelement::headingLevel(token.name) > 0));
        m_texts.append(texts + (token.kind == Kind::Text && !source(token).trimmed().isEmpty()));
    }

    /// Remembers for every start tag where its element ends; -1 where it does not.
    void match(qsizetype index, QHash<QString, QList<qsizetype>> &open)
    {
        m_ends.append(-1);
        const HtmlToken &token = m_tokens[index];
        if (token.kind == Kind::StartTag) {
            open[token.name].append(index);
        } else if (token.kind == Kind::EndTag) {
            QList<qsizetype> &starts = open[token.name];
            if (!starts.isEmpty())
                m_ends[starts.takeLast()] = index;
        }
    }

    std::pair<qsizetype, qsizetype> mainPart() const
    {
        for (qsizetype i = 0; i < m_tokens.size(); ++i) {
            const HtmlToken &token = m_tokens[i];
            if (token.kind != Kind::StartTag || m_ends[i] < 0)
                continue;
            const bool isMain = token.name == u"main" || htmlAttribute(source(token), u"role") == u"main";
            if (isMain && m_texts[m_ends[i]] > m_texts[i])
                return {i, m_ends[i] + 1};
        }
        return {0, m_tokens.size()};
    }

    bool isLeftOut(qsizetype index) const
    {
        const HtmlToken &token = m_tokens[index];
        if (htmlelement::isHidden(token.name) || token.name == u"nav" || token.name == u"footer" || token.name == u"button")
            return true;
        if (m_ends[index] < 0)
            return false;
        const bool hasHeading = m_headings[m_ends[index]] > m_headings[index];
        if (token.name == u"header" && !hasHeading)
            return true;
        const QStringView tag = source(token);
        // Most tags have neither attribute.
        if (!tag.contains(u'=') || htmlelement::headingLevel(token.name) > 0 || token.name == u"body" || token.name == u"html")
            return false;
        const QString names = (htmlAttribute(tag, u"class") + u' ' + htmlAttribute(tag, u"id")).toLower();
        if (token.name == u"a")
            return hasOneOf(permalinkNames, names);
        if (isOneOf(navigationRoles, htmlAttribute(tag, u"role")))
            return true;
        return hasOneOf(navigationNames, names) && htmlelement::isBlock(token.name) && !isMostOfTheText(index);
    }

    /// A class may be called anything: what holds most of the document is not its side bar.
    bool isMostOfTheText(qsizetype index) const { return (m_texts[m_ends[index]] - m_texts[index]) * 2 > m_texts.last(); }

    QStringView m_source;
    QList<HtmlToken> m_tokens;
    QList<qsizetype> m_ends;
    QList<qsizetype> m_headings;
    QList<qsizetype> m_texts;
};

}

QList<HtmlToken> contentTokens(QStringView html)
{
    return Outline(html).content();
}

QString documentTitle(const QString &html)
{
    HtmlScanner scanner(html);
    qsizetype begin = -1;
    while (!scanner.atEnd()) {
        const HtmlToken token = scanner.next();
        if (token.name != u"title")
            continue;
        if (token.kind == Kind::EndTag && begin >= 0)
            return plainText(html.mid(begin, token.begin - begin)).simplified();
        begin = token.end;
    }
    return {};
}

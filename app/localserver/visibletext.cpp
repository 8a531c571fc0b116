#include "app/localserver/visibletext.h"

#include "app/documents/htmlelement.h"
#include "app/documents/htmlentities.h"
#include "app/documents/htmlscanner.h"
#include "app/documents/htmltext.h"

#include <algorithm>

VisibleText::VisibleText(const QString &html)
{
    m_text.reserve(html.size());
    m_places.reserve(html.size());
    if (!isHtml(html)) {
        addText(html, 0, html.size(), true);
        return;
    }
    QString hidden;
    int preformatted = 0;
    HtmlScanner scanner(html);
    while (!scanner.atEnd()) {
        const HtmlToken token = scanner.next();
        if (!hidden.isEmpty()) {
            if (token.kind == HtmlToken::Kind::EndTag && token.name == hidden)
                hidden.clear();
        } else if (token.kind == HtmlToken::Kind::Text) {
            addText(html, token.begin, token.end, preformatted > 0);
        } else if (token.kind == HtmlToken::Kind::StartTag && htmlelement::isHidden(token.name) && html[token.end - 2] != u'/') {
            hidden = token.name;
        } else if (htmlelement::isBlock(token.name) || token.name == u"br" || token.name == u"td" || token.name == u"th") {
            m_text += u'\n';
            m_places.append(Range{token.begin, token.begin});
            if (token.name == u"pre")
                preformatted = std::max(0, preformatted + (token.kind == HtmlToken::Kind::StartTag ? 1 : -1));
        }
    }
}

void VisibleText::addText(QStringView html, qsizetype begin, qsizetype end, bool keepLines)
{
    for (qsizetype at = begin; at < end;) {
        const auto reference = html[at] == u'&' ? htmlentities::referenceAt(html.mid(at, end - at)) : htmlentities::Reference{};
        if (reference.length == 0) {
            m_text += html[at] == u'\n' && !keepLines ? QChar(u' ') : html[at];
            m_places.append({at, at + 1});
            ++at;
            continue;
        }
        // Both halves of a surrogate pair stand where the reference stands.
        const auto units = QChar::fromUcs4(reference.character);
        for (const char16_t unit : units) {
            m_text += QChar(unit);
            m_places.append({at, at + reference.length});
        }
        at += reference.length;
    }
}

QList<VisibleText::Range> VisibleText::sourceRanges(qsizetype begin, qsizetype end) const
{
    QList<Range> ranges;
    for (qsizetype i = begin; i < end; ++i) {
        const Range &place = m_places[i];
        if (place.begin == place.end)
            continue;
        if (!ranges.isEmpty() && place.begin <= ranges.last().end)
            ranges.last().end = std::max(ranges.last().end, place.end);
        else
            ranges.append(place);
    }
    return ranges;
}

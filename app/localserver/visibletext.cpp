#include "app/localserver/visibletext.h"

#include "app/documents/htmlelement.h"
#include "app/documents/htmlentities.h"
#include "app/documents/htmlscanner.h"
#include "app/documents/htmltext.h"

#include <algorithm>

VisibleText::VisibleText(const QString &html)
{
    m_text.reserve(html.size());
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
            add(u"\n", {token.begin, token.begin});
            if (token.name == u"pre")
                preformatted = std::max(0, preformatted + (token.kind == HtmlToken::Kind::StartTag ? 1 : -1));
        }
    }
}

void VisibleText::addText(QStringView html, qsizetype begin, qsizetype end, bool keepLines)
{
    const qsizetype first = m_text.size();
    for (qsizetype at = begin; at < end;) {
        const qsizetype ampersand = html.left(end).indexOf(u'&', at);
        const qsizetype stop = ampersand < 0 ? end : ampersand;
        add(html.mid(at, stop - at), {at, stop});
        if (stop == end)
            break;
        const auto reference = htmlentities::referenceAt(html.mid(stop, end - stop));
        const qsizetype after = stop + std::max<qsizetype>(1, reference.length);
        // Both halves of a surrogate pair stand where the reference stands.
        if (reference.length > 0)
            add(QChar::fromUcs4(reference.character), {stop, after});
        else
            add(u"&", {stop, after});
        at = after;
    }
    if (!keepLines)
        std::replace(m_text.begin() + first, m_text.end(), QChar(u'\n'), QChar(u' '));
}

void VisibleText::add(QStringView text, const Range &source)
{
    if (text.isEmpty())
        return;
    m_stretches.append({m_text.size(), text.size(), source});
    m_text += text;
}

QList<VisibleText::Range> VisibleText::sourceRanges(qsizetype begin, qsizetype end) const
{
    QList<Range> ranges;
    auto stretch = std::upper_bound(m_stretches.begin(), m_stretches.end(), begin,
        [](qsizetype place, const Stretch &other) { return place < other.begin; });
    for (--stretch; stretch != m_stretches.end() && stretch->begin < end; ++stretch) {
        Range source = stretch->source;
        if (source.begin == source.end)
            continue;
        // A stretch as long as its source is the source itself, and a part of it a part of that.
        if (source.end - source.begin == stretch->length) {
            source.end = source.begin + std::min(stretch->length, end - stretch->begin);
            source.begin += std::max<qsizetype>(0, begin - stretch->begin);
        }
        if (!ranges.isEmpty() && source.begin <= ranges.last().end)
            ranges.last().end = std::max(ranges.last().end, source.end);
        else
            ranges.append(source);
    }
    return ranges;
}

#include "app/localserver/highlighter.h"

#include "app/localserver/visibletext.h"

#include <algorithm>
#include <set>

namespace
{

/// Whether nothing but white space on one line stands between two words: marks around both become one.
bool areNeighbours(const QString &text, const WordCutter::Word &a, const WordCutter::Word &b)
{
    const QStringView between = QStringView(text).mid(a.end, b.begin - a.end);
    return std::all_of(between.begin(), between.end(), [](QChar c) { return c.isSpace() && c != u'\n'; });
}

/// After the last word of the run of hits that begins there.
qsizetype runEnd(
    qsizetype first, qsizetype end, const QString &text, const QList<WordCutter::Word> &words, const QList<qsizetype> &hits)
{
    qsizetype last = first;
    while (last + 1 < end && hits[last + 1] >= 0 && areNeighbours(text, words[last], words[last + 1]))
        ++last;
    return last + 1;
}

}

Highlighter::Highlighter(const SearchQuery &query, const HighlightOptions &options, const WordCutter &cutter)
    : m_query(query), m_options(options), m_cutter(cutter)
{
    for (const SearchQuery::Term &term : query.terms()) {
        if (!term.negated)
            m_stems += term.stems;
    }
}

Highlighter::Marked Highlighter::mark(const QString &html) const
{
    if (!m_options.isOn)
        return {html, {}};
    const VisibleText visible(html);
    const Words words = m_cutter.words(visible.text(), m_stems);
    const QList<qsizetype> found = hits(visible.text(), words);
    Marked marked;
    marked.html = markedSource(html, visible, words, found);
    for (const Passage &passage : passages(visible.text(), words, found))
        marked.highlights.append(passageHtml(passage, visible.text(), words, found));
    return marked;
}

QList<qsizetype> Highlighter::hits(const QString &text, const Words &words) const
{
    QList<qsizetype> result(words.size(), -1);
    for (qsizetype at = 0; at < words.size(); ++at) {
        for (qsizetype i = 0; i < m_query.terms().size(); ++i) {
            const SearchQuery::Term &term = m_query.terms()[i];
            if (!term.negated && matches(term, text, words, at))
                std::fill_n(result.begin() + at, term.stems.size(), i);
        }
    }
    return result;
}

bool Highlighter::matches(const SearchQuery::Term &term, const QString &text, const Words &words, qsizetype at) const
{
    const qsizetype count = term.stems.size();
    if (at + count > words.size())
        return false;
    for (qsizetype i = 0; i < count; ++i) {
        const WordCutter::Word &word = words[at + i];
        const QStringView written = QStringView(text).mid(word.begin, word.end - word.begin);
        const bool isIt = m_options.isExact ? written.compare(term.words[i], Qt::CaseInsensitive) == 0 : word.stem == term.stems[i];
        if (isIt)
            continue;
        const bool mayBeLonger = term.prefix && i == count - 1;
        if (!mayBeLonger || !(word.stem.startsWith(term.stems[i]) || written.startsWith(term.text, Qt::CaseInsensitive)))
            return false;
    }
    return true;
}

QString Highlighter::markedSource(
    const QString &html, const VisibleText &visible, const Words &words, const QList<qsizetype> &hits) const
{
    QString result;
    qsizetype copied = 0;
    for (qsizetype at = 0; at < words.size();) {
        if (hits[at] < 0) {
            ++at;
            continue;
        }
        const qsizetype end = runEnd(at, words.size(), visible.text(), words, hits);
        const auto ranges = visible.sourceRanges(words[at].begin, words[end - 1].end);
        for (const VisibleText::Range &range : ranges) {
            if (range.begin < copied)
                continue;
            result += QStringView(html).mid(copied, range.begin - copied);
            result += m_options.preTag + html.mid(range.begin, range.end - range.begin) + m_options.postTag;
            copied = range.end;
        }
        at = end;
    }
    return result + html.mid(copied);
}

bool Highlighter::isSplitBetween(const QString &text, const WordCutter::Word &a, const WordCutter::Word &b) const
{
    const QStringView between = QStringView(text).mid(a.end, b.begin - a.end);
    // One character is what stands between most words; as a delimiter it would be the whole of it.
    if (between.contains(u'\n') || between.size() < 2)
        return between.contains(u'\n');
    return std::any_of(m_options.delimiters.begin(), m_options.delimiters.end(), [&](const QString &delimiter) {
        // 3.5 is one number, and "config.json" one name.
        return between != delimiter && between.contains(delimiter);
    });
}

QList<Highlighter::Passage> Highlighter::passages(const QString &text, const Words &words, const QList<qsizetype> &hits) const
{
    QList<Passage> found;
    // Only splits with a hit in them are looked for; most of a long text has none.
    qsizetype end = 0;
    for (qsizetype hit = 0; hit < words.size(); ++hit) {
        if (hits[hit] < 0 || hit < end)
            continue;
        qsizetype first = hit;
        while (first > end && !isSplitBetween(text, words[first - 1], words[first]))
            --first;
        end = hit + 1;
        while (end < words.size() && !isSplitBetween(text, words[end - 1], words[end]))
            ++end;
        found.append(bestWindow(first, end, hits));
    }
    std::stable_sort(found.begin(), found.end(), [](const Passage &a, const Passage &b) { return a.score > b.score; });
    while (!found.isEmpty()
        && (found.size() > m_options.maxNumber || found.last().score < m_options.threshold * found.first().score))
        found.removeLast();
    return found;
}

/// The part of a split that holds most of the query, moved to where its first hit is.
Highlighter::Passage Highlighter::bestWindow(qsizetype first, qsizetype end, const QList<qsizetype> &hits) const
{
    Passage best;
    for (qsizetype at = first; at < end; ++at) {
        if (hits[at] < 0)
            continue;
        const qsizetype stop = std::min(end, at + m_options.maxLength);
        std::set<qsizetype> terms;
        qsizetype count = 0;
        for (qsizetype i = at; i < stop; ++i) {
            if (hits[i] >= 0) {
                terms.insert(hits[i]);
                ++count;
            }
        }
        const double score = double(terms.size()) + 0.01 * double(count);
        if (score > best.score)
            best = {at, stop, score};
    }
    // A short split is shown whole, and a window at the end of a long one is filled from before.
    best.first = std::max(first, std::min(best.first, best.end - m_options.maxLength));
    return best;
}

QString Highlighter::passageHtml(
    const Passage &passage, const QString &text, const Words &words, const QList<qsizetype> &hits) const
{
    const qsizetype around = m_options.window / 2;
    const qsizetype first = std::max<qsizetype>(0, passage.first - around);
    const qsizetype end = std::min(words.size(), passage.end + around);
    QString html;
    qsizetype copied = words[first].begin;
    for (qsizetype at = first; at < end;) {
        if (hits[at] < 0) {
            ++at;
            continue;
        }
        const qsizetype stop = runEnd(at, end, text, words, hits);
        html += text.mid(copied, words[at].begin - copied).toHtmlEscaped();
        copied = words[stop - 1].end;
        html += m_options.preTag + text.mid(words[at].begin, copied - words[at].begin).toHtmlEscaped() + m_options.postTag;
        at = stop;
    }
    html += text.mid(copied, words[end - 1].end - copied).toHtmlEscaped();
    return html.simplified();
}

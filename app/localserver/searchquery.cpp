#include "app/localserver/searchquery.h"

#include "app/localserver/searchabletext.h"
#include "app/localserver/stopwords.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype longestText = 4000;
constexpr qsizetype mostTerms = 48;

bool isQuote(QChar c)
{
    return c == u'"' || c == QChar(0x201c) || c == QChar(0x201d) || c == QChar(0x201e);
}

/// A string of FTS5's query language: nothing in it has a meaning but the words.
QByteArray quoted(const QString &text)
{
    QString plain = searchableText(text);
    plain.replace(u'"', u' ');
    plain.replace(QChar::Null, u' ');
    return '"' + plain.toUtf8() + '"';
}

QByteArray joined(const QList<QByteArray> &expressions, const QByteArray &with)
{
    return expressions.size() == 1 ? expressions.first() : '(' + QByteArrayList(expressions).join(' ' + with + ' ') + ')';
}

/// Every two neighbours of a text that is written without spaces: long Chinese questions are never found as one phrase.
QList<QByteArray> pairsOf(const QString &text)
{
    QList<QByteArray> pairs;
    const QStringList parts = searchableText(text).split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i + 1 < std::min<qsizetype>(parts.size(), 24); ++i)
        pairs.append(quoted(parts[i] + u' ' + parts[i + 1]));
    return pairs;
}

bool isWrittenWithoutSpaces(const SearchQuery::Term &term)
{
    return !term.text.contains(u' ') && searchableText(term.text).trimmed().contains(u' ');
}

}

SearchQuery::SearchQuery(const QString &text, const Options &options, const WordCutter &cutter)
{
    const QString typed = text.left(longestText);
    QStringList words;
    QString current;
    bool negated = false;
    for (qsizetype i = 0; i < typed.size(); ++i) {
        const QChar c = typed[i];
        const bool atStart = current.isEmpty();
        qsizetype close = -1;
        if (isQuote(c) && atStart) {
            for (close = i + 1; close < typed.size() && !isQuote(typed[close]);)
                ++close;
        }
        if (close > i && close < typed.size()) {
            add({typed.mid(i + 1, close - i - 1).simplified(), {}, options.quotesAndMinus && !negated, negated, false}, cutter);
            negated = false;
            i = close;
        } else if (c.isSpace()) {
            if (negated && !current.isEmpty())
                add({current, {}, false, true, false}, cutter);
            else if (!current.isEmpty())
                words.append(current);
            current.clear();
            negated = false;
        } else if (c == u'-' && atStart && options.quotesAndMinus) {
            negated = true;
        } else {
            current += c;
        }
    }
    if (negated && !current.isEmpty())
        add({current, {}, false, true, false}, cutter);
    else if (!current.isEmpty())
        words.append(current);
    const bool endsInWord = !current.isEmpty() && !negated;
    if (options.lastIsPrefix && endsInWord) {
        const QString beginning = words.takeLast();
        addWords(words, cutter);
        add({beginning, {}, false, false, true}, cutter);
    } else {
        addWords(words, cutter);
    }
}

void SearchQuery::addWords(const QStringList &words, const WordCutter &cutter)
{
    const auto says = [](const QString &word) {
        // "what?" is "what".
        qsizetype begin = 0;
        qsizetype end = word.size();
        while (begin < end && !word[begin].isLetterOrNumber())
            ++begin;
        while (end > begin && !word[end - 1].isLetterOrNumber())
            --end;
        return begin < end && !isStopWord(QStringView(word).mid(begin, end - begin));
    };
    const bool someSay = !m_terms.isEmpty() || std::any_of(words.begin(), words.end(), says);
    for (const QString &word : words) {
        if (!someSay || says(word))
            add({word, {}, false, false, false}, cutter);
    }
}

void SearchQuery::add(Term term, const WordCutter &cutter)
{
    if (m_terms.size() >= mostTerms)
        return;
    term.stems = cutter.stems(term.text);
    // Two words do not become one by what stands between them in the query: "rope&anchor" is a phrase, "!!" is nothing.
    if (term.stems.isEmpty())
        return;
    for (const Term &known : std::as_const(m_terms)) {
        if (known.stems == term.stems && known.negated == term.negated && known.prefix == term.prefix)
            return;
    }
    if (term.prefix) {
        constexpr std::array<QStringView, 14> endings{
            u"e", u"s", u"n", u"on", u"ion", u"g", u"ng", u"ing", u"ed", u"d", u"y", u"ly", u"ity", u"nt"};
        const QByteArray beginning = term.stems.last();
        for (const QStringView ending : endings) {
            const QString word = term.text + ending.toString();
            const auto stems = cutter.stems(word);
            if (stems.size() == term.stems.size() && stems.last().size() < beginning.size() && stems.last().size() > 2)
                m_completions.append(word);
        }
    }
    m_terms.append(std::move(term));
}

bool SearchQuery::isEmpty() const
{
    return std::all_of(m_terms.begin(), m_terms.end(), [](const Term &term) { return term.negated; });
}

QList<QByteArray> SearchQuery::expressions(bool required, bool loose) const
{
    QList<QByteArray> result;
    for (const Term &term : m_terms) {
        if (term.negated || term.required != required)
            continue;
        if (term.prefix) {
            QList<QByteArray> alternatives{quoted(term.text) + " *"};
            for (const QString &completion : m_completions)
                alternatives.append(quoted(completion));
            result.append(joined(alternatives, "OR"));
        } else if (loose && term.stems.size() > 2 && isWrittenWithoutSpaces(term)) {
            result.append(pairsOf(term.text));
        } else {
            result.append(quoted(term.text));
        }
    }
    return result;
}

QByteArray SearchQuery::withoutNegated(const QByteArray &expression) const
{
    QList<QByteArray> unwanted;
    for (const Term &term : m_terms) {
        if (term.negated)
            unwanted.append(quoted(term.text));
    }
    return unwanted.isEmpty() ? expression : expression + " NOT " + joined(unwanted, "OR");
}

QByteArray SearchQuery::matchAll() const
{
    if (isEmpty())
        return "\"\"";
    return withoutNegated(joined(expressions(true, false) + expressions(false, false), "AND"));
}

QByteArray SearchQuery::matchAny() const
{
    if (isEmpty())
        return "\"\"";
    const auto required = expressions(true, false);
    const auto others = expressions(false, true);
    if (required.isEmpty())
        return withoutNegated(joined(others, "OR"));
    // The others decide nothing but the order.
    const QByteArray core = joined(required, "AND");
    return withoutNegated(others.isEmpty() ? core : '(' + core + " AND " + joined(required.mid(0, 1) + others, "OR") + ')');
}

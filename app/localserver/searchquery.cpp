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

SearchQuery::Expression joined(const QList<SearchQuery::Expression> &expressions, const QByteArray &with)
{
    if (expressions.size() == 1)
        return expressions.first();
    SearchQuery::Expression whole;
    QByteArrayList texts;
    for (const SearchQuery::Expression &expression : expressions) {
        texts.append(expression.match);
        whole.weights += expression.weights;
    }
    whole.match = '(' + texts.join(' ' + with + ' ') + ')';
    return whole;
}

/// Every two neighbours of a text that is written without spaces: long Chinese questions are never found as one phrase.
QList<SearchQuery::Expression> pairsOf(const QString &text, double weight)
{
    QList<SearchQuery::Expression> pairs;
    const QStringList parts = searchableText(text).split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i + 1 < std::min<qsizetype>(parts.size(), 24); ++i)
        pairs.append({quoted(parts[i] + u' ' + parts[i + 1]), {weight}});
    return pairs;
}

bool isWrittenWithoutSpaces(const SearchQuery::Term &term)
{
    return !term.text.contains(u' ') && searchableText(term.text).trimmed().contains(u' ');
}

}

SearchQuery::SearchQuery(const QString &text, const Options &options, const WordCutter &cutter)
    : SearchQuery(QList<Weighted>{{text, 1}}, options, cutter)
{
}

SearchQuery::SearchQuery(const QList<Weighted> &texts, const Options &options, const WordCutter &cutter) : m_options(options)
{
    for (const Weighted &text : texts)
        addText(text, cutter);
}

void SearchQuery::addText(const Weighted &text, const WordCutter &cutter)
{
    const QString typed = text.text.left(longestText);
    const Options &options = m_options;
    const auto term = [&](const QString &word) {
        return Term{word, {}, false, false, false, {}, text.weight};
    };
    const auto negatedTerm = [&](const QString &word) {
        return Term{word, {}, false, true, false, {}, text.weight};
    };
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
            Term phrase = negated ? negatedTerm(typed.mid(i + 1, close - i - 1).simplified()) : term(typed.mid(i + 1, close - i - 1).simplified());
            phrase.required = options.quotesAndMinus && !negated;
            add(phrase, cutter);
            negated = false;
            i = close;
        } else if (c.isSpace()) {
            if (negated && !current.isEmpty())
                add(negatedTerm(current), cutter);
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
        add(negatedTerm(current), cutter);
    else if (!current.isEmpty())
        words.append(current);
    const bool endsInWord = !current.isEmpty() && !negated;
    if (options.lastIsPrefix && endsInWord) {
        Term beginning = term(words.takeLast());
        beginning.prefix = true;
        addWords(words, text.weight, cutter);
        add(beginning, cutter);
    } else {
        addWords(words, text.weight, cutter);
    }
}

void SearchQuery::addWords(const QStringList &words, double weight, const WordCutter &cutter)
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
        if (m_options.keepsStopWords || !someSay || says(word))
            add({word, {}, false, false, false, {}, weight}, cutter);
    }
}

void SearchQuery::add(Term term, const WordCutter &cutter)
{
    if (m_terms.size() >= mostTerms)
        return;
    const auto cut = cutter.words(term.text);
    for (const WordCutter::Word &word : cut) {
        term.stems.append(word.stem);
        term.words.append(term.text.mid(word.begin, word.end - word.begin).toLower());
    }
    // Two words do not become one by what stands between them in the query: "rope&anchor" is a phrase, "!!" is nothing.
    if (term.stems.isEmpty())
        return;
    const auto isAmong = [&](const QList<QByteArray> &stems) {
        return std::all_of(term.stems.begin(), term.stems.end(), [&](const QByteArray &stem) { return stems.contains(stem); });
    };
    for (Term &known : m_terms) {
        if (known.stems == term.stems && known.negated == term.negated && known.prefix == term.prefix) {
            known.weight = std::max(known.weight, term.weight);
            return;
        }
    }
    if (!term.negated && isAmong(m_options.boosted))
        term.weight *= m_options.boost;
    if (!term.negated && !term.prefix && isAmong(m_options.required))
        term.required = true;
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

bool SearchQuery::isWeighted() const
{
    return std::any_of(m_terms.begin(), m_terms.end(), [](const Term &term) { return term.weight != 1; });
}

QList<SearchQuery::Expression> SearchQuery::expressions(bool required, bool loose) const
{
    QList<Expression> result;
    for (const Term &term : m_terms) {
        if (term.negated || term.required != required)
            continue;
        if (term.prefix) {
            QList<Expression> alternatives{{quoted(term.text) + " *", {term.weight}}};
            for (const QString &completion : m_completions)
                alternatives.append({quoted(completion), {term.weight}});
            result.append(joined(alternatives, "OR"));
        } else if (loose && term.stems.size() > 2 && isWrittenWithoutSpaces(term)) {
            result.append(pairsOf(term.text, term.weight));
        } else {
            result.append({quoted(term.text), {term.weight}});
        }
    }
    return result;
}

SearchQuery::Expression SearchQuery::withoutNegated(const Expression &expression) const
{
    QList<Expression> unwanted;
    for (const Term &term : m_terms) {
        if (term.negated)
            unwanted.append({quoted(term.text), {term.weight}});
    }
    if (unwanted.isEmpty())
        return expression;
    const Expression all = joined(unwanted, "OR");
    return {expression.match + " NOT " + all.match, expression.weights + all.weights};
}

SearchQuery::Expression SearchQuery::all() const
{
    if (isEmpty())
        return {"\"\"", {}};
    return withoutNegated(joined(expressions(true, false) + expressions(false, false), "AND"));
}

SearchQuery::Expression SearchQuery::any() const
{
    if (isEmpty())
        return {"\"\"", {}};
    const auto required = expressions(true, false);
    const auto others = expressions(false, true);
    if (required.isEmpty())
        return withoutNegated(joined(others, "OR"));
    // The others decide nothing but the order.
    const Expression core = joined(required, "AND");
    if (others.isEmpty())
        return withoutNegated(core);
    const Expression ranked = joined(QList<Expression>{required.first()} + others, "OR");
    return withoutNegated({'(' + core.match + " AND " + ranked.match + ')', core.weights + ranked.weights});
}

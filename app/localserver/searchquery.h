#pragma once

#include "app/localserver/wordcutter.h"

#include <QStringList>

/// What a user typed into a search field, as terms and as expressions of FTS5. Any text makes a query; none makes an expression
/// that FTS5 does not understand. Stop words are passed over where other words remain.
class SearchQuery
{
public:
    struct Options {
        /// "quoted words" must all be there, and words with a - before them must not.
        bool quotesAndMinus = false;
        /// The last word may be the beginning of one (for autocomplete).
        bool lastIsPrefix = false;
        /// Stop words count like others.
        bool keepsStopWords = false;
        /// Words that must be there wherever the query has them, as stems.
        QList<QByteArray> required = {};
        /// Stems that count for more than others, and how many times.
        QList<QByteArray> boosted = {};
        double boost = 1;
    };

    /// A text and what each of its words counts.
    struct Weighted {
        QString text;
        double weight = 1;
    };

    /// An expression for MATCH, and what each of its phrases counts, in their order.
    struct Expression {
        QByteArray match;
        QList<double> weights;
    };

    struct Term {
        /// As typed, without quotes.
        QString text;
        /// One, or several that have to follow each other.
        QList<QByteArray> stems;
        bool required = false;
        bool negated = false;
        bool prefix = false;
        /// The words as typed, in lower case; as many as stems.
        QStringList words = {};
        double weight = 1;
    };

    SearchQuery(const QString &text, const Options &options, const WordCutter &cutter);
    SearchQuery(const QList<Weighted> &texts, const Options &options, const WordCutter &cutter);

    /// Whether there is nothing to look for: no word at all, or only words that must not be there.
    bool isEmpty() const;
    const QList<Term> &terms() const { return m_terms; }
    /// Whether some words count for more than others.
    bool isWeighted() const;
    /// Chunks that have every term. Of an empty query it finds nothing.
    Expression all() const;
    /// Chunks that have all required terms, or where none is required at least one term.
    Expression any() const;
    QByteArray matchAll() const { return all().match; }
    QByteArray matchAny() const { return any().match; }

private:
    void addText(const Weighted &text, const WordCutter &cutter);
    void addWords(const QStringList &words, double weight, const WordCutter &cutter);
    void add(Term term, const WordCutter &cutter);
    QList<Expression> expressions(bool required, bool loose) const;
    Expression withoutNegated(const Expression &expression) const;

    Options m_options;
    QList<Term> m_terms;
    /// Other words that a prefix may become; typed "connectio", stored "connect".
    QStringList m_completions;
};

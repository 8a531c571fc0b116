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
    };

    struct Term {
        /// As typed, without quotes.
        QString text;
        /// One, or several that have to follow each other.
        QList<QByteArray> stems;
        bool required = false;
        bool negated = false;
        bool prefix = false;
    };

    SearchQuery(const QString &text, const Options &options, const WordCutter &cutter);

    /// Whether there is nothing to look for: no word at all, or only words that must not be there.
    bool isEmpty() const;
    const QList<Term> &terms() const { return m_terms; }
    /// For MATCH: chunks that have every term. Of an empty query it finds nothing.
    QByteArray matchAll() const;
    /// For MATCH: chunks that have all required terms, or where none is required at least one term.
    QByteArray matchAny() const;

private:
    void addWords(const QStringList &words, const WordCutter &cutter);
    void add(Term term, const WordCutter &cutter);
    QList<QByteArray> expressions(bool required, bool loose) const;
    QByteArray withoutNegated(const QByteArray &expression) const;

    QList<Term> m_terms;
    /// Other words that a prefix may become; typed "connectio", stored "connect".
    QStringList m_completions;
};

#pragma once

#include "app/localserver/highlightoptions.h"
#include "app/localserver/searchquery.h"

class VisibleText;

/// Marks the words of a query in chunks. Query, options and cutter must outlive it.
class Highlighter
{
public:
    struct Marked {
        /// The chunk's HTML with marks around the words, everything else as it was.
        QString html;
        /// The best passages as HTML, the best one first.
        QStringList highlights;
    };

    Highlighter(const SearchQuery &query, const HighlightOptions &options, const WordCutter &cutter);

    Marked mark(const QString &html) const;

private:
    using Words = QList<WordCutter::Word>;
    struct Passage {
        qsizetype first = 0;
        /// After the last word.
        qsizetype end = 0;
        double score = 0;
    };

    /// For each word, the term that it belongs to; -1 for none.
    QList<qsizetype> hits(const QString &text, const Words &words) const;
    bool matches(const SearchQuery::Term &term, const QString &text, const Words &words, qsizetype at) const;
    QString markedSource(const QString &html, const VisibleText &visible, const Words &words, const QList<qsizetype> &hits) const;
    QList<Passage> passages(const QString &text, const Words &words, const QList<qsizetype> &hits) const;
    Passage bestWindow(qsizetype first, qsizetype end, const QList<qsizetype> &hits) const;
    QString passageHtml(const Passage &passage, const QString &text, const Words &words, const QList<qsizetype> &hits) const;
    bool isSplitBetween(const QString &text, const WordCutter::Word &a, const WordCutter::Word &b) const;

    const SearchQuery &m_query;
    const HighlightOptions &m_options;
    const WordCutter &m_cutter;
    /// Of all terms that are to be marked.
    QList<QByteArray> m_stems;
};

#pragma once

#include "app/localserver/typooptions.h"
#include "app/localserver/wordcutter.h"

class Database;

/// Puts words right that no chunk of a dataset has, with words that chunks have. Looks at a bounded part of the index's vocabulary:
/// words that begin with the same letter, and words whose first letter alone is wrong. Lives within one search.
class Spelling
{
public:
    Spelling(Database &database, qint64 datasetKey, const TypoOptions &options, const WordCutter &cutter);

    /// The text with other words in it; nothing where it stays as it is. With isUnfinished the last word may be the beginning of
    /// one that is still being typed.
    std::optional<QString> corrected(const QString &text, bool isUnfinished) const;
    /// The stems of the words that are no ordinary ones and that some chunk has: with digits in them, or all in capitals.
    QList<QByteArray> specialStems(const QString &text) const;

private:
    struct Neighbour {
        QString stem;
        /// At least.
        int typos = 0;
    };
    /// A word as chunks write it.
    struct Form {
        QString text;
        int typos = 0;
    };

    bool isKnown(const QByteArray &stem) const;
    QString firstFrom(const QString &stem) const;
    qint64 frequency(const QString &stem) const;
    QString better(const QString &typed, int typos) const;
    QList<Neighbour> neighbours(const QString &word, int typos) const;
    QList<Neighbour> otherBeginnings(const QString &word) const;
    Form writtenForm(const QString &stem, const QString &typed) const;

    Database &m_database;
    const TypoOptions &m_options;
    const WordCutter &m_cutter;
    const QByteArray m_table;
    const QByteArray m_vocabulary;
};

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>

class Database;

/// Cuts text into words exactly as the full-text index does: it asks SQLite's own tokenizer. For one thread at a time.
class WordCutter
{
public:
    struct Word {
        /// What the index knows the word as: "connections" is "connect".
        QByteArray stem;
        /// Where it stands in the text, in UTF-16 units.
        qsizetype begin = 0;
        qsizetype end = 0;
    };

    /// With a connection of its own, which costs a fraction of a millisecond.
    WordCutter();
    /// Takes the tokenizer of that connection, which costs next to nothing; the connection must outlive it.
    explicit WordCutter(Database &database);
    ~WordCutter();
    WordCutter(const WordCutter &) = delete;
    WordCutter &operator=(const WordCutter &) = delete;

    QList<Word> words(const QString &text) const;
    /// The same words, but with their stem only where that may be one of the wanted ones: many times faster.
    QList<Word> words(const QString &text, const QList<QByteArray> &wanted) const;
    QList<QByteArray> stems(const QString &text) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

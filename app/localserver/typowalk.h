#pragma once

#include <QList>
#include <QString>

/// Finds the stems of a sorted vocabulary whose words may be at most so many typos away from one word, looking up few of the others:
/// the word may have an ending that the stem has not. A typo is a letter too many, missing or wrong, or two neighbours the wrong way
/// round (optimal string alignment).
class TypoWalk
{
public:
    TypoWalk(const QString &word, int mostTypos) : m_word(word), m_most(mostTypos) { }

    /// Takes a word of the vocabulary. Gives the least text that a later word has to have to come into question; empty where none
    /// can. typos() tells about the word that was taken.
    QString next(const QString &candidate);
    /// Between the last word and the beginning of ours that is most like it; more than allowed: -1.
    int typos() const { return m_typos; }

    /// Between two whole words.
    static int between(const QString &a, const QString &b);

private:
    QList<int> row(const QList<int> &previous, const QList<int> *beforeThat, const QString &candidate, qsizetype at) const;
    /// The least character from `from` on that may stand after a prefix with that row; null where none may.
    QChar nextCharacter(const QList<int> &above, const QList<int> *beforeThat, QChar last, char16_t from) const;

    const QString m_word;
    const int m_most;
    int m_typos = -1;
};

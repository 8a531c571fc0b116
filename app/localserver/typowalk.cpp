#include "app/localserver/typowalk.h"

#include <algorithm>

namespace
{

/// Letters of an ending that a stem may lack.
constexpr qsizetype longestEnding = 4;
constexpr qsizetype shortestStem = 3;

QList<int> firstRow(qsizetype length)
{
    QList<int> row(length + 1);
    for (qsizetype i = 0; i <= length; ++i)
        row[i] = int(i);
    return row;
}

}

/// The row of the table of distances for one more character: from each beginning of the word to the candidate up to there.
QList<int> TypoWalk::row(const QList<int> &previous, const QList<int> *beforeThat, const QString &candidate, qsizetype at) const
{
    QList<int> row(m_word.size() + 1);
    row[0] = previous[0] + 1;
    const QChar c = candidate[at];
    for (qsizetype i = 1; i <= m_word.size(); ++i) {
        row[i] = std::min({row[i - 1] + 1, previous[i] + 1, previous[i - 1] + (m_word[i - 1] == c ? 0 : 1)});
        const bool isSwapped = beforeThat && i > 1 && m_word[i - 1] == candidate[at - 1] && m_word[i - 2] == c;
        if (isSwapped)
            row[i] = std::min(row[i], (*beforeThat)[i - 2] + 1);
    }
    return row;
}

QChar TypoWalk::nextCharacter(const QList<int> &above, const QList<int> *beforeThat, QChar last, char16_t from) const
{
    // With a typo to spare any character will do, for now.
    if (*std::min_element(above.begin(), above.end()) < m_most)
        return QChar(from);
    char16_t least = 0;
    const auto offer = [&](QChar c) {
        if (c.unicode() >= from && (least == 0 || c.unicode() < least))
            least = c.unicode();
    };
    for (qsizetype i = 0; i < m_word.size(); ++i) {
        if (above[i] <= m_most)
            offer(m_word[i]);
        if (beforeThat && i + 1 < m_word.size() && m_word[i + 1] == last && (*beforeThat)[i] < m_most)
            offer(m_word[i]);
    }
    return QChar(least);
}

QString TypoWalk::next(const QString &candidate)
{
    m_typos = -1;
    QList<QList<int>> rows{firstRow(m_word.size())};
    const auto before = [&](qsizetype at) { return at > 0 ? &rows[at - 1] : nullptr; };
    const auto last = [&](qsizetype at) { return at > 0 ? candidate[at - 1] : QChar(); };
    qsizetype alive = 0;
    while (alive < candidate.size()) {
        const QList<int> made = row(rows[alive], before(alive), candidate, alive);
        const bool maySwap = alive + 1 < candidate.size() && *std::min_element(rows[alive].begin(), rows[alive].end()) < m_most;
        if (*std::min_element(made.begin(), made.end()) > m_most && !maySwap)
            break;
        rows.append(made);
        ++alive;
    }
    if (alive == candidate.size()) {
        const auto shortest = std::min(m_word.size(), std::max(shortestStem, m_word.size() - longestEnding));
        const int typos = *std::min_element(rows.last().begin() + shortest, rows.last().end());
        m_typos = typos <= m_most ? typos : -1;
        // Longer ones that begin with it.
        const QChar more = nextCharacter(rows[alive], before(alive), last(alive), 1);
        if (!more.isNull())
            return candidate + more;
    }
    for (qsizetype at = std::min(alive, candidate.size() - 1); at >= 0; --at) {
        const QChar c = nextCharacter(rows[at], before(at), last(at), char16_t(candidate[at].unicode() + 1));
        if (!c.isNull())
            return candidate.left(at) + c;
    }
    return {};
}

int TypoWalk::between(const QString &a, const QString &b)
{
    const TypoWalk walk(a, int(a.size() + b.size()));
    QList<QList<int>> rows{firstRow(a.size())};
    for (qsizetype at = 0; at < b.size(); ++at)
        rows.append(walk.row(rows[at], at > 0 ? &rows[at - 1] : nullptr, b, at));
    return rows.last().last();
}

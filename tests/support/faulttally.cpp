#include "tests/support/faulttally.h"

#include <QTextStream>

namespace {

struct Letter {
    char letter;
    const char *meaning;
};

constexpr Letter letters[] = {{'.', "succeeded"}, {'O', "offline"}, {'T', "timed out"}, {'S', "server failed"}, {'M', "malformed"}, {'R', "rejected"},
    {'U', "untrusted"}, {'X', "another error"}, {'c', "stream complete"}, {'i', "stream interrupted, text kept"}, {'r', "stream refused"},
    {'t', "stream timed out, text kept"}, {' ', "not touched"}};

}

FaultTally::Outcome FaultTally::outcome(const std::optional<Error> &error, const std::optional<StreamEnd::How> &how)
{
    if (how)
        return "cirt"[int(*how)];
    if (!error)
        return '.';
    switch (error->kind) {
    case Error::Kind::Offline: return 'O';
    case Error::Kind::Timeout: return 'T';
    case Error::Kind::Server: return 'S';
    case Error::Kind::Malformed: return 'M';
    case Error::Kind::Rejected: return 'R';
    case Error::Kind::Untrusted: return 'U';
    default: return 'X';
    }
}

void FaultTally::count(const QByteArray &trouble, const QString &operation, Outcome outcome)
{
    if (!m_troubles.contains(trouble))
        m_troubles.append(trouble);
    m_rows[operation][trouble] = outcome;
}

void FaultTally::print() const
{
    QTextStream out(stdout);
    std::map<QByteArray, std::map<char, int>> counted;
    out << "\nOperations (lines) and troubles (columns):\n";
    for (const auto &[operation, row] : m_rows) {
        out << operation.leftJustified(28);
        for (const QByteArray &trouble : m_troubles) {
            const auto cell = row.find(trouble);
            const char letter = cell == row.end() || cell->second == 0 ? ' ' : cell->second;
            out << letter;
            ++counted[trouble][letter];
        }
        out << "|\n";
    }
    std::map<char, int> sums;
    for (qsizetype i = 0; i < m_troubles.size(); ++i) {
        out << QString::number(i + 1).rightJustified(3) << ' ' << QString::fromLatin1(m_troubles[i]).leftJustified(44);
        for (const auto &[letter, count] : counted[m_troubles[i]]) {
            out << ' ' << (letter == ' ' ? '-' : letter) << ' ' << count;
            sums[letter] += count;
        }
        out << '\n';
    }
    for (const auto &[letter, meaning] : letters) {
        if (sums.contains(letter))
            out << (letter == ' ' ? '-' : letter) << ' ' << meaning << ": " << sums[letter] << '\n';
    }
}

#pragma once

#include <QString>

#include <vector>

/// Real text for the benchmarks: the HTML documentation of Python, SQLite and PostgreSQL as tests/benchmarks/corpus unpacks it, cut at
/// its headings. Beyond its own size it goes on with variations, so that any number of chunks can be had and each is another text.
class DocCorpus
{
public:
    struct Piece {
        QString html;
        /// What a reader sees of it.
        QString text;
        /// "python", "sqlite" or "postgresql"
        QString source;
    };

    /// Ends the program with a sentence where the folder holds no documentation.
    explicit DocCorpus(const QString &folder);

    /// The chunks that are no variation.
    qint64 size() const { return qint64(m_pieces.size()); }
    /// The same for the same number in every run.
    Piece piece(qint64 number) const;

private:
    std::vector<Piece> m_pieces;
};

#pragma once

#include "app/localserver/hitsource.h"

#include <memory>

class Database;

/// The hits of two sources as one list, by the places they have in each: reciprocal rank fusion. Scores of words (BM25) have no upper end
/// and scores of vectors no common scale with them, so that any weighted sum would need a tuning for each dataset; places need none.
/// Source: Cormack, Clarke, Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual rank learning methods", SIGIR 2009,
/// whose constant 60 is taken too. A chunk that is first in both has the score 1.
class FusedHits : public HitSource
{
public:
    FusedHits(Database &database, std::unique_ptr<HitSource> first, std::unique_ptr<HitSource> second);

    QList<Hit> best(qint64 most, double threshold) const override;
    /// Without a threshold as many as the source with more hits has.
    qint64 count(qint64 most, double threshold) const override;
    QList<Hit> sorted(const SortColumn &column, qint64 most, double threshold) const override;

private:
    Database &m_database;
    const std::unique_ptr<HitSource> m_first;
    const std::unique_ptr<HitSource> m_second;
};

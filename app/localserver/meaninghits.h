#pragma once

#include "app/localserver/filter.h"
#include "app/localserver/hitsource.h"
#include "app/localserver/meaning.h"

class Database;
class VectorGraph;
struct DatasetRow;

/// Hits whose vectors are near that of the query. Small datasets, small parts of large ones and what the graph does not hold yet are
/// scanned, which is exact; for the rest the graph names candidates, which are measured exactly. Every chunk with a vector is a hit.
class MeaningHits : public HitSource
{
public:
    /// Only chunks that fulfil the condition. The meaning must outlive this.
    MeaningHits(Database &database, const DatasetRow &dataset, const Meaning &meaning, SqlCondition where);

    /// Thresholds are as clients see scores: for euclidean and manhattan the largest distance. 0 means none.
    QList<Hit> best(qint64 most, double threshold) const override;
    qint64 count(qint64 most, double threshold) const override;
    /// Of the thousand best: in a way every chunk is a hit.
    QList<Hit> sorted(const SortColumn &column, qint64 most, double threshold) const override;

private:
    /// All that are stamped later.
    QList<Hit> scan(qint64 after, qint64 most) const;
    /// Nothing where the graph is of no use for this condition.
    std::optional<QList<Hit>> candidates(const VectorGraph &graph, qint64 most) const;
    std::optional<Hit> measured(qint64 stamp) const;
    double similarity(QByteArrayView blob) const;
    Statement prepared(const QByteArray &select, const QByteArray &after, qint64 stamp) const;
    bool isNarrow() const;
    double lowest(double threshold) const;

    Database &m_database;
    const qint64 m_dataset;
    const Meaning &m_meaning;
    const SqlCondition m_where;
    qint64 m_base = 0;
};

#pragma once

#include "app/localserver/filter.h"
#include "app/localserver/hitsource.h"
#include "app/localserver/searchorder.h"
#include "app/localserver/searchquery.h"

class Database;
struct DatasetRow;

/// Hits from the full-text index of a dataset. All words of the query are looked for first; where few chunks have them all, any of
/// them will do. Scores are BM25: FTS5's own, or with the dataset's settings where the order asks for bm25.
class FullTextHits : public HitSource
{
public:
    /// Only chunks that fulfil the condition.
    FullTextHits(
        Database &database, const DatasetRow &dataset, const SearchOrder &order, const SearchQuery &query, const SqlCondition &where);

    QList<Hit> best(qint64 most, double threshold) const override;
    qint64 count(qint64 most, double threshold) const override;
    QList<Hit> sorted(const SortColumn &column, qint64 most, double threshold) const override;

private:
    void weigh(const Json &configuration, const QList<double> &weights);
    Statement prepared(const QByteArray &before, const QByteArray &after) const;
    qint64 matches(qint64 most) const;

    Database &m_database;
    const QByteArray m_table;
    QByteArray m_score;
    QList<SqlValue> m_scoreValues;
    QByteArray m_where;
    QList<SqlValue> m_values;
    /// Empty where nothing can match.
    QByteArray m_expression;
    /// A threshold and how many hits score no less, once best() has seen them.
    mutable std::optional<std::pair<double, qint64>> m_counted;
};

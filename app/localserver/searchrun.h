#pragma once

#include "app/localserver/chunksearch.h"
#include "app/localserver/datasetrow.h"
#include "app/localserver/hitsource.h"
#include "app/localserver/searchquery.h"

#include <memory>

/// One search in a dataset: what the searches for chunks and those for groups have in common. Lives within one read, in one
/// thread; database, dataset and order must outlive it.
class SearchRun
{
public:
    SearchRun(Database &database, const DatasetRow &dataset, const SearchOrder &order, const SqlCondition &scope);

    /// The query as it was understood, where that is not how it was written.
    const std::optional<QString> &correctedQuery() const { return m_corrected; }
    /// Everything that matches.
    std::unique_ptr<HitSource> hits() const { return source(m_order, m_query, m_where); }
    /// The hits in the order that was asked for, at least all up to that number.
    QList<Hit> ordered(const HitSource &hits, qint64 end) const;
    /// How many hits a count goes up to: the dataset's MAX_LIMIT.
    qint64 mostCounted() const;
    /// The chunks of hits, marked where the order wants it.
    QList<FoundChunk> chunks(const QList<Hit> &hits) const;

private:
    std::unique_ptr<HitSource> source(const SearchOrder &order, const SearchQuery &query, const SqlCondition &where) const;
    SearchQuery read(const SearchOrder &order);
    QList<Hit> secondLook(const QList<Hit> &hits) const;

    Database &m_database;
    const DatasetRow &m_dataset;
    const SearchOrder &m_order;
    const WordCutter m_cutter;
    std::optional<QString> m_corrected;
    const SearchQuery m_query;
    const SqlCondition m_where;
};

/// Runs a search with the time that any search has. Refusal 408 when that is over, or when nobody waits for it any more.
void searchInTime(Database &database, const std::function<bool()> &isWanted, const std::function<void()> &search);

#pragma once

#include "app/localserver/filter.h"
#include "app/localserver/searchorder.h"

#include <functional>

class Database;
struct DatasetRow;

/// A chunk that was found.
struct FoundChunk {
    ChunkRow row;
    /// Its chunk_html with marks around the words of the query; as it is where the order wants no marks.
    std::optional<QString> markedHtml;
    /// More is better, unless the dataset's measure is a distance: BM25, the nearness of vectors or both fused, times the weights.
    double score = 0;
    QStringList highlights;

    /// The chunk as an answer to the search shows it: marked.
    Json toJson(const QString &datasetId, bool v1, ChunkRow::Shape shape) const;
    /// ScoreChunk or, with v1, ScoreChunkDTO.
    Json hitJson(const QString &datasetId, bool v1, ChunkRow::Shape shape) const;
};

struct FoundChunks {
    QList<FoundChunk> chunks;
    /// 0 where the order did not want it.
    qint64 totalPages = 0;
    /// The query as it was understood, where typos in it were put right.
    std::optional<QString> correctedQuery;
};

/// Looks a page of chunks up.
/// The scope goes beside the order's filters: a group, for example. Refusal 400 for a filter that is none, 408 when it takes too
/// long. isWanted is asked now and then; when nobody waits any more the search ends with a Refusal too.
FoundChunks searchChunks(Database &database, const DatasetRow &dataset, const SearchOrder &order, const SqlCondition &scope = {},
    const std::function<bool()> &isWanted = {});

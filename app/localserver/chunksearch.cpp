#include "app/localserver/chunksearch.h"

#include "app/localserver/searchrun.h"
#include "app/localserver/wire.h"

Json FoundChunk::toJson(const QString &datasetId, bool v1, ChunkRow::Shape shape) const
{
    ChunkRow marked = row;
    marked.chunkHtml = markedHtml;
    return marked.toJson(datasetId, v1, shape);
}

Json FoundChunk::hitJson(const QString &datasetId, bool v1, ChunkRow::Shape shape) const
{
    const Json chunk = toJson(datasetId, v1, shape);
    Json json;
    if (v1)
        json.set(u"metadata", Json::array({chunk}));
    else
        json.set(u"chunk", chunk);
    json.set(u"highlights", Json::strings(highlights));
    json.set(u"score", score);
    return json;
}

FoundChunks searchChunks(Database &database, const DatasetRow &dataset, const SearchOrder &order, const SqlCondition &scope,
    const std::function<bool()> &isWanted)
{
    FoundChunks found;
    searchInTime(database, isWanted, [&] {
        const SearchRun run(database, dataset, order, scope);
        found.correctedQuery = run.correctedQuery();
        if (order.pageSize == 0)
            return;
        const auto hits = run.hits();
        const qint64 begin = (order.page - 1) * order.pageSize;
        found.chunks = run.chunks(run.ordered(*hits, begin + order.pageSize).mid(begin, order.pageSize));
        if (order.wantsTotal)
            found.totalPages = wire::pages(hits->count(run.mostCounted(), order.scoreThreshold), order.pageSize);
    });
    return found;
}

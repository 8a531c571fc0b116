#include "app/localserver/suggestionroutes.h"

#include "app/localserver/chunksearch.h"
#include "app/localserver/database.h"
#include "app/localserver/datasetrow.h"
#include "app/localserver/router.h"
#include "app/localserver/store.h"
#include "app/localserver/suggestions.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace
{

/// Source: the description of "query".
constexpr qint64 readChunks = 10;
/// Without a query, so many from all over the dataset.
constexpr qint64 sampledChunks = 40;

/// From the whole of the dataset, so that not only what came in first is suggested.
QList<ChunkRow> sample(Database &database, const DatasetRow &dataset, const Json &filters)
{
    const SqlCondition where = chunkCondition(filters, dataset.key);
    QList<ChunkRow> chunks;
    QSet<qint64> known;
    auto bounds = database.prepare("SELECT min(key), max(key) FROM chunks WHERE dataset = ?");
    bounds.bind(dataset.key).step();
    const qint64 first = bounds.integer(0);
    const qint64 span = bounds.integer(1) - first + 1;
    auto row = database.prepare(QByteArrayLiteral("SELECT ") + ChunkRow::columns
        + " FROM chunks WHERE chunks.dataset = ? AND chunks.key >= ? AND " + where.sql + " ORDER BY chunks.key LIMIT 1");
    for (qint64 i = 0; i < sampledChunks; ++i) {
        row.reset();
        row.bind(dataset.key, first + span / sampledChunks * i + span % sampledChunks * i / sampledChunks).bindAll(where.values);
        if (row.step() && !known.contains(row.integer(0))) {
            known.insert(row.integer(0));
            chunks.append(ChunkRow::fromRow(row));
        }
    }
    return chunks;
}

QList<ChunkRow> chunksFor(Database &database, const DatasetRow &dataset, const SuggestionOrder &order)
{
    if (order.search.queries.isEmpty())
        return sample(database, dataset, order.search.filters);
    SearchOrder search = order.search;
    search.pageSize = readChunks;
    search.highlight.isOn = false;
    QList<ChunkRow> chunks;
    const FoundChunks found = searchChunks(database, dataset, search);
    for (const FoundChunk &chunk : found.chunks)
        chunks.append(chunk.row);
    return chunks;
}

Response suggest(const Request &request, Store &store)
{
    const SuggestionOrder order = SuggestionOrder::fromJson(request.json());
    DatasetRow dataset;
    QList<ChunkRow> chunks;
    store.read([&](Database &database) {
        dataset = currentDataset(database, *request.dataset);
        chunks = chunksFor(database, dataset, order);
    });
    const LlmEndpoint endpoint = configuredModel(dataset, {});
    if (endpoint.baseUrl.isEmpty() || chunks.isEmpty())
        return Response::json(Json::object({{u"queries", Json::strings(suggestionsFrom(chunks, order))}}));
    QString text;
    const auto result = LlmClient(endpoint).complete(
        suggestionRequest(dataset, chunks, order),
        [&](const QString &piece) {
            text += piece;
            return true;
        },
        [&store] { return !store.isStopping(); });
    if (!result)
        return Response::error(400, u"Bad response from LLM server provider: "_s + result.error().message);
    return Response::json(Json::object({{u"queries", Json::strings(suggestionsIn(text, order.count))}}));
}

}

void addSuggestionRoutes(Router &router, Store &store)
{
    router.add("POST", u"/api/chunk/suggestions", {Scope::Dataset, Role::Read}, [&store](const Request &request) { return suggest(request, store); });
}

#include "app/api/chunkcalls.h"

#include "app/api/decoding.h"
#include "app/values/jsonfields.h"

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostChunksAtOnce = 120;

Json bodies(const QList<ChunkPatch> &chunks)
{
    QList<Json> list;
    list.reserve(chunks.size());
    for (const ChunkPatch &chunk : chunks)
        list.append(chunk.toCreateJson());
    return Json::array(std::move(list));
}

QString trackingIdOf(const ChunkPatch &chunk)
{
    return chunk.trackingId.value().value_or(QString());
}

bool areUpserts(const QList<ChunkPatch> &chunks)
{
    return std::all_of(chunks.begin(), chunks.end(),
        [](const ChunkPatch &chunk) { return chunk.upsertByTrackingId.value().value_or(false) && !trackingIdOf(chunk).isEmpty(); });
}

}

Call<QList<Chunk>> ChunkCalls::scroll(const DatasetId &dataset, const ScrollRequest &request) const
{
    return call<QList<Chunk>>(ApiRequest::read({u"chunks"_s, u"scroll"_s}).in(dataset).with(request.toJson()),
        [](const Json &json) { return decoding::list<Chunk>(json, u"chunks"); });
}

Call<SearchResults> ChunkCalls::search(const DatasetId &dataset, const SearchRequest &request) const
{
    if (request.query.isEmpty())
        return refused<SearchResults>(decoding::emptyQuery());
    return call<SearchResults>(ApiRequest::read({u"chunk"_s, u"search"_s}).in(dataset).with(request.toJson()), SearchResults::fromJson);
}

Call<SearchResults> ChunkCalls::autocomplete(const DatasetId &dataset, const AutocompleteRequest &request) const
{
    if (request.query.isEmpty())
        return refused<SearchResults>(decoding::emptyQuery());
    return call<SearchResults>(ApiRequest::read({u"chunk"_s, u"autocomplete"_s}).in(dataset).with(request.toJson()), SearchResults::fromJson);
}

Call<SearchResults> ChunkCalls::recommend(const DatasetId &dataset, const ChunkRecommendation &request) const
{
    return call<SearchResults>(ApiRequest::read({u"chunk"_s, u"recommend"_s}).in(dataset).with(request.toJson()), SearchResults::fromJson);
}

Call<qint64> ChunkCalls::count(const DatasetId &dataset, const CountRequest &request) const
{
    if (request.query.isEmpty())
        return refused<qint64>(decoding::emptyQuery());
    return call<qint64>(ApiRequest::read({u"chunk"_s, u"count"_s}).in(dataset).with(request.toJson()), decoding::count);
}

Call<QStringList> ChunkCalls::suggestions(const DatasetId &dataset, const SuggestionsRequest &request) const
{
    return call<QStringList>(ApiRequest::read({u"chunk"_s, u"suggestions"_s}).in(dataset).with(request.toJson()).askingTheModel(), decoding::suggestions);
}

Call<Chunk> ChunkCalls::chunk(const DatasetId &dataset, const ChunkId &id) const
{
    return call<Chunk>(ApiRequest::get({u"chunk"_s, id.text()}).in(dataset), Chunk::fromJson);
}

Call<Chunk> ChunkCalls::chunkByTrackingId(const DatasetId &dataset, const QString &trackingId) const
{
    return call<Chunk>(ApiRequest::get({u"chunk"_s, u"tracking_id"_s, trackingId}).in(dataset), Chunk::fromJson);
}

Call<QList<Chunk>> ChunkCalls::chunks(const DatasetId &dataset, const QList<ChunkId> &ids) const
{
    return call<QList<Chunk>>(ApiRequest::read({u"chunks"_s}).in(dataset).with(Json::object({{u"ids", jsonfields::idList(ids)}})),
        [](const Json &json) { return decoding::list<Chunk>(json, u"chunks"); });
}

Call<QList<Chunk>> ChunkCalls::chunksByTrackingIds(const DatasetId &dataset, const QStringList &trackingIds) const
{
    const Json body = Json::object({{u"tracking_ids", Json::strings(trackingIds)}});
    return call<QList<Chunk>>(ApiRequest::read({u"chunks"_s, u"tracking"_s}).in(dataset).with(body),
        [](const Json &json) { return decoding::list<Chunk>(json, u"chunks"); });
}

Call<QueuedChunks> ChunkCalls::createChunks(const DatasetId &dataset, const QList<ChunkPatch> &chunks) const
{
    if (chunks.size() > mostChunksAtOnce)
        return refused<QueuedChunks>(decoding::tooMany(chunks.size(), mostChunksAtOnce, u"chunks"_s));
    const Json body = chunks.size() == 1 ? chunks.first().toCreateJson() : bodies(chunks);
    ApiRequest request = ApiRequest::post({u"chunk"_s}).in(dataset).with(body);
    if (areUpserts(chunks))
        request = std::move(request).repeatable();
    else if (chunks.size() == 1 && !trackingIdOf(chunks.first()).isEmpty())
        request = std::move(request).unlessFoundBy(ApiRequest::get({u"chunk"_s, u"tracking_id"_s, trackingIdOf(chunks.first())}).in(dataset));
    return call<QueuedChunks>(request, QueuedChunks::fromJson,
        [](const Json &found) { return QueuedChunks::fromJson(Json::object({{u"chunk_metadata", found}})); });
}

Call<void> ChunkCalls::updateChunk(const DatasetId &dataset, const ChunkId &id, const ChunkPatch &patch) const
{
    return call(ApiRequest::put({u"chunk"_s}).in(dataset).with(patch.toUpdateJson(id)));
}

Call<void> ChunkCalls::deleteChunk(const DatasetId &dataset, const ChunkId &id) const
{
    return call(ApiRequest::remove({u"chunk"_s, id.text()}).in(dataset));
}

Call<void> ChunkCalls::deleteChunkByTrackingId(const DatasetId &dataset, const QString &trackingId) const
{
    return call(ApiRequest::remove({u"chunk"_s, u"tracking_id"_s, trackingId}).in(dataset));
}

Call<void> ChunkCalls::deleteChunks(const DatasetId &dataset, const Filter &filter) const
{
    if (filter.isEmpty())
        return refused<void>(u"The filter is empty, and would delete every chunk of the dataset. Say which chunks to delete."_s);
    return call(ApiRequest::remove({u"chunk"_s}).in(dataset).with(Json::object({{u"filter", filter.toJson()}})));
}

StreamCall ChunkCalls::generate(const DatasetId &dataset, const GenerateRequest &request) const
{
    if (const auto fault = request.fault())
        return refusedStream(*fault);
    return stream(ApiRequest::post({u"chunk"_s, u"generate"_s}).in(dataset).with(request.toJson()));
}

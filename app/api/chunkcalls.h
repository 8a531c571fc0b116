#pragma once

#include "app/api/dispatcher.h"
#include "app/values/answerrequests.h"
#include "app/values/chunkpatch.h"
#include "app/values/recommendation.h"
#include "app/values/requests.h"

/// The operations on chunks, part of ApiClient.
class ChunkCalls : public virtual Dispatcher
{
public:
    Call<QList<Chunk>> scroll(const DatasetId &dataset, const ScrollRequest &request) const;
    Call<SearchResults> search(const DatasetId &dataset, const SearchRequest &request) const;
    Call<SearchResults> autocomplete(const DatasetId &dataset, const AutocompleteRequest &request) const;
    Call<SearchResults> recommend(const DatasetId &dataset, const ChunkRecommendation &request) const;
    Call<qint64> count(const DatasetId &dataset, const CountRequest &request) const;
    /// Asks a language model, within the server's shortest limit.
    Call<QStringList> suggestions(const DatasetId &dataset, const SuggestionsRequest &request) const;

    Call<Chunk> chunk(const DatasetId &dataset, const ChunkId &id) const;
    Call<Chunk> chunkByTrackingId(const DatasetId &dataset, const QString &trackingId) const;
    /// In an order of the server's own; what does not exist is absent. One that is being taken in makes the whole answer a 404.
    Call<QList<Chunk>> chunks(const DatasetId &dataset, const QList<ChunkId> &ids) const;
    /// The same by tracking id, whatever signs it holds.
    Call<QList<Chunk>> chunksByTrackingIds(const DatasetId &dataset, const QStringList &trackingIds) const;

    /// At most 120 at once. The answer means "accepted": indexing comes later. Its ids may be of nothing, and it may name fewer
    /// chunks than were taken: what was created is found again by its tracking id.
    Call<QueuedChunks> createChunks(const DatasetId &dataset, const QList<ChunkPatch> &chunks) const;
    /// 204 means "queued": the change is true when the chunk read back says so.
    Call<void> updateChunk(const DatasetId &dataset, const ChunkId &id, const ChunkPatch &patch) const;
    /// 204 also where there was none such.
    Call<void> deleteChunk(const DatasetId &dataset, const ChunkId &id) const;
    Call<void> deleteChunkByTrackingId(const DatasetId &dataset, const QString &trackingId) const;
    /// Deletes all that the filter finds; 204 means "queued", and no event follows. Refused for an empty filter, which would empty
    /// the dataset: for that there is clearDataset.
    Call<void> deleteChunks(const DatasetId &dataset, const Filter &filter) const;

    /// An answer over given chunks, in a stream or, where the request says so, whole. Refused where the request has a fault.
    StreamCall generate(const DatasetId &dataset, const GenerateRequest &request) const;

protected:
    ChunkCalls() = default;
};

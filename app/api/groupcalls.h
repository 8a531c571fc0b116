#pragma once

#include "app/api/dispatcher.h"
#include "app/values/grouppages.h"
#include "app/values/groupsearch.h"
#include "app/values/recommendation.h"
#include "app/values/requests.h"

/// The operations on chunk groups, part of ApiClient.
class GroupCalls : public virtual Dispatcher
{
public:
    /// Pages count from 1 and hold ten, in the order of random ids.
    Call<GroupPage> groups(const DatasetId &dataset, int page) const;
    /// The same by cursor: from the beginning, or from a page's next.
    Call<GroupPage> groupsFrom(const DatasetId &dataset, const std::optional<ChunkGroupId> &next) const;
    Call<ChunkGroup> group(const DatasetId &dataset, const ChunkGroupId &id) const;
    Call<ChunkGroup> groupByTrackingId(const DatasetId &dataset, const QString &trackingId) const;
    /// At most 1,000 at once. Looks for the answered id nowhere, and that may be of nothing: a server answers 200 with an invented group
    /// where a tracking id was taken. Whoever creates with a tracking id looks with groupByTrackingId.
    Call<QList<ChunkGroup>> createGroups(const DatasetId &dataset, const QList<NewChunkGroup> &groups) const;
    Call<void> updateGroup(const DatasetId &dataset, const ChunkGroup &original, const ChunkGroupPatch &patch) const;
    /// deleteChunks deletes its chunks, too, also those that are in other groups.
    Call<void> deleteGroup(const DatasetId &dataset, const ChunkGroupId &id, bool deleteChunks) const;
    Call<void> deleteGroupByTrackingId(const DatasetId &dataset, const QString &trackingId, bool deleteChunks) const;

    /// The number of chunks in a group; it can lag.
    Call<qint64> groupChunkCount(const DatasetId &dataset, const AnyChunkGroupId &group) const;
    /// Pages count from 1 and hold ten.
    Call<GroupChunksPage> groupChunks(const DatasetId &dataset, const ChunkGroupId &group, int page) const;
    Call<GroupChunksPage> groupChunksByTrackingId(const DatasetId &dataset, const QString &trackingId, int page) const;
    Call<void> addToGroup(const DatasetId &dataset, const ChunkGroupId &group, const AnyChunkId &chunk) const;
    Call<void> addToGroupByTrackingId(const DatasetId &dataset, const QString &trackingId, const AnyChunkId &chunk) const;
    Call<void> removeFromGroup(const DatasetId &dataset, const ChunkGroupId &group, const ChunkId &chunk) const;
    /// Chunks that are in no group are absent from the answer.
    Call<QList<ChunkMembership>> groupsOfChunks(const DatasetId &dataset, const QList<ChunkId> &chunks) const;
    Call<QList<ChunkMembership>> groupsOfChunksByTrackingIds(const DatasetId &dataset, const QStringList &trackingIds) const;

    /// Groups as results, each with its best chunks.
    Call<GroupSearchResults> searchGroups(const DatasetId &dataset, const GroupSearchRequest &request) const;
    Call<GroupSearchResults> autocompleteGroups(const DatasetId &dataset, const GroupAutocompleteRequest &request) const;
    /// Within one group.
    Call<SearchResults> searchInGroup(const DatasetId &dataset, const AnyChunkGroupId &group, const SearchRequest &request) const;
    Call<GroupSearchResults> recommendGroups(const DatasetId &dataset, const GroupRecommendation &request) const;

protected:
    GroupCalls() = default;
};

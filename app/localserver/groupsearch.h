#pragma once

#include "app/localserver/chunksearch.h"
#include "app/localserver/grouprow.h"

/// A group that was found, with the best of its chunks, best first.
struct FoundGroup {
    GroupRow row;
    QList<FoundChunk> chunks;

    /// SearchOverGroupsResults or, with v1, GroupScoreChunk.
    Json toJson(const QString &datasetId, bool v1, ChunkRow::Shape shape) const;
};

struct FoundGroups {
    QList<FoundGroup> groups;
    /// 0 where the order did not want it.
    qint64 totalPages = 0;
    std::optional<QString> correctedQuery;

    /// All of their chunks, each once.
    FoundChunks chunks() const;
};

class GroupGathering;
class SearchRun;

/// The groups of these keys with their gathered chunks.
QList<FoundGroup> groupsOf(Database &database, const SearchRun &run, const GroupGathering &gathering, const QList<qint64> &keys);

/// Looks a page of groups up; a group is as good as the best of its chunks. Looks at no more hits than the dataset's MAX_LIMIT. The
/// rest as searchChunks().
FoundGroups searchGroups(Database &database, const DatasetRow &dataset, const SearchOrder &order, const SqlCondition &scope = {},
    const std::function<bool()> &isWanted = {});

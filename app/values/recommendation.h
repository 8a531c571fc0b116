#pragma once

#include "app/values/filter.h"

/// What is to be near and what far, for chunks that are like others. At least one of the lists of likes is not empty.
/// Source: RecommendChunksRequest.
struct ChunkRecommendation {
    QList<ChunkId> likeChunks;
    QList<ChunkId> unlikeChunks;
    QStringList likeTrackingIds;
    QStringList unlikeTrackingIds;
    /// semantic, fulltext or bm25; average_vector or best_score.
    std::optional<QString> type;
    std::optional<QString> strategy;
    int limit = 10;
    Filter filter;
    /// Without their text. Servers answer that with a bare list and status 206.
    bool slim = false;
    /// For analytics.
    std::optional<QString> userId;
    Metadata metadata;

    Json toJson() const;
};

/// The same of groups. Source: RecommendGroupsReqPayload.
struct GroupRecommendation {
    QList<ChunkGroupId> likeGroups;
    QList<ChunkGroupId> unlikeGroups;
    QStringList likeTrackingIds;
    QStringList unlikeTrackingIds;
    std::optional<QString> type;
    std::optional<QString> strategy;
    int limit = 10;
    /// Chunks of each group at most.
    int groupSize = 3;
    Filter filter;
    /// Without their text.
    bool slim = false;
    std::optional<QString> userId;
    Metadata metadata;

    Json toJson() const;
};

#pragma once

#include "app/localserver/chunkrow.h"

/// What a client wants more of. Sources: RecommendChunksRequest, RecommendGroupsReqPayload.
struct RecommendOrder {
    enum class What { Chunks, Groups };
    enum class Strategy {
        Average, ///< Like all of them together.
        Best, ///< Like any one of them.
    };

    What what = What::Chunks;
    /// Of chunks or groups.
    QStringList likeIds;
    QStringList likeTrackingIds;
    QStringList unlikeIds;
    QStringList unlikeTrackingIds;
    Strategy strategy = Strategy::Average;
    /// By vectors, where the examples have some; else by words.
    bool isByMeaning = true;
    qint64 limit = 10;
    qint64 groupSize = 3;
    Json filters;
    ChunkRow::Shape shape = ChunkRow::Shape::Full;

    /// Refusal 400, naming the field.
    static RecommendOrder fromJson(const Json &body, What what);
};

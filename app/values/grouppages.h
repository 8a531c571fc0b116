#pragma once

#include "app/values/chunk.h"
#include "app/values/chunkgroup.h"

/// The groups of one chunk, from POST /api/chunk_group/chunks.
struct ChunkMembership {
    ChunkId chunk;
    QList<SlimGroup> groups;

    static Result<ChunkMembership> fromJson(const Json &json);
};

/// A page of groups, from GET /api/dataset/groups/{id}/{page}.
struct GroupPage {
    QList<ChunkGroup> groups;
    /// Each page but the last holds ten. 0 where pages go by cursor.
    int totalPages = 0;
    /// Where the next page begins, where pages go by cursor; nothing on the last one.
    std::optional<ChunkGroupId> next;

    static Result<GroupPage> fromJson(const Json &json);
};

/// A page of a group's chunks, from GET /api/chunk_group/{group}/{page}.
struct GroupChunksPage {
    std::optional<ChunkGroup> group;
    QList<Chunk> chunks;
    int totalPages = 0;

    static Result<GroupChunksPage> fromJson(const Json &json);
};

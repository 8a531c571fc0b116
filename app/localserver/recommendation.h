#pragma once

#include "app/localserver/groupsearch.h"
#include "app/localserver/recommendorder.h"

class Store;

/// Chunks like the positive ones and unlike the negative ones, none of these among them: near by their vectors, or with the same words where
/// that is wanted or the positive ones have no vectors. Within a read. Refusal 404 for a chunk that does not
/// exist, else as searchChunks().
QList<FoundChunk> recommendedChunks(Database &database, Store &store, const DatasetRow &dataset, const RecommendOrder &order);
/// Groups with chunks like those of the positive groups; the same in all else.
QList<FoundGroup> recommendedGroups(Database &database, Store &store, const DatasetRow &dataset, const RecommendOrder &order);

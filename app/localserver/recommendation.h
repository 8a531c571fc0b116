#pragma once

#include "app/localserver/groupsearch.h"
#include "app/localserver/recommendorder.h"

/// Chunks like the positive ones and unlike the negative ones, none of these among them. Refusal 404 for a chunk that does not
/// exist, else as searchChunks().
QList<FoundChunk> recommendedChunks(Database &database, const DatasetRow &dataset, const RecommendOrder &order);
/// Groups with chunks like those of the positive groups; the same in all else.
QList<FoundGroup> recommendedGroups(Database &database, const DatasetRow &dataset, const RecommendOrder &order);

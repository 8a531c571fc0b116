#pragma once

#include "app/localserver/filter.h"

class Database;
class Store;

/// The deletion of many chunks at once. Which ones is written down in one write; they go in steps, over restarts too, so that others get
/// to write in between and none is forgotten when the server is killed. A chunk that is written again before its turn stays.
namespace chunkdeletion {

/// Within a write: all chunks of the dataset that meet the condition, as they are now.
void begin(Database &database, qint64 datasetKey, const SqlCondition &condition);
/// Within a write: all chunks of a group.
void beginGroup(Database &database, qint64 datasetKey, qint64 groupKey);
/// Does the next step of any deletion; false when there was nothing to do.
bool continueSome(Store &store);
/// Goes on until nothing of that dataset is left to delete, or the server stops.
void finish(Store &store, qint64 datasetKey);

}

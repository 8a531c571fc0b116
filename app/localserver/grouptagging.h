#pragma once

#include <QtGlobal>

class Database;
class Store;

/// Gives the tags of a group to the chunks in it. Which tags is written down in one write; the chunks get theirs in steps, over restarts too, so
/// that others get to write in between and none is forgotten when the server is killed. A group that is deleted meanwhile ends it.
namespace grouptagging {

/// Within a write: the tags that the group has now, for the chunks that are in it when their turn comes.
void begin(Database &database, qint64 datasetKey, qint64 groupKey);
/// Does the next step of any tagging; false when there was nothing to do. Changed chunks go into the index queue.
bool continueSome(Store &store);
/// Goes on until nothing of that dataset is left to tag, or the server stops.
void finish(Store &store, qint64 datasetKey);

}

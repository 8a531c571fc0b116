#pragma once

#include <QtGlobal>

class Database;
class Store;

/// Copies the groups, chunks, tags and memberships of one dataset into another. What is to be copied is written down within the write that
/// makes the new dataset; the copying itself goes on in steps, over restarts too, so that others get to write in between. A chunk that
/// is changed or deleted before its turn is copied as it is then, or not at all; one that is added later is not copied.
namespace datasetcopy {

/// Within a write. The keys are those of the datasets.
void begin(Database &database, qint64 source, qint64 copy);
/// Within a write: ends what is on its way into that dataset, because it is cleared or deleted.
void abandon(Database &database, qint64 copy);
/// Does the next step of any copy; false when there was nothing to do. For the indexer, which finds the copied chunks in its queue.
bool continueSome(Store &store);
/// Whether something is on its way into that dataset.
bool isUnderWay(Database &database, qint64 copy);
/// How many chunks are still to come into that dataset.
qint64 remaining(Database &database, qint64 copy);

}

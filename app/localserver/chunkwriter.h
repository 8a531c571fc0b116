#pragma once

#include "app/localserver/chunkinput.h"
#include "app/localserver/datasetrow.h"

class Database;
class Store;

/// Writes chunks of one dataset with everything that hangs on them (tags, memberships, their place in the index queue) inside a running
/// write transaction. Lives inside the function given to Store::write; tell Store::noteQueuedChunks() after it.
class ChunkWriter
{
public:
    ChunkWriter(Database &database, Store &store, const DatasetRow &dataset);

    /// A new chunk; the row gets its key.
    void insert(ChunkRow &row, const ChunkInput &input);
    /// Everything of an existing one; the old tags are those it had so far.
    void update(const ChunkRow &row, const QStringList &oldTags, const ChunkInput &input);
    void remove(const QList<ChunkRow> &rows);

    /// The keys of the groups that the input names; unknown ids are a Refusal 400, unknown tracking ids make a group when allowed, or a
    /// Refusal 400 otherwise.
    QList<qint64> groups(const ChunkInput &input, const QString &place, bool mayCreate);
    void join(qint64 chunkKey, const QList<qint64> &groupKeys);
    /// Leaves all groups but these.
    void joinOnly(qint64 chunkKey, const QList<qint64> &groupKeys);

private:
    void writeTags(const ChunkRow &row);
    void removeTags(qint64 chunkKey, const QStringList &tags);
    void enqueue(qint64 chunkKey, bool urgent, bool isNew);
    qint64 newGroup(const QString &trackingId);

    Database &m_database;
    Store &m_store;
    qint64 m_dataset;
};

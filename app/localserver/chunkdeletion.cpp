#include "app/localserver/chunkdeletion.h"

#include "app/localserver/chunkwriter.h"
#include "app/localserver/eventlog.h"
#include "app/localserver/store.h"

namespace chunkdeletion {

namespace {

// So many go in one write.
constexpr int stepSize = 200;

// False when nothing is left.
bool step(Database &database, Store &store, qint64 datasetKey)
{
    auto found = database.prepare(QByteArrayLiteral("SELECT ") + ChunkRow::columns
        + " FROM doomed_chunks JOIN chunks ON chunks.key = doomed_chunks.chunk WHERE doomed_chunks.dataset = ? LIMIT ?");
    found.bind(datasetKey, stepSize);
    QList<ChunkRow> rows;
    while (found.step())
        rows.append(ChunkRow::fromRow(found));
    found.reset();
    if (rows.isEmpty())
        return false;
    DatasetRow dataset;
    dataset.key = datasetKey;
    ChunkWriter(database, store, dataset).remove(rows);
    auto left = database.prepare("SELECT 1 FROM doomed_chunks WHERE dataset = ? LIMIT 1");
    if (left.bind(datasetKey).step())
        return true;
    eventlog::note(database, datasetKey, "bulk_chunks_deleted", Json::object({{u"message", u"The chunks that were to be deleted are gone"}}));
    return false;
}

}

void begin(Database &database, qint64 datasetKey, const SqlCondition &condition)
{
    // A plus keeps SQLite from going through the dataset where the condition names the chunks.
    const QByteArray dataset = condition.namesChunks ? "+chunks.dataset" : "chunks.dataset";
    database
        .prepare("INSERT OR IGNORE INTO doomed_chunks(chunk, dataset) SELECT chunks.key, chunks.dataset FROM chunks WHERE " + dataset
            + " = ? AND " + condition.sql)
        .bind(datasetKey)
        .bindAll(condition.values)
        .run();
}

void beginGroup(Database &database, qint64 datasetKey, qint64 groupKey)
{
    database.prepare("INSERT OR IGNORE INTO doomed_chunks(chunk, dataset) SELECT chunk, ? FROM group_members WHERE chunk_group = ?")
        .bind(datasetKey, groupKey)
        .run();
}

bool continueSome(Store &store)
{
    const qint64 dataset = store.read([](Database &database) { return database.integer("SELECT dataset FROM doomed_chunks LIMIT 1"); });
    if (dataset == 0)
        return false;
    store.write([&](Database &database) { (void)step(database, store, dataset); });
    return true;
}

void finish(Store &store, qint64 datasetKey)
{
    while (!store.isStopping() && store.write([&](Database &database) { return step(database, store, datasetKey); })) { }
}

}

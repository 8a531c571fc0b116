#include "app/localserver/datasetcopy.h"

#include "app/localserver/store.h"

#include <QElapsedTimer>

namespace datasetcopy {

namespace {

// Writers wait while a step is made.
constexpr int stepTime = 60;

struct Job {
    qint64 copy = 0;
    qint64 source = 0;
    /// Up to these, inclusive; and after these.
    qint64 newestGroup = 0;
    qint64 newestChunk = 0;
    qint64 lastGroup = 0;
    qint64 lastChunk = 0;
};

bool readJob(Database &database, Job &job)
{
    auto row = database.prepare("SELECT copy, source, newest_group, newest_chunk, last_group, last_chunk FROM dataset_copies LIMIT 1");
    if (!row.step())
        return false;
    job = {row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4), row.integer(5)};
    return true;
}

// The next key of that table after the last one; 0 at the end.
qint64 nextKey(Database &database, const QByteArray &table, qint64 source, qint64 last, qint64 newest)
{
    auto row = database.prepare("SELECT key FROM " + table + " WHERE dataset = ? AND key > ? AND key <= ? ORDER BY key LIMIT 1");
    row.bind(source, last, newest);
    return row.step() ? row.integer(0) : 0;
}

// Whoever made a group of the same tracking id in the copy meanwhile has made the one that its chunks join.
void copyGroup(Database &database, const Job &job, qint64 group)
{
    database
        .prepare("INSERT OR IGNORE INTO chunk_groups(dataset, id, tracking_id, name, description, tag_set, metadata, created_at, updated_at) "
                 "SELECT ?, ?, tracking_id, name, description, tag_set, metadata, created_at, updated_at FROM chunk_groups WHERE key = ?")
        .bind(job.copy, Store::newId(), group)
        .run();
    if (database.changes() > 0) {
        database.prepare("INSERT INTO copied_groups(copy, original, copied) VALUES (?, ?, ?)").bind(job.copy, group, database.lastInsertedKey()).run();
    } else {
        database
            .prepare("INSERT INTO copied_groups(copy, original, copied) SELECT there.dataset, here.key, there.key FROM chunk_groups AS here "
                     "JOIN chunk_groups AS there ON there.tracking_id = here.tracking_id WHERE here.key = ? AND there.dataset = ?")
            .bind(group, job.copy)
            .run();
    }
}

// What was written into the copy under the same tracking id meanwhile is newer and stays.
void copyChunk(Database &database, Store &store, const Job &job, qint64 chunk)
{
    constexpr char columns[] = "tracking_id, chunk_html, link, tag_set, image_urls, location, latitude, longitude, num_value, number, time_stamp, "
                               "metadata, weight, weight_number, indexing, created_at, updated_at";
    database.prepare(QByteArrayLiteral("INSERT OR IGNORE INTO chunks(dataset, id, ") + columns + ") SELECT ?, ?, " + columns + " FROM chunks WHERE key = ?")
        .bind(job.copy, Store::newId(), chunk)
        .run();
    if (database.changes() == 0)
        return;
    const qint64 copied = database.lastInsertedKey();
    database.prepare("INSERT INTO chunk_tags(dataset, tag, chunk) SELECT DISTINCT ?, value, ? FROM chunks, json_each(chunks.tag_set) WHERE chunks.key = ?")
        .bind(job.copy, copied, chunk)
        .run();
    database
        .prepare("INSERT OR IGNORE INTO group_members(chunk_group, chunk) SELECT copied_groups.copied, ? FROM group_members "
                 "JOIN copied_groups ON copied_groups.original = group_members.chunk_group AND copied_groups.copy = ? WHERE group_members.chunk = ?")
        .bind(copied, job.copy, chunk)
        .run();
    database.prepare("INSERT INTO index_queue(chunk, dataset, sequence, urgent, is_new) VALUES (?, ?, ?, 0, 1)")
        .bind(copied, job.copy, store.nextSequence())
        .run();
}

// Whether it is done.
bool step(Database &database, Store &store, Job &job)
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < stepTime) {
        if (const qint64 group = nextKey(database, "chunk_groups", job.source, job.lastGroup, job.newestGroup)) {
            copyGroup(database, job, group);
            job.lastGroup = group;
            continue;
        }
        const qint64 chunk = nextKey(database, "chunks", job.source, job.lastChunk, job.newestChunk);
        if (chunk == 0)
            return true;
        copyChunk(database, store, job, chunk);
        job.lastChunk = chunk;
    }
    return false;
}

}

void begin(Database &database, qint64 source, qint64 copy)
{
    database
        .prepare("INSERT INTO dataset_copies(copy, source, newest_group, newest_chunk, last_group, last_chunk) VALUES (?, ?, "
                 "(SELECT ifnull(max(key), 0) FROM chunk_groups), (SELECT ifnull(max(key), 0) FROM chunks), 0, 0)")
        .bind(copy, source)
        .run();
}

void abandon(Database &database, qint64 copy)
{
    database.prepare("DELETE FROM dataset_copies WHERE copy = ?").bind(copy).run();
    database.prepare("DELETE FROM copied_groups WHERE copy = ?").bind(copy).run();
}

bool continueSome(Store &store)
{
    Job job;
    if (!store.read([&](Database &database) { return readJob(database, job); }))
        return false;
    store.write([&](Database &database) {
        // Somebody may have deleted the copy since.
        if (!readJob(database, job))
            return;
        if (step(database, store, job)) {
            abandon(database, job.copy);
        } else {
            database.prepare("UPDATE dataset_copies SET last_group = ?, last_chunk = ? WHERE copy = ?").bind(job.lastGroup, job.lastChunk, job.copy).run();
        }
    });
    return true;
}

bool isUnderWay(Database &database, qint64 copy)
{
    return database.prepare("SELECT 1 FROM dataset_copies WHERE copy = ?").bind(copy).step();
}

qint64 remaining(Database &database, qint64 copy)
{
    auto row = database.prepare("SELECT count(*) FROM dataset_copies JOIN chunks ON chunks.dataset = dataset_copies.source "
                                "AND chunks.key > dataset_copies.last_chunk AND chunks.key <= dataset_copies.newest_chunk WHERE dataset_copies.copy = ?");
    row.bind(copy);
    return row.step() ? row.integer(0) : 0;
}

}

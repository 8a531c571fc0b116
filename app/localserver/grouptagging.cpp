#include "app/localserver/grouptagging.h"

#include "app/localserver/chunkwriter.h"
#include "app/localserver/eventlog.h"
#include "app/localserver/store.h"

namespace grouptagging {

namespace {

// So many chunks go in one write.
constexpr int stepSize = 200;

struct Job {
    qint64 key = 0;
    qint64 dataset = 0;
    qint64 group = 0;
    QString groupId;
    QStringList tags;
    qint64 lastChunk = 0;
};

// The oldest of a living dataset; of that one alone where it is not 0.
std::optional<Job> nextJob(Database &database, qint64 datasetKey)
{
    auto row = database.prepare("SELECT group_taggings.key, group_taggings.dataset, chunk_group, chunk_groups.id, tags, last_chunk FROM group_taggings "
                                "LEFT JOIN chunk_groups ON chunk_groups.key = chunk_group AND chunk_groups.dataset = group_taggings.dataset "
                                "WHERE group_taggings.dataset IN (SELECT key FROM datasets) AND (?1 = 0 OR group_taggings.dataset = ?1) "
                                "ORDER BY group_taggings.key LIMIT 1");
    if (!row.bind(datasetKey).step())
        return std::nullopt;
    Job job{row.integer(0), row.integer(1), row.integer(2), row.isNull(3) ? QString() : row.text(3), {}, row.integer(5)};
    const Json tags = Json::verbatim(row.bytes(4));
    for (const Json &tag : tags.items())
        job.tags.append(tag.toString());
    return job;
}

// What is to be deleted is passed over: a chunk that is written again would stay.
QList<ChunkRow> nextMembers(Database &database, const Job &job)
{
    auto rows = database.prepare(QByteArrayLiteral("SELECT ") + ChunkRow::columns
        + " FROM group_members JOIN chunks ON chunks.key = group_members.chunk WHERE group_members.chunk_group = ? AND group_members.chunk > ? "
          "AND NOT EXISTS (SELECT 1 FROM doomed_chunks WHERE doomed_chunks.chunk = chunks.key) ORDER BY group_members.chunk LIMIT ?");
    rows.bind(job.group, job.lastChunk, stepSize);
    QList<ChunkRow> members;
    while (rows.step())
        members.append(ChunkRow::fromRow(rows));
    return members;
}

void tag(Database &database, Store &store, const Job &job, QList<ChunkRow> members)
{
    DatasetRow dataset;
    dataset.key = job.dataset;
    ChunkWriter writer(database, store, dataset);
    for (ChunkRow &row : members) {
        const QStringList oldTags = row.tags();
        QStringList tags = oldTags + job.tags;
        tags.removeDuplicates();
        if (tags == oldTags)
            continue;
        row.tagSet = Json::strings(tags).toBytes();
        row.updatedAt = Store::now();
        writer.update(row, oldTags, {});
    }
}

bool step(Database &database, Store &store, qint64 datasetKey)
{
    const auto job = nextJob(database, datasetKey);
    if (!job)
        return false;
    const QList<ChunkRow> members = job->groupId.isEmpty() || job->tags.isEmpty() ? QList<ChunkRow>() : nextMembers(database, *job);
    tag(database, store, *job, members);
    if (members.size() == stepSize) {
        database.prepare("UPDATE group_taggings SET last_chunk = ? WHERE key = ?").bind(members.last().key, job->key).run();
        return true;
    }
    database.prepare("DELETE FROM group_taggings WHERE key = ?").bind(job->key).run();
    if (!job->groupId.isEmpty())
        eventlog::note(database, job->dataset, "group_chunks_updated", Json::object({{u"group_id", job->groupId}}));
    return true;
}

}

void begin(Database &database, qint64 datasetKey, qint64 groupKey)
{
    database
        .prepare("INSERT INTO group_taggings(dataset, chunk_group, tags, last_chunk) SELECT ?, key, ifnull(tag_set, '[]'), 0 FROM chunk_groups "
                 "WHERE key = ?")
        .bind(datasetKey, groupKey)
        .run();
}

bool continueSome(Store &store)
{
    if (!store.read([](Database &database) { return nextJob(database, 0).has_value(); }))
        return false;
    store.write([&](Database &database) { (void)step(database, store, 0); });
    return true;
}

void finish(Store &store, qint64 datasetKey)
{
    while (!store.isStopping() && store.write([&](Database &database) { return step(database, store, datasetKey); })) { }
    store.noteQueuedChunks();
}

}

#include "app/localserver/chunkwriter.h"

#include "app/localserver/refusal.h"
#include "app/localserver/schema.h"
#include "app/localserver/store.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace {

// What filters compare: exact where 64 bits suffice, else as near as a double comes.
SqlValue comparable(const std::optional<QByteArray> &number)
{
    if (!number)
        return nullptr;
    const Json json = Json::number(*number);
    if (const auto whole = json.toInteger())
        return *whole;
    return json.toDouble().value_or(0);
}

void bindContent(Statement &statement, const ChunkRow &row)
{
    const Json place = row.location ? Json::verbatim(*row.location) : Json();
    statement.bind(row.trackingId, row.chunkHtml, row.link, row.tagSet, row.imageUrls, row.location, place[u"lat"].toDouble(),
        place[u"lon"].toDouble(), row.numValue, comparable(row.numValue), row.timeStamp, row.metadata, row.weight, row.weight.toDouble(),
        row.indexing, row.createdAt, row.updatedAt);
}

}

ChunkWriter::ChunkWriter(Database &database, Store &store, const DatasetRow &dataset) :
    m_database(database), m_store(store), m_dataset(dataset.key)
{
}

void ChunkWriter::insert(ChunkRow &row, const ChunkInput &input)
{
    auto insertion = m_database.prepare(
        "INSERT INTO chunks(dataset, id, tracking_id, chunk_html, link, tag_set, image_urls, location, latitude, longitude, num_value, "
        "number, time_stamp, metadata, weight, weight_number, indexing, created_at, updated_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insertion.bind(m_dataset, row.id);
    bindContent(insertion, row);
    insertion.run();
    row.key = m_database.lastInsertedKey();
    writeTags(row);
    enqueue(row.key, input.highPriority, true);
}

void ChunkWriter::update(const ChunkRow &row, const QStringList &oldTags, const ChunkInput &input)
{
    auto change = m_database.prepare(
        "UPDATE chunks SET tracking_id = ?, chunk_html = ?, link = ?, tag_set = ?, image_urls = ?, location = ?, latitude = ?, "
        "longitude = ?, num_value = ?, number = ?, time_stamp = ?, metadata = ?, weight = ?, weight_number = ?, indexing = ?, "
        "created_at = ?, updated_at = ? WHERE key = ?");
    bindContent(change, row);
    change.bind(row.key).run();
    if (row.tags() != oldTags) {
        removeTags(row.key, oldTags);
        writeTags(row);
    }
    enqueue(row.key, input.highPriority, false);
}

void ChunkWriter::remove(const QList<ChunkRow> &rows)
{
    // First the index, then the tables, never in turn; see Indexer::index.
    if (schema::hasTextTable(m_database, m_dataset)) {
        auto text = m_database.prepare("DELETE FROM " + schema::textTable(m_dataset) + " WHERE rowid = ?");
        for (const ChunkRow &row : rows)
            text.bind(row.key).run();
    }
    for (const ChunkRow &row : rows) {
        removeTags(row.key, row.tags());
        m_database.prepare("DELETE FROM group_members WHERE chunk = ?").bind(row.key).run();
        m_database.prepare("DELETE FROM index_queue WHERE chunk = ?").bind(row.key).run();
        m_database.prepare("DELETE FROM chunks WHERE key = ?").bind(row.key).run();
    }
}

QList<qint64> ChunkWriter::groups(const ChunkInput &input, const QString &place, bool mayCreate)
{
    QList<qint64> keys;
    auto byId = m_database.prepare("SELECT key FROM chunk_groups WHERE id = ? AND dataset = ?");
    for (const QString &id : input.groupIds.value_or(QStringList())) {
        byId.bind(id, m_dataset);
        if (!byId.step())
            throw Refusal(400, u"%1group_ids: there is no group %2 in this dataset; create it first"_s.arg(place, id));
        keys.append(byId.integer(0));
        byId.reset();
    }
    auto byTrackingId = m_database.prepare("SELECT key FROM chunk_groups WHERE dataset = ? AND tracking_id = ?");
    for (const QString &trackingId : input.groupTrackingIds.value_or(QStringList())) {
        if (trackingId.isEmpty())
            throw Refusal(400, u"%1group_tracking_ids: expected tracking ids that are not empty"_s.arg(place));
        byTrackingId.bind(m_dataset, trackingId);
        if (byTrackingId.step())
            keys.append(byTrackingId.integer(0));
        else if (mayCreate)
            keys.append(newGroup(trackingId));
        else
            throw Refusal(400, u"%1group_tracking_ids: there is no group with the tracking id \"%2\"; create it first"_s.arg(place, trackingId));
        byTrackingId.reset();
    }
    return keys;
}

void ChunkWriter::join(qint64 chunkKey, const QList<qint64> &groupKeys)
{
    if (groupKeys.isEmpty())
        return;
    auto membership = m_database.prepare("INSERT OR IGNORE INTO group_members(chunk_group, chunk) VALUES (?, ?)");
    for (const qint64 group : groupKeys)
        membership.bind(group, chunkKey).run();
}

void ChunkWriter::joinOnly(qint64 chunkKey, const QList<qint64> &groupKeys)
{
    m_database.prepare("DELETE FROM group_members WHERE chunk = ?").bind(chunkKey).run();
    join(chunkKey, groupKeys);
}

void ChunkWriter::writeTags(const ChunkRow &row)
{
    if (!row.tagSet)
        return;
    auto tagging = m_database.prepare("INSERT OR IGNORE INTO chunk_tags(dataset, tag, chunk) VALUES (?, ?, ?)");
    const QStringList tags = row.tags();
    for (const QString &tag : tags)
        tagging.bind(m_dataset, tag, row.key).run();
}

void ChunkWriter::removeTags(qint64 chunkKey, const QStringList &tags)
{
    auto removal = m_database.prepare("DELETE FROM chunk_tags WHERE dataset = ? AND tag = ? AND chunk = ?");
    for (const QString &tag : tags)
        removal.bind(m_dataset, tag, chunkKey).run();
}

void ChunkWriter::enqueue(qint64 chunkKey, bool urgent, bool isNew)
{
    m_database
        .prepare("INSERT INTO index_queue(chunk, dataset, sequence, urgent, is_new) VALUES (?, ?, ?, ?, ?) "
                 "ON CONFLICT(chunk) DO UPDATE SET sequence = excluded.sequence, urgent = max(urgent, excluded.urgent)")
        .bind(chunkKey, m_dataset, m_store.nextSequence(), urgent, isNew)
        .run();
}

qint64 ChunkWriter::newGroup(const QString &trackingId)
{
    const qint64 now = Store::now();
    m_database
        .prepare("INSERT INTO chunk_groups(dataset, id, tracking_id, name, description, created_at, updated_at) "
                 "VALUES (?, ?, ?, ?, '', ?, ?)")
        .bind(m_dataset, Store::newId(), trackingId, trackingId, now, now)
        .run();
    return m_database.lastInsertedKey();
}

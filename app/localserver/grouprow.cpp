#include "app/localserver/grouprow.h"

#include "app/localserver/database.h"
#include "app/localserver/wire.h"

GroupRow GroupRow::fromRow(const Statement &row, int firstColumn)
{
    int column = firstColumn;
    GroupRow group;
    group.key = row.integer(column++);
    group.id = row.text(column++);
    group.trackingId = row.optionalText(column++);
    group.name = row.text(column++);
    group.description = row.text(column++);
    group.tagSet = row.optionalBytes(column++);
    group.metadata = row.optionalBytes(column++);
    group.createdAt = row.integer(column++);
    group.updatedAt = row.integer(column++);
    return group;
}

Json GroupRow::toJson(const QString &datasetId, bool withFileId) const
{
    Json json = Json::object({{u"id", id}, {u"dataset_id", datasetId}, {u"name", name}, {u"description", description},
        {u"created_at", wire::moment(createdAt)}, {u"updated_at", wire::moment(updatedAt)}, {u"tracking_id", wire::text(trackingId)},
        {u"metadata", wire::verbatim(metadata)}, {u"tag_set", wire::verbatim(tagSet)}});
    if (withFileId)
        json.set(u"file_id", nullptr);
    return json;
}

void GroupRow::insert(Database &database, qint64 datasetKey)
{
    database
        .prepare("INSERT INTO chunk_groups(dataset, id, tracking_id, name, description, tag_set, metadata, created_at, updated_at) "
                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(datasetKey, id, trackingId, name, description, tagSet, metadata, createdAt, updatedAt)
        .run();
    key = database.lastInsertedKey();
}

void GroupRow::update(Database &database) const
{
    database
        .prepare("UPDATE chunk_groups SET tracking_id = ?, name = ?, description = ?, tag_set = ?, metadata = ?, updated_at = ? WHERE key = ?")
        .bind(trackingId, name, description, tagSet, metadata, updatedAt, key)
        .run();
}

std::optional<GroupRow> groupById(Database &database, qint64 datasetKey, const QString &id)
{
    auto row = database.prepare(QByteArrayLiteral("SELECT ") + GroupRow::columns + " FROM chunk_groups WHERE id = ? AND dataset = ?");
    row.bind(id.toLower(), datasetKey);
    return row.step() ? std::optional(GroupRow::fromRow(row)) : std::nullopt;
}

std::optional<GroupRow> groupByTrackingId(Database &database, qint64 datasetKey, const QString &trackingId)
{
    auto row = database.prepare(QByteArrayLiteral("SELECT ") + GroupRow::columns + " FROM chunk_groups WHERE dataset = ? AND tracking_id = ?");
    row.bind(datasetKey, trackingId);
    return row.step() ? std::optional(GroupRow::fromRow(row)) : std::nullopt;
}

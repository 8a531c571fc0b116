#pragma once

#include "app/values/json.h"

#include <optional>

class Database;
class Statement;

/// A group of chunks as stored. Texts that are JSON (tag_set, metadata) are kept and answered as they were sent.
struct GroupRow {
    qint64 key = 0;
    QString id;
    std::optional<QString> trackingId;
    QString name;
    QString description;
    std::optional<QByteArray> tagSet;
    std::optional<QByteArray> metadata;
    /// Milliseconds since 1970, UTC.
    qint64 createdAt = 0;
    qint64 updatedAt = 0;

    /// What fromRow() reads, for SELECT ... FROM chunk_groups.
    static constexpr char columns[] = "chunk_groups.key, chunk_groups.id, chunk_groups.tracking_id, chunk_groups.name, chunk_groups.description, "
                                      "chunk_groups.tag_set, chunk_groups.metadata, chunk_groups.created_at, chunk_groups.updated_at";
    static constexpr int columnCount = 9;
    static GroupRow fromRow(const Statement &row, int firstColumn = 0);

    /// ChunkGroup; with a file_id (always null here) it is ChunkGroupAndFileId.
    Json toJson(const QString &datasetId, bool withFileId = true) const;

    /// A new row; the key is set.
    void insert(Database &database, qint64 datasetKey);
    void update(Database &database) const;
};

/// The group of that id, or nothing.
std::optional<GroupRow> groupById(Database &database, qint64 datasetKey, const QString &id);
std::optional<GroupRow> groupByTrackingId(Database &database, qint64 datasetKey, const QString &trackingId);

#pragma once

#include "app/values/json.h"

#include <QStringList>

#include <optional>

class Statement;
class Database;

/// A chunk as stored. Texts that are JSON (metadata, location, numbers) are kept and answered as they were sent.
struct ChunkRow {
    qint64 key = 0;
    QString id;
    std::optional<QString> chunkHtml;
    std::optional<QString> link;
    std::optional<QString> trackingId;
    /// JSON arrays of strings.
    std::optional<QByteArray> tagSet;
    std::optional<QByteArray> imageUrls;
    /// {"lat": .., "lon": ..} as sent.
    std::optional<QByteArray> location;
    std::optional<QByteArray> numValue;
    std::optional<QByteArray> metadata;
    QByteArray weight = "0.0";
    /// Milliseconds since 1970, UTC.
    std::optional<qint64> timeStamp;
    /// What only indexing reads; see the schema.
    std::optional<QByteArray> indexing;
    qint64 createdAt = 0;
    qint64 updatedAt = 0;

    enum class Shape { Full, Slim, ContentOnly };

    /// What fromRow() reads, for SELECT ... FROM chunks.
    static constexpr char columns[]
        = "chunks.key, chunks.id, chunks.chunk_html, chunks.link, chunks.tracking_id, chunks.tag_set, chunks.image_urls, chunks.location, "
          "chunks.num_value, chunks.metadata, chunks.weight, chunks.time_stamp, chunks.indexing, chunks.created_at, chunks.updated_at";
    static constexpr int columnCount = 15;
    static ChunkRow fromRow(const Statement &row, int firstColumn = 0);

    /// ChunkMetadata (tag_set an array) or, with v1, ChunkMetadataStringTagSet (tag_set "a,b"); Slim has no chunk_html.
    Json toJson(const QString &datasetId, bool v1 = false, Shape shape = Shape::Full) const;
    QStringList tags() const;
};

/// The chunk of that id, or nothing.
std::optional<ChunkRow> chunkById(Database &database, qint64 datasetKey, const QString &id);
std::optional<ChunkRow> chunkByTrackingId(Database &database, qint64 datasetKey, const QString &trackingId);

#include "app/localserver/chunkrow.h"

#include "app/localserver/database.h"
#include "app/localserver/wire.h"

ChunkRow ChunkRow::fromRow(const Statement &row, int firstColumn)
{
    int column = firstColumn;
    ChunkRow chunk;
    chunk.key = row.integer(column++);
    chunk.id = row.text(column++);
    chunk.chunkHtml = row.optionalText(column++);
    chunk.link = row.optionalText(column++);
    chunk.trackingId = row.optionalText(column++);
    chunk.tagSet = row.optionalBytes(column++);
    chunk.imageUrls = row.optionalBytes(column++);
    chunk.location = row.optionalBytes(column++);
    chunk.numValue = row.optionalBytes(column++);
    chunk.metadata = row.optionalBytes(column++);
    chunk.weight = row.bytes(column++);
    chunk.timeStamp = row.optionalInteger(column++);
    chunk.indexing = row.optionalBytes(column++);
    chunk.createdAt = row.integer(column++);
    chunk.updatedAt = row.integer(column++);
    return chunk;
}

QStringList ChunkRow::tags() const
{
    QStringList tags;
    const Json list = wire::verbatim(tagSet);
    for (const Json &item : list.items())
        tags.append(item.toString());
    return tags;
}

Json ChunkRow::toJson(const QString &datasetId, bool v1, Shape shape) const
{
    Json json = Json::object({{u"id", id}});
    if (shape != Shape::ContentOnly) {
        json.set(u"link", wire::text(link));
        json.set(u"created_at", wire::moment(createdAt));
        json.set(u"updated_at", wire::moment(updatedAt));
    }
    if (shape != Shape::Slim)
        json.set(u"chunk_html", wire::text(chunkHtml));
    if (shape != Shape::ContentOnly)
        json.set(u"metadata", wire::verbatim(metadata));
    json.set(u"tracking_id", wire::text(trackingId));
    json.set(u"time_stamp", timeStamp ? Json(wire::moment(*timeStamp)) : Json());
    if (shape != Shape::ContentOnly) {
        json.set(u"dataset_id", datasetId);
        json.set(u"location", wire::verbatim(location));
        json.set(u"tag_set", v1 ? Json(tags().join(u',')) : tagSet ? Json::verbatim(*tagSet) : Json::array());
    }
    json.set(u"weight", Json::number(weight));
    json.set(u"image_urls", wire::verbatim(imageUrls));
    json.set(u"num_value", wire::verbatim(numValue));
    return json;
}

std::optional<ChunkRow> chunkById(Database &database, qint64 datasetKey, const QString &id)
{
    auto row = database.prepare(QByteArrayLiteral("SELECT ") + ChunkRow::columns + " FROM chunks WHERE id = ? AND dataset = ?");
    row.bind(id.toLower(), datasetKey);
    return row.step() ? std::optional(ChunkRow::fromRow(row)) : std::nullopt;
}

std::optional<ChunkRow> chunkByTrackingId(Database &database, qint64 datasetKey, const QString &trackingId)
{
    auto row = database.prepare(QByteArrayLiteral("SELECT ") + ChunkRow::columns + " FROM chunks WHERE dataset = ? AND tracking_id = ?");
    row.bind(datasetKey, trackingId);
    return row.step() ? std::optional(ChunkRow::fromRow(row)) : std::nullopt;
}

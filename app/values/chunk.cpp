#include "app/values/chunk.h"

#include "app/values/jsonreader.h"

namespace {

Json orNull(const std::optional<QString> &text)
{
    return text ? Json(*text) : Json();
}

}

Result<Location> Location::fromJson(const Json &json)
{
    JsonReader in(json, u"Location");
    Location location{.lat = in.number(u"lat"), .lon = in.number(u"lon")};
    if (in.failed())
        return in.error();
    return location;
}

Json Location::toJson() const
{
    return Json::object({{u"lat", lat.json()}, {u"lon", lon.json()}});
}

Result<Chunk> Chunk::fromJson(const Json &json)
{
    JsonReader in(json, u"Chunk");
    Chunk chunk;
    chunk.id = in.id<ChunkTag>(u"id");
    chunk.datasetId = DatasetId(in.optionalString(u"dataset_id").value_or(QString()));
    chunk.chunkHtml = in.optionalString(u"chunk_html");
    chunk.link = in.optionalString(u"link");
    chunk.trackingId = in.optionalString(u"tracking_id");
    chunk.tagSet = in.optionalStrings(u"tag_set");
    chunk.imageUrls = in.optionalStrings(u"image_urls");
    chunk.numValue = in.optionalNumber(u"num_value");
    chunk.timeStamp = in.optionalString(u"time_stamp");
    chunk.metadata = Metadata::fromJson(in.raw(u"metadata"));
    chunk.weight = in.optionalNumber(u"weight").value_or(Number());
    chunk.createdAt = in.optionalString(u"created_at").value_or(QString());
    chunk.updatedAt = in.optionalString(u"updated_at").value_or(QString());
    if (const Json &location = in.raw(u"location"); !location.isNull()) {
        auto place = Location::fromJson(location);
        if (!place)
            return place.error();
        chunk.location = *place;
    }
    if (in.failed())
        return in.error();
    return chunk;
}

Json Chunk::toJson() const
{
    return Json::object({{u"id", id.text()},
                         {u"dataset_id", datasetId.text()},
                         {u"chunk_html", orNull(chunkHtml)},
                         {u"link", orNull(link)},
                         {u"tracking_id", orNull(trackingId)},
                         {u"tag_set", tagSet ? Json::strings(*tagSet) : Json()},
                         {u"image_urls", imageUrls ? Json::strings(*imageUrls) : Json()},
                         {u"location", location ? location->toJson() : Json()},
                         {u"num_value", numValue ? numValue->json() : Json()},
                         {u"time_stamp", orNull(timeStamp)},
                         {u"metadata", metadata.json()},
                         {u"weight", weight.json()},
                         {u"created_at", createdAt},
                         {u"updated_at", updatedAt}});
}

Result<SearchHit> SearchHit::fromJson(const Json &json)
{
    const Json *inner = json.find(u"chunk");
    if (!inner && json[u"metadata"].isArray() && json.contains(u"score") && !json.contains(u"id") && !json[u"metadata"].items().isEmpty())
        inner = &json[u"metadata"].items().first();
    auto chunk = Chunk::fromJson(inner ? *inner : json);
    if (!chunk)
        return chunk.error();
    JsonReader in(json, u"SearchHit");
    SearchHit hit{.chunk = *std::move(chunk), .score = 0, .highlights = {}};
    // NaN and infinite scores come as null.
    hit.score = in.optionalNumber(u"score").value_or(Number()).toDouble();
    hit.highlights = in.optionalStrings(u"highlights").value_or(QStringList());
    if (in.failed())
        return in.error();
    return hit;
}

Json SearchHit::toJson() const
{
    return Json::object({{u"chunk", chunk.toJson()}, {u"score", score}, {u"highlights", Json::strings(highlights)}});
}

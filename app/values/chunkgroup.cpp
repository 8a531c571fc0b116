#include "app/values/chunkgroup.h"

#include "app/values/jsonreader.h"

Result<ChunkGroup> ChunkGroup::fromJson(const Json &json)
{
    JsonReader in(json, u"ChunkGroup");
    ChunkGroup group;
    group.id = in.id<ChunkGroupTag>(u"id");
    group.datasetId = in.id<DatasetTag>(u"dataset_id");
    // Null in the group results of the first version.
    group.name = in.optionalString(u"name").value_or(QString());
    group.description = in.optionalString(u"description").value_or(QString());
    group.trackingId = in.optionalString(u"tracking_id");
    group.tagSet = in.optionalStrings(u"tag_set");
    group.metadata = Metadata::fromJson(in.raw(u"metadata"));
    group.createdAt = in.string(u"created_at");
    group.updatedAt = in.string(u"updated_at");
    if (const auto file = in.optionalString(u"file_id"))
        group.file = FileId(*file);
    if (in.failed())
        return in.error();
    return group;
}

Json ChunkGroup::toJson() const
{
    return Json::object({{u"id", id.text()},
                         {u"dataset_id", datasetId.text()},
                         {u"name", name},
                         {u"description", description},
                         {u"tracking_id", trackingId ? Json(*trackingId) : Json()},
                         {u"tag_set", tagSet ? Json::strings(*tagSet) : Json()},
                         {u"metadata", metadata.json()},
                         {u"created_at", createdAt},
                         {u"updated_at", updatedAt}});
}

Json NewChunkGroup::toJson() const
{
    Json json = Json::object({{u"name", name}});
    if (!description.isEmpty())
        json.set(u"description", description);
    if (trackingId)
        json.set(u"tracking_id", *trackingId);
    if (tagSet)
        json.set(u"tag_set", Json::strings(*tagSet));
    if (!metadata.isNull())
        json.set(u"metadata", metadata.json());
    if (upsertByTrackingId)
        json.set(u"upsert_by_tracking_id", true);
    return json;
}

Json ChunkGroupPatch::toJson(const ChunkGroup &original) const
{
    Json json = Json::object({{u"group_id", original.id.text()}});
    if (name)
        json.set(u"name", *name);
    if (description)
        json.set(u"description", *description);
    if (const auto &id = trackingId ? trackingId : original.trackingId)
        json.set(u"tracking_id", *id);
    if (tagSet)
        json.set(u"tag_set", Json::strings(*tagSet));
    json.set(u"metadata", (metadata ? *metadata : original.metadata).json());
    if (updateChunks)
        json.set(u"update_chunks", true);
    return json;
}

Result<SlimGroup> SlimGroup::fromJson(const Json &json)
{
    JsonReader in(json, u"ChunkGroup");
    SlimGroup group{.id = in.id<ChunkGroupTag>(u"id"),
                    .name = in.optionalString(u"name").value_or(QString()),
                    .trackingId = in.optionalString(u"tracking_id")};
    if (in.failed())
        return in.error();
    return group;
}

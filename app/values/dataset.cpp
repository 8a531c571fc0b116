#include "app/values/dataset.h"

#include "app/values/jsonreader.h"

Result<Dataset> Dataset::fromJson(const Json &json)
{
    const Json *inner = json.find(u"dataset");
    const Json *usage = json.find(u"dataset_usage");
    JsonReader in(inner ? *inner : json, u"Dataset");
    Dataset dataset;
    dataset.id = in.id<DatasetTag>(u"id");
    dataset.name = in.string(u"name");
    dataset.trackingId = in.optionalString(u"tracking_id");
    dataset.organizationId = in.id<OrganizationTag>(u"organization_id");
    dataset.createdAt = in.string(u"created_at");
    dataset.updatedAt = in.string(u"updated_at");
    dataset.serverConfiguration = Metadata::fromJson(in.raw(u"server_configuration"));
    if (in.failed())
        return in.error();
    if (usage) {
        JsonReader usageIn(*usage, u"DatasetUsageCount");
        dataset.chunkCount = usageIn.optionalInteger(u"chunk_count");
        if (usageIn.failed())
            return usageIn.error();
    }
    return dataset;
}

Json Dataset::toJson() const
{
    return Json::object({{u"id", id.text()},
                         {u"name", name},
                         {u"tracking_id", trackingId ? Json(*trackingId) : Json()},
                         {u"organization_id", organizationId.text()},
                         {u"created_at", createdAt},
                         {u"updated_at", updatedAt},
                         {u"server_configuration", serverConfiguration.json()}});
}

Json NewDataset::toJson() const
{
    Json json = Json::object({{u"dataset_name", name}});
    if (trackingId)
        json.set(u"tracking_id", *trackingId);
    if (!serverConfiguration.members().isEmpty())
        json.set(u"server_configuration", serverConfiguration);
    return json;
}

Json DatasetPatch::toJson(const DatasetId &id) const
{
    Json json = Json::object({{u"dataset_id", id.text()}});
    if (name)
        json.set(u"dataset_name", *name);
    if (trackingId)
        json.set(u"new_tracking_id", *trackingId);
    if (!serverConfiguration.members().isEmpty())
        json.set(u"server_configuration", serverConfiguration);
    return json;
}

Json DatasetClone::toJson() const
{
    Json json = Json::object({{u"dataset_to_clone", original.text()}, {u"dataset_name", name}, {u"clone_chunks", withChunks}});
    if (trackingId)
        json.set(u"tracking_id", *trackingId);
    return json;
}

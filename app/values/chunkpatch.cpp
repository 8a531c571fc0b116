#include "app/values/chunkpatch.h"

#include "app/values/jsonfields.h"
#include "app/values/jsonreader.h"

using namespace Qt::StringLiterals;

namespace {

/// Calls visit(name, field) for every field both routes know.
template <typename Visit>
void visitShared(const ChunkPatch &patch, Visit visit)
{
    visit(u"chunk_html", patch.chunkHtml);
    visit(u"link", patch.link);
    visit(u"tracking_id", patch.trackingId);
    visit(u"tag_set", patch.tagSet);
    visit(u"image_urls", patch.imageUrls);
    visit(u"location", patch.location);
    visit(u"num_value", patch.numValue);
    visit(u"time_stamp", patch.timeStamp);
    visit(u"metadata", patch.metadata);
    visit(u"weight", patch.weight);
    visit(u"group_ids", patch.groupIds);
    visit(u"group_tracking_ids", patch.groupTrackingIds);
    visit(u"fulltext_boost", patch.fulltextBoost);
    visit(u"semantic_boost", patch.semanticBoost);
    visit(u"convert_html_to_text", patch.convertHtmlToText);
}

template <typename Visit>
void visitCreateOnly(const ChunkPatch &patch, Visit visit)
{
    visit(u"semantic_content", patch.semanticContent);
    visit(u"fulltext_content", patch.fulltextContent);
    visit(u"split_avg", patch.splitAvg);
    visit(u"high_priority", patch.highPriority);
    visit(u"upsert_by_tracking_id", patch.upsertByTrackingId);
}

bool isText(QStringView name) { return name == u"tracking_id"; }
bool isList(QStringView name) { return name == u"tag_set" || name == u"image_urls" || name == u"group_ids" || name == u"group_tracking_ids"; }

}

Json ChunkPatch::toCreateJson() const
{
    Json json = Json::object();
    const auto add = [&json](QStringView name, const auto &field) {
        if (field.value())
            json.set(name, jsonfields::toJson(*field.value()));
    };
    visitShared(*this, add);
    visitCreateOnly(*this, add);
    return json;
}

Json ChunkPatch::toUpdateJson(const ChunkId &id) const
{
    Json json = Json::object({{u"chunk_id", id.text()}});
    visitShared(*this, [&json](QStringView name, const auto &field) {
        if (field.value())
            json.set(name, jsonfields::toJson(*field.value()));
        else if (field.isCleared())
            json.set(name, isText(name) ? Json(u"") : isList(name) ? Json::array() : Json());
    });
    return json;
}

QStringList ChunkPatch::fieldsThatCannotBeCleared() const
{
    QStringList names;
    visitShared(*this, [&names](QStringView name, const auto &field) {
        if (field.isCleared() && !isText(name) && !isList(name))
            names.append(name.toString());
    });
    return names;
}

Result<QueuedChunks> QueuedChunks::fromJson(const Json &json)
{
    JsonReader in(json, u"ReturnQueuedChunk");
    QueuedChunks queued;
    queued.posInQueue = in.optionalInteger(u"pos_in_queue");
    if (in.failed())
        return in.error();
    const Json &accepted = json[u"chunk_metadata"];
    auto chunks = listFromJson<Chunk>(accepted.isObject() ? QList<Json>{accepted} : accepted.items(), u"chunk_metadata");
    if (!chunks)
        return chunks.error();
    queued.chunks = *std::move(chunks);
    return queued;
}

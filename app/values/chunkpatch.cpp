#include "app/values/chunkpatch.h"

#include "app/values/jsonfields.h"
#include "app/values/jsonreader.h"
#include "app/values/jsonwriter.h"

using namespace Qt::StringLiterals;

namespace {

void write(JsonWriter &out, const QString &value) { out.value(value); }
void write(JsonWriter &out, bool value) { out.value(value); }
void write(JsonWriter &out, const QStringList &value) { out.value(value); }
template <typename T>
void write(JsonWriter &out, const T &value)
{
    out.value(jsonfields::toJson(value));
}

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

qsizetype bytesExpected(const ChunkPatch &patch)
{
    return 512 + (patch.chunkHtml.value() ? patch.chunkHtml.value()->size() * 5 / 4 : 0);
}

bool isText(QStringView name) { return name == u"tracking_id"; }
bool isList(QStringView name) { return name == u"tag_set" || name == u"image_urls" || name == u"group_ids" || name == u"group_tracking_ids"; }

}

// Written at once: a batch of chunks is large, and nobody looks into it before it is sent.
Json ChunkPatch::toCreateJson() const
{
    JsonWriter out(bytesExpected(*this));
    const auto add = [&out](QStringView name, const auto &field) {
        if (field.value()) {
            out.name(name);
            write(out, *field.value());
        }
    };
    out.beginObject();
    visitShared(*this, add);
    visitCreateOnly(*this, add);
    out.endObject();
    return Json::verbatim(std::move(out).bytes());
}

Json ChunkPatch::toUpdateJson(const ChunkId &id) const
{
    JsonWriter out(bytesExpected(*this));
    out.beginObject();
    out.name(u"chunk_id");
    out.value(id.text());
    visitShared(*this, [&out](QStringView name, const auto &field) {
        if (!field.isTouched())
            return;
        out.name(name);
        if (field.value())
            write(out, *field.value());
        else
            out.literal(isText(name) ? "\"\"" : isList(name) ? "[]" : "null");
    });
    out.endObject();
    return Json::verbatim(std::move(out).bytes());
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

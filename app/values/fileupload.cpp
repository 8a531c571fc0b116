#include "app/values/fileupload.h"

#include "app/values/jsonfields.h"
#include "app/values/jsonreader.h"

using namespace jsonfields;

Json FileUpload::toJson() const
{
    // Standard base64 with its padding: servers take that, or the URL alphabet without, and refuse every mixture.
    Json json = Json::object({{u"file_name", label.fileName}, {u"base64_file", QString::fromLatin1(content.toBase64())}});
    label.addTo(json);
    setGiven(json, u"create_chunks", createChunks);
    setGiven(json, u"rebalance_chunks", rebalanceChunks);
    setGiven(json, u"split_avg", splitAverage);
    setFilled(json, u"split_delimiters", splitDelimiters);
    setGiven(json, u"target_splits_per_chunk", targetSplitsPerChunk);
    if (readByModel || modelPrompt || splitHeadings) {
        Json reading = Json::object({{u"use_pdf2md_ocr", readByModel}});
        setGiven(reading, u"system_prompt", modelPrompt);
        setGiven(reading, u"split_headings", splitHeadings);
        json.set(u"pdf2md_options", reading);
    }
    setFilled(json, u"chunkr_create_task_req_payload", chunkr);
    setGiven(json, u"webhook_url", webhookUrl);
    return json;
}

Json TableUpload::toJson() const
{
    Json json = Json::object({{u"file_name", label.fileName}});
    if (!mappings.isEmpty()) {
        QList<Json> list;
        for (const Mapping &mapping : mappings)
            list.append(Json::object({{u"csv_jsonl_field", mapping.column}, {u"chunk_req_payload_field", mapping.chunkField}}));
        json.set(u"mappings", Json::array(std::move(list)));
    }
    label.addTo(json);
    setGiven(json, u"upsert_by_tracking_id", upsertByTrackingId);
    setGiven(json, u"fulltext_boost_factor", fulltextBoostFactor);
    setGiven(json, u"semantic_boost_factor", semanticBoostFactor);
    return json;
}

Result<TableUploadPlace> TableUploadPlace::fromJson(const Json &json)
{
    JsonReader in(json, u"CreatePresignedUrlForCsvJsonResponseBody");
    TableUploadPlace place;
    place.presignedPutUrl = in.string(u"presigned_put_url");
    auto file = UploadedFile::fromUpload(json);
    if (in.failed())
        return in.error();
    if (!file)
        return file.error();
    place.file = *std::move(file);
    return place;
}

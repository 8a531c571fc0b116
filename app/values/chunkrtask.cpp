#include "app/values/chunkrtask.h"

#include "app/values/jsonfields.h"

using namespace jsonfields;

Json ChunkrTask::Chunking::toJson() const
{
    Json json = Json::object();
    setGiven(json, u"ignore_headers_and_footers", ignoreHeadersAndFooters);
    setGiven(json, u"target_length", targetLength);
    if (foreignTokenizer)
        json.set(u"tokenizer", Json::object({{u"String", *foreignTokenizer}}));
    else if (tokenizer)
        json.set(u"tokenizer", Json::object({{u"Enum", *tokenizer}}));
    return json;
}

Json ChunkrTask::Model::toJson() const
{
    Json json = Json::object();
    setGiven(json, u"model_id", id);
    if (fallbackModel)
        json.set(u"fallback_strategy", Json::object({{u"Model", *fallbackModel}}));
    else
        setGiven(json, u"fallback_strategy", fallback);
    setGiven(json, u"max_completion_tokens", maxCompletionTokens);
    setGiven(json, u"temperature", temperature);
    return json;
}

Json ChunkrTask::Segment::toJson() const
{
    Json json = Json::object();
    setGiven(json, u"crop_image", cropImage);
    setFilled(json, u"embed_sources", embedSources);
    setGiven(json, u"html", html);
    setGiven(json, u"markdown", markdown);
    setGiven(json, u"llm", prompt);
    return json;
}

Json ChunkrTask::toJson() const
{
    Json json = Json::object();
    setFilled(json, u"chunk_processing", chunking);
    setFilled(json, u"llm_processing", model);
    if (!segments.isEmpty()) {
        Json kinds = Json::object();
        for (auto segment = segments.begin(); segment != segments.end(); ++segment)
            kinds.set(segment.key(), segment.value().toJson());
        json.set(u"segment_processing", kinds);
    }
    setGiven(json, u"error_handling", errorHandling);
    setGiven(json, u"expires_in", expiresInSeconds);
    setGiven(json, u"high_resolution", highResolution);
    setGiven(json, u"ocr_strategy", ocrStrategy);
    setGiven(json, u"pipeline", pipeline);
    setGiven(json, u"segmentation_strategy", segmentationStrategy);
    return json;
}

#include "app/api/decoding.h"

using namespace Qt::StringLiterals;

Result<QList<ChunkGroup>> decoding::groups(const Json &json)
{
    return listFromJson<ChunkGroup>(json.isArray() ? json.items() : QList<Json>{json}, u"chunk_group");
}

Result<qint64> decoding::chunkCount(const Json &json)
{
    JsonReader in(json, u"DatasetUsageCount");
    const qint64 count = in.integer(u"chunk_count");
    if (in.failed())
        return in.error();
    return count;
}

Result<Dataset> decoding::dataset(const Json &json)
{
    Json clean = json;
    Json configuration = clean[u"server_configuration"];
    if (!configuration.isObject())
        return Dataset::fromJson(clean);
    configuration.remove(u"LLM_API_KEY");
    configuration.remove(u"RERANKER_API_KEY");
    if (Json page = configuration[u"PUBLIC_DATASET"]; page.isObject()) {
        page.remove(u"api_key");
        configuration.set(u"PUBLIC_DATASET", page);
    }
    clean.set(u"server_configuration", configuration);
    return Dataset::fromJson(clean);
}

#include "app/api/decoding.h"

using namespace Qt::StringLiterals;

Result<QList<ChunkGroup>> decoding::groups(const Json &json)
{
    return listFromJson<ChunkGroup>(json.isArray() ? json.items() : QList<Json>{json}, u"chunk_group");
}

namespace {

Result<qint64> number(const Json &json, QStringView type, QStringView field)
{
    JsonReader in(json, type);
    const qint64 count = in.integer(field);
    if (in.failed())
        return in.error();
    return count;
}

}

Result<qint64> decoding::chunkCount(const Json &json)
{
    return number(json, u"DatasetUsageCount", u"chunk_count");
}

Result<qint64> decoding::groupChunkCount(const Json &json)
{
    return number(json, u"GetChunkGroupCountResponse", u"count");
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

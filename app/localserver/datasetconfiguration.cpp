#include "app/localserver/datasetconfiguration.h"

#include "app/localserver/fields.h"

using namespace Qt::StringLiterals;

namespace datasetconfiguration {

namespace {

enum class Kind { Text, Flag, Number, Count, Texts, Object };

struct Setting {
    QStringView key;
    Kind kind;
    /// As JSON.
    const char *initial;
};

constexpr Setting settings[] = {
    {u"LLM_BASE_URL", Kind::Text, "\"\""},
    {u"LLM_API_KEY", Kind::Text, "\"\""},
    {u"LLM_API_VERSION", Kind::Text, "null"},
    {u"LLM_DEFAULT_MODEL", Kind::Text, "\"\""},
    {u"RERANKER_API_KEY", Kind::Text, "\"\""},
    {u"RERANKER_MODEL_NAME", Kind::Text, "\"bge-reranker-large\""},
    {u"RERANKER_BASE_URL", Kind::Text, "\"\""},
    {u"EMBEDDING_API_KEY", Kind::Text, "\"\""},
    {u"EMBEDDING_BASE_URL", Kind::Text, "\"\""},
    {u"EMBEDDING_MODEL_NAME", Kind::Text, "\"jina-base-en\""},
    {u"EMBEDDING_SIZE", Kind::Count, "768"},
    {u"EMBEDDING_QUERY_PREFIX", Kind::Text, "\"\""},
    {u"DISTANCE_METRIC", Kind::Text, "\"cosine\""},
    {u"MESSAGE_TO_QUERY_PROMPT", Kind::Text,
        "\"Write a 1-2 sentence semantic search query along the lines of a hypothetical response to: \\n\\n\""},
    {u"USE_MESSAGE_TO_QUERY_PROMPT", Kind::Flag, "false"},
    {u"RAG_PROMPT", Kind::Text,
        "\"Use the following retrieved documents to respond briefly and accurately. Cite each fact with the number of its document, like [1]:\""},
    {u"SYSTEM_PROMPT", Kind::Text, "\"You are a helpful assistant\""},
    {u"N_RETRIEVALS_TO_INCLUDE", Kind::Count, "8"},
    {u"TEMPERATURE", Kind::Number, "null"},
    {u"FREQUENCY_PENALTY", Kind::Number, "null"},
    {u"PRESENCE_PENALTY", Kind::Number, "null"},
    {u"MAX_TOKENS", Kind::Count, "null"},
    {u"STOP_TOKENS", Kind::Texts, "null"},
    {u"FULLTEXT_ENABLED", Kind::Flag, "true"},
    {u"SEMANTIC_ENABLED", Kind::Flag, "true"},
    {u"BM25_ENABLED", Kind::Flag, "true"},
    {u"BM25_B", Kind::Number, "0.75"},
    {u"BM25_K", Kind::Number, "0.75"},
    {u"BM25_AVG_LEN", Kind::Number, "256.0"},
    {u"QDRANT_ONLY", Kind::Flag, "false"},
    {u"INDEXED_ONLY", Kind::Flag, "false"},
    {u"LOCKED", Kind::Flag, "false"},
    {u"MAX_LIMIT", Kind::Count, "10000"},
    {u"DISABLE_ANALYTICS", Kind::Flag, "false"},
    {u"PAGEFIND_ENABLED", Kind::Flag, "false"},
    {u"AIMON_RERANKER_TASK_DEFINITION", Kind::Text,
        "\"Your task is to grade the relevance of context document(s) against the specified user query.\""},
    {u"PUBLIC_DATASET", Kind::Object, "{\"enabled\":false}"},
    {u"TOOL_CONFIGURATION", Kind::Object, "{}"},
};

void check(const Fields &fields, const Setting &setting)
{
    switch (setting.kind) {
    case Kind::Text:
        (void)fields.string(setting.key);
        break;
    case Kind::Flag:
        (void)fields.boolean(setting.key);
        break;
    case Kind::Number:
        (void)fields.number(setting.key);
        break;
    case Kind::Count:
        (void)fields.integer(setting.key);
        break;
    case Kind::Texts:
        (void)fields.strings(setting.key);
        break;
    case Kind::Object:
        (void)fields.object(setting.key);
        break;
    }
}

// Objects are merged key by key, as on real servers.
Json mergedObject(Json into, const Json &sent)
{
    for (const Json::Member &member : sent.members())
        into.set(member.name, member.value.isObject() ? mergedObject(into[member.name], member.value) : member.value);
    return into;
}

// Numbers that make no sense and names that nobody knows are refused when they are sent, not when they are needed.
void checkMeaning(const Fields &fields, QStringView key)
{
    if (key == u"DISTANCE_METRIC") {
        const QString metric = fields.string(key).value_or(u"cosine"_s);
        if (!QStringList{u"cosine"_s, u"euclidean"_s, u"euclid"_s, u"manhattan"_s, u"dot"_s}.contains(metric))
            fields.refuse(key, u"expected cosine, euclidean, manhattan or dot, got \"%1\""_s.arg(metric.left(100)));
    } else if (key == u"PUBLIC_DATASET") {
        if (const Json *page = fields.object(key); page && !(*page)[u"enabled"].isBool())
            Fields(*page, fields.placeOf(key) + u'.').refuse(u"enabled", u"expected true or false, which is required here"_s);
    }
}

}

Json defaults()
{
    Json all = Json::object();
    for (const Setting &setting : settings)
        all.set(setting.key, Json::verbatim(setting.initial));
    return all;
}

Json merged(const Json &configuration, const Json &sent, const QString &place)
{
    Json result = configuration;
    if (sent.isNull())
        return result;
    const Fields fields(sent, place);
    for (const Setting &setting : settings) {
        const Json *value = sent.find(setting.key);
        if (!value)
            continue;
        check(fields, setting);
        checkMeaning(fields, setting.key);
        if (value->isNull()) {
            if (qstrcmp(setting.initial, "null") == 0)
                result.set(setting.key, nullptr);
        } else if (setting.kind == Kind::Object) {
            result.set(setting.key, mergedObject(result[setting.key], *value));
        } else {
            result.set(setting.key, *value);
        }
    }
    return result;
}

}

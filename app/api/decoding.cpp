#include "app/api/decoding.h"

#include "app/api/errormapping.h"

#include <QRegularExpression>

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

Result<qint64> decoding::count(const Json &json)
{
    return number(json, u"CountChunkQueryResponseBody", u"count");
}

Result<QStringList> decoding::suggestions(const Json &json)
{
    static const QRegularExpression numbering(u"^\\s*(?:\\d+[.)]|[-*])\\s+"_s);
    JsonReader in(json, u"SuggestedQueriesResponse");
    QStringList queries;
    for (const Json &query : in.array(u"queries")) {
        const QString text = query.toString().remove(numbering).trimmed();
        if (!text.isEmpty())
            queries.append(text);
    }
    if (in.failed())
        return in.error();
    return queries;
}

Result<qint64> decoding::totalQueries(const Json &json)
{
    return number(json, u"RAGUsageResponse", u"total_queries");
}

Result<QString> decoding::apiKey(const Json &json)
{
    JsonReader in(json, u"CreateApiKeyResponse");
    const QString key = in.string(u"api_key");
    if (in.failed())
        return in.error();
    return key;
}

Result<Json> decoding::asIs(const Json &json)
{
    return json;
}

Error decoding::tooMany(qsizetype count, qsizetype most, const QString &what)
{
    return {Error::Kind::TooLarge, 0, u"%1 %2 at once are more than the server takes: %3 at most."_s.arg(count).arg(what).arg(most), {}};
}

Error decoding::emptyQuery()
{
    return errormapping::refused(u"Enter what to search for: a server refuses an empty query."_s);
}

Result<Dataset> decoding::dataset(const Json &json)
{
    Json clean = json;
    Json configuration = clean[u"server_configuration"];
    if (!configuration.isObject())
        return Dataset::fromJson(clean);
    const QList<Json::Member> members = configuration.members();
    for (const Json::Member &member : members) {
        if (member.name.endsWith("API_KEY"_L1))
            configuration.remove(member.name);
    }
    if (Json page = configuration[u"PUBLIC_DATASET"]; page.isObject()) {
        page.remove(u"api_key");
        configuration.set(u"PUBLIC_DATASET", page);
    }
    clean.set(u"server_configuration", configuration);
    return Dataset::fromJson(clean);
}

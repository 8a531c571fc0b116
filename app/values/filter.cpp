#include "app/values/filter.h"

#include "app/values/jsonreader.h"

using namespace Qt::StringLiterals;

namespace {

QList<Json> conditions(JsonReader &in, QStringView field)
{
    return in.raw(field).isNull() ? QList<Json>() : in.array(field);
}

}

Result<Filter> Filter::fromJson(const Json &json)
{
    JsonReader in(json, u"ChunkFilter");
    Filter filter{.must = conditions(in, u"must"), .should = conditions(in, u"should"), .mustNot = conditions(in, u"must_not")};
    if (in.failed())
        return in.error();
    return filter;
}

Json Filter::toJson() const
{
    Json json = Json::object();
    if (!must.isEmpty())
        json.set(u"must", Json::array(must));
    if (!should.isEmpty())
        json.set(u"should", Json::array(should));
    if (!mustNot.isEmpty())
        json.set(u"must_not", Json::array(mustNot));
    return json;
}

Json Filter::matchAny(const QString &field, const QStringList &values)
{
    return Json::object({{u"field", field}, {u"match_any", Json::strings(values)}});
}

Filter Filter::inGroup(const ChunkGroupId &group)
{
    return {.must = {matchAny(u"group_ids"_s, {group.text()})}, .should = {}, .mustNot = {}};
}

Filter Filter::ofChunks(const QList<ChunkId> &chunks)
{
    QStringList ids;
    for (const ChunkId &chunk : chunks)
        ids.append(chunk.text());
    return {.must = {Json::object({{u"ids", Json::strings(ids)}})}, .should = {}, .mustNot = {}};
}

Filter Filter::tracked(const QStringList &trackingIds)
{
    return {.must = {Json::object({{u"tracking_ids", Json::strings(trackingIds)}})}, .should = {}, .mustNot = {}};
}

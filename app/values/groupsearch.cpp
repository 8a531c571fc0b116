#include "app/values/groupsearch.h"

#include "app/values/jsonfields.h"
#include "app/values/jsonreader.h"

using namespace Qt::StringLiterals;
using namespace jsonfields;

Json GroupSearchRequest::toJson() const
{
    Json json = Json::object({{u"query", query.toJson()},
                              {u"search_type", searchType},
                              {u"page", page},
                              {u"page_size", pageSize},
                              {u"group_size", groupSize},
                              {u"get_total_pages", totalPages}});
    setFilled(json, u"filters", filter);
    options.writeTo(json);
    setFilled(json, u"scoring_options", scoring);
    setGiven(json, u"slim_chunks", slimChunks);
    return json;
}

Json GroupAutocompleteRequest::toJson() const
{
    Json json = Json::object({{u"query", query.toJson()},
                              {u"search_type", searchType},
                              {u"page_size", pageSize},
                              {u"group_size", groupSize},
                              {u"extend_results", extendResults}});
    setFilled(json, u"filters", filter);
    options.writeTo(json);
    setFilled(json, u"scoring_options", scoring);
    setGiven(json, u"slim_chunks", slimChunks);
    return json;
}

namespace {

/// The first version spells a group's fields with a prefix, beside its chunks; its name may be null.
Json groupOf(const Json &json)
{
    if (const Json *group = json.find(u"group"))
        return *group;
    Json group = Json::object();
    for (const QStringView field : {QStringView(u"id"), QStringView(u"name"), QStringView(u"description"), QStringView(u"dataset_id"),
             QStringView(u"tracking_id"), QStringView(u"metadata"), QStringView(u"tag_set"), QStringView(u"created_at"), QStringView(u"updated_at")})
        group.set(field, json[QString(u"group_"_s.append(field))]);
    return group;
}

}

Result<GroupHit> GroupHit::fromJson(const Json &json)
{
    const bool firstVersion = json.contains(u"group_id");
    JsonReader in(json, u"GroupScoreChunk");
    GroupHit hit{.group = {}, .hits = in.list<SearchHit>(firstVersion ? u"metadata" : u"chunks"), .file = {}};
    if (const auto file = in.optionalString(u"file_id"))
        hit.file = FileId(*file);
    if (in.failed())
        return in.error();
    auto group = ChunkGroup::fromJson(groupOf(json));
    if (!group)
        return group.error();
    hit.group = *std::move(group);
    return hit;
}

Result<GroupSearchResults> GroupSearchResults::fromJson(const Json &json)
{
    const Json wrapped = json.isArray() ? Json::object({{u"results", json}}) : json;
    const bool firstVersion = wrapped.contains(u"group_chunks");
    JsonReader in(wrapped, u"SearchOverGroupsResponse");
    GroupSearchResults results;
    results.query = QueryId(in.optionalString(u"id").value_or(QString()));
    results.groups = in.list<GroupHit>(firstVersion ? u"group_chunks" : u"results");
    results.correctedQuery = in.optionalString(u"corrected_query");
    results.totalPages = int(in.optionalInteger(firstVersion ? u"total_chunk_pages" : u"total_pages").value_or(0));
    if (in.failed())
        return in.error();
    return results;
}

#include "app/values/requests.h"

#include "app/values/jsonfields.h"
#include "app/values/jsonreader.h"

Json ScrollRequest::toJson() const
{
    Json json = Json::object({{u"page_size", pageSize}});
    if (!from.isEmpty())
        json.set(u"offset_chunk_id", from.text());
    if (!filter.isEmpty())
        json.set(u"filters", filter.toJson());
    return json;
}

Json SearchRequest::toJson() const
{
    Json json = Json::object({{u"query", query},
                              {u"search_type", searchType},
                              {u"page", page},
                              {u"page_size", pageSize},
                              {u"get_total_pages", totalPages}});
    if (!filter.isEmpty())
        json.set(u"filters", filter.toJson());
    return json;
}

Json SearchRequest::toJsonIn(const ChunkGroupId &group) const
{
    Json json = toJson();
    json.set(u"group_id", group.text());
    return json;
}

Json AutocompleteRequest::toJson() const
{
    Json json = Json::object({{u"query", query}, {u"search_type", searchType}, {u"page_size", pageSize}, {u"extend_results", extendResults}});
    if (!filter.isEmpty())
        json.set(u"filters", filter.toJson());
    return json;
}

Json CountRequest::toJson() const
{
    Json json = Json::object({{u"query", query}, {u"search_type", searchType}, {u"limit", limit}});
    if (!filter.isEmpty())
        json.set(u"filters", filter.toJson());
    return json;
}

Json SuggestionsRequest::toJson() const
{
    Json json = Json::object({{u"suggestions_to_create", count}});
    jsonfields::setGiven(json, u"query", query);
    jsonfields::setGiven(json, u"suggestion_type", type);
    if (followUpTo) {
        json.set(u"is_followup", true);
        json.set(u"context", *followUpTo);
    }
    if (!filter.isEmpty())
        json.set(u"filters", filter.toJson());
    return json;
}

namespace {

QStringView hitsField(const Json &json)
{
    for (const QStringView field : {QStringView(u"score_chunks"), QStringView(u"bookmarks")}) {
        if (json.contains(field))
            return field;
    }
    return u"chunks";
}

}

Result<SearchResults> SearchResults::fromJson(const Json &json)
{
    const Json wrapped = json.isArray() ? Json::object({{u"chunks", json}}) : json;
    const QStringView field = hitsField(wrapped);
    JsonReader in(wrapped, u"SearchResponse");
    SearchResults results;
    results.query = QueryId(in.optionalString(u"id").value_or(QString()));
    results.correctedQuery = in.optionalString(u"corrected_query");
    results.totalPages = int(in.optionalInteger(field == u"score_chunks" ? u"total_chunk_pages" : u"total_pages").value_or(0));
    results.hits = in.array(field).isEmpty() ? QList<SearchHit>() : in.list<SearchHit>(field);
    if (in.failed())
        return in.error();
    return results;
}

Json MessageRequest::settings() const
{
    Json llmOptions = Json::object({{u"stream_response", true}});
    jsonfields::setGiven(llmOptions, u"temperature", temperature);
    Json json = Json::object({{u"topic_id", topicId.text()},
                              {u"search_type", searchType},
                              {u"page_size", pageSize},
                              // Servers keep the oldest ten without it, and number messages wrongly from the eleventh on.
                              {u"number_of_messages_to_include", 1000},
                              {u"llm_options", llmOptions}});
    jsonfields::setGiven(json, u"model", model);
    if (!filter.isEmpty())
        json.set(u"filters", filter.toJson());
    return json;
}

Json MessageRequest::toJson() const
{
    Json json = settings();
    json.set(u"new_message_content", content);
    return json;
}

Json MessageRequest::toEditJson(qint64 sortOrder) const
{
    Json json = toJson();
    json.set(u"message_sort_order", sortOrder);
    return json;
}

Json MessageRequest::toRegenerateJson() const
{
    return settings();
}

Json GenerateRequest::toJson() const
{
    QList<Json> turns;
    for (const Turn &turn : previousMessages)
        turns.append(Json::object({{u"role", roleName(turn.role)}, {u"content", turn.content}}));
    Json json = Json::object({{u"prev_messages", Json::array(std::move(turns))},
                              {u"chunk_ids", jsonfields::idList(chunkIds)},
                              {u"stream_response", true}});
    jsonfields::setGiven(json, u"prompt", prompt);
    jsonfields::setGiven(json, u"temperature", temperature);
    jsonfields::setGiven(json, u"model", model);
    return json;
}

Result<ChunkMembership> ChunkMembership::fromJson(const Json &json)
{
    JsonReader in(json, u"GroupsForChunk");
    ChunkMembership membership;
    membership.chunk = in.id<ChunkTag>(u"chunk_uuid");
    membership.groups = in.list<SlimGroup>(u"slim_groups");
    if (in.failed())
        return in.error();
    return membership;
}

Result<GroupPage> GroupPage::fromJson(const Json &json)
{
    JsonReader in(json, u"GroupData");
    GroupPage page;
    page.totalPages = int(in.optionalInteger(u"total_pages").value_or(0));
    if (const auto cursor = in.optionalString(u"next_cursor"))
        page.next = ChunkGroupId(*cursor);
    page.groups = in.array(u"groups").isEmpty() ? QList<ChunkGroup>() : in.list<ChunkGroup>(u"groups");
    if (in.failed())
        return in.error();
    return page;
}

Result<GroupChunksPage> GroupChunksPage::fromJson(const Json &json)
{
    const bool firstVersion = json.contains(u"bookmarks");
    JsonReader in(json, u"GroupChunks");
    GroupChunksPage page;
    page.totalPages = int(in.optionalInteger(u"total_pages").value_or(0));
    QList<Json> items;
    for (const Json &item : in.array(firstVersion ? u"bookmarks" : u"chunks"))
        items.append(item[u"metadata"].isArray() && !item.contains(u"id") && !item[u"metadata"].items().isEmpty() ? item[u"metadata"].items().first() : item);
    if (in.failed())
        return in.error();
    auto chunks = listFromJson<Chunk>(items, u"chunks");
    if (!chunks)
        return chunks.error();
    page.chunks = *std::move(chunks);
    return page;
}

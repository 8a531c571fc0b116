#include "app/values/requests.h"

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

Result<SearchResults> SearchResults::fromJson(const Json &json)
{
    const bool firstVersion = json.contains(u"score_chunks");
    JsonReader in(json, u"SearchResponse");
    SearchResults results;
    results.totalPages = int(in.optionalInteger(firstVersion ? u"total_chunk_pages" : u"total_pages").value_or(0));
    const QList<Json> items = in.array(firstVersion ? u"score_chunks" : u"chunks");
    if (in.failed())
        return in.error();
    auto hits = listFromJson<SearchHit>(items, u"chunks");
    if (!hits)
        return hits.error();
    results.hits = *std::move(hits);
    return results;
}

Json MessageRequest::toJson() const
{
    Json llmOptions = Json::object({{u"stream_response", true}});
    if (temperature)
        llmOptions.set(u"temperature", *temperature);
    Json json = Json::object({{u"topic_id", topicId.text()},
                              {u"new_message_content", content},
                              {u"search_type", searchType},
                              {u"page_size", pageSize},
                              // Servers keep the oldest ten without it, and number messages wrongly from the eleventh on.
                              {u"number_of_messages_to_include", 1000},
                              {u"llm_options", llmOptions}});
    if (model)
        json.set(u"model", *model);
    if (!filter.isEmpty())
        json.set(u"filters", filter.toJson());
    return json;
}

Json GenerateRequest::toJson() const
{
    QList<Json> turns;
    for (const Turn &turn : previousMessages)
        turns.append(Json::object({{u"role", roleName(turn.role)}, {u"content", turn.content}}));
    QStringList ids;
    for (const ChunkId &id : chunkIds)
        ids.append(id.text());
    Json json = Json::object({{u"prev_messages", Json::array(std::move(turns))}, {u"chunk_ids", Json::strings(ids)}, {u"stream_response", true}});
    if (prompt)
        json.set(u"prompt", *prompt);
    if (temperature)
        json.set(u"temperature", *temperature);
    if (model)
        json.set(u"model", *model);
    return json;
}

Result<ChunkMembership> ChunkMembership::fromJson(const Json &json)
{
    JsonReader in(json, u"GroupsForChunk");
    ChunkMembership membership;
    membership.chunk = in.id<ChunkTag>(u"chunk_uuid");
    const QList<Json> items = in.array(u"slim_groups");
    if (in.failed())
        return in.error();
    auto groups = listFromJson<SlimGroup>(items, u"slim_groups");
    if (!groups)
        return groups.error();
    membership.groups = *std::move(groups);
    return membership;
}

Result<GroupPage> GroupPage::fromJson(const Json &json)
{
    JsonReader in(json, u"GroupData");
    GroupPage page;
    page.totalPages = int(in.optionalInteger(u"total_pages").value_or(0));
    const QList<Json> items = in.array(u"groups");
    if (in.failed())
        return in.error();
    auto groups = listFromJson<ChunkGroup>(items, u"groups");
    if (!groups)
        return groups.error();
    page.groups = *std::move(groups);
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

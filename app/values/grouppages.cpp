#include "app/values/grouppages.h"

#include "app/values/jsonreader.h"

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
    if (const Json &raw = json[u"group"]; raw.isObject()) {
        auto group = ChunkGroup::fromJson(raw);
        if (!group)
            return group.error();
        page.group = *std::move(group);
    }
    return page;
}

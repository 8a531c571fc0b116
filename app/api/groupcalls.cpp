#include "app/api/groupcalls.h"

#include "app/api/decoding.h"
#include "app/values/jsonfields.h"

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostGroupsAtOnce = 1000;

Json bodies(const QList<NewChunkGroup> &groups)
{
    QList<Json> list;
    for (const NewChunkGroup &group : groups)
        list.append(group.toJson());
    return Json::array(std::move(list));
}

Json body(const AnyChunkId &chunk)
{
    Json json = Json::object();
    chunk.writeTo(json, u"chunk_id", u"chunk_tracking_id");
    return json;
}

Result<QList<ChunkMembership>> memberships(const Json &json)
{
    return decoding::list<ChunkMembership>(json, u"groups");
}

bool areUpserts(const QList<NewChunkGroup> &groups)
{
    return std::all_of(groups.begin(), groups.end(), [](const NewChunkGroup &group) {
        return group.upsertByTrackingId && group.trackingId && !group.trackingId->isEmpty();
    });
}

QString flag(bool value)
{
    return value ? u"true"_s : u"false"_s;
}

}

Call<GroupPage> GroupCalls::groups(const DatasetId &dataset, int page) const
{
    return call<GroupPage>(ApiRequest::get({u"dataset"_s, u"groups"_s, dataset.text(), QString::number(page)}).in(dataset), GroupPage::fromJson);
}

Call<GroupPage> GroupCalls::groupsFrom(const DatasetId &dataset, const std::optional<ChunkGroupId> &next) const
{
    ApiRequest request = ApiRequest::get({u"dataset"_s, u"groups"_s, dataset.text(), u"1"_s}).in(dataset).where(u"use_cursor"_s, u"true"_s);
    if (next)
        request = std::move(request).where(u"cursor"_s, next->text());
    return call<GroupPage>(request, GroupPage::fromJson);
}

Call<ChunkGroup> GroupCalls::group(const DatasetId &dataset, const ChunkGroupId &id) const
{
    return call<ChunkGroup>(ApiRequest::get({u"chunk_group"_s, id.text()}).in(dataset), ChunkGroup::fromJson);
}

Call<ChunkGroup> GroupCalls::groupByTrackingId(const DatasetId &dataset, const QString &trackingId) const
{
    return call<ChunkGroup>(ApiRequest::get({u"chunk_group"_s, u"tracking_id"_s, trackingId}).in(dataset), ChunkGroup::fromJson);
}

Call<QList<ChunkGroup>> GroupCalls::createGroups(const DatasetId &dataset, const QList<NewChunkGroup> &groups) const
{
    if (groups.size() > mostGroupsAtOnce)
        return refused<QList<ChunkGroup>>(decoding::tooMany(groups.size(), mostGroupsAtOnce, u"groups"_s));
    const Json body = groups.size() == 1 ? groups.first().toJson() : bodies(groups);
    ApiRequest request = ApiRequest::post({u"chunk_group"_s}).in(dataset).with(body);
    if (areUpserts(groups))
        request = std::move(request).repeatable();
    else if (groups.size() == 1 && !groups.first().trackingId.value_or(QString()).isEmpty())
        request = std::move(request).unlessFoundBy(ApiRequest::get({u"chunk_group"_s, u"tracking_id"_s, *groups.first().trackingId}).in(dataset));
    return call<QList<ChunkGroup>>(request, decoding::groups);
}

Call<void> GroupCalls::updateGroup(const DatasetId &dataset, const ChunkGroup &original, const ChunkGroupPatch &patch) const
{
    return call(ApiRequest::put({u"chunk_group"_s}).in(dataset).with(patch.toJson(original)));
}

Call<void> GroupCalls::deleteGroup(const DatasetId &dataset, const ChunkGroupId &id, bool deleteChunks) const
{
    return call(ApiRequest::remove({u"chunk_group"_s, id.text()}).in(dataset).where(u"delete_chunks"_s, flag(deleteChunks)));
}

Call<void> GroupCalls::deleteGroupByTrackingId(const DatasetId &dataset, const QString &trackingId, bool deleteChunks) const
{
    return call(ApiRequest::remove({u"chunk_group"_s, u"tracking_id"_s, trackingId}).in(dataset).where(u"delete_chunks"_s, flag(deleteChunks)));
}

Call<qint64> GroupCalls::groupChunkCount(const DatasetId &dataset, const AnyChunkGroupId &group) const
{
    Json body = Json::object();
    group.writeTo(body, u"group_id", u"group_tracking_id");
    return call<qint64>(ApiRequest::read({u"chunk_group"_s, u"count"_s}).in(dataset).with(body), decoding::groupChunkCount);
}

Call<GroupChunksPage> GroupCalls::groupChunks(const DatasetId &dataset, const ChunkGroupId &group, int page) const
{
    return call<GroupChunksPage>(ApiRequest::get({u"chunk_group"_s, group.text(), QString::number(page)}).in(dataset), GroupChunksPage::fromJson);
}

Call<GroupChunksPage> GroupCalls::groupChunksByTrackingId(const DatasetId &dataset, const QString &trackingId, int page) const
{
    return call<GroupChunksPage>(ApiRequest::get({u"chunk_group"_s, u"tracking_id"_s, trackingId, QString::number(page)}).in(dataset),
        GroupChunksPage::fromJson);
}

Call<void> GroupCalls::addToGroup(const DatasetId &dataset, const ChunkGroupId &group, const AnyChunkId &chunk) const
{
    return call(ApiRequest::post({u"chunk_group"_s, u"chunk"_s, group.text()}).in(dataset).with(body(chunk)));
}

Call<void> GroupCalls::addToGroupByTrackingId(const DatasetId &dataset, const QString &trackingId, const AnyChunkId &chunk) const
{
    return call(ApiRequest::post({u"chunk_group"_s, u"tracking_id"_s, trackingId}).in(dataset).with(body(chunk)));
}

Call<void> GroupCalls::removeFromGroup(const DatasetId &dataset, const ChunkGroupId &group, const ChunkId &chunk) const
{
    // In the query, because proxies drop the bodies of DELETE.
    return call(ApiRequest::remove({u"chunk_group"_s, u"chunk"_s, group.text()}).in(dataset).where(u"chunk_id"_s, chunk.text()));
}

Call<QList<ChunkMembership>> GroupCalls::groupsOfChunks(const DatasetId &dataset, const QList<ChunkId> &chunks) const
{
    const Json body = Json::object({{u"chunk_ids", jsonfields::idList(chunks)}});
    return call<QList<ChunkMembership>>(ApiRequest::read({u"chunk_group"_s, u"chunks"_s}).in(dataset).with(body), memberships);
}

Call<QList<ChunkMembership>> GroupCalls::groupsOfChunksByTrackingIds(const DatasetId &dataset, const QStringList &trackingIds) const
{
    const Json body = Json::object({{u"chunk_tracking_ids", Json::strings(trackingIds)}});
    return call<QList<ChunkMembership>>(ApiRequest::read({u"chunk_group"_s, u"chunks"_s}).in(dataset).with(body), memberships);
}

Call<GroupSearchResults> GroupCalls::searchGroups(const DatasetId &dataset, const GroupSearchRequest &request) const
{
    if (request.query.isEmpty())
        return refused<GroupSearchResults>(decoding::emptyQuery());
    return call<GroupSearchResults>(ApiRequest::read({u"chunk_group"_s, u"group_oriented_search"_s}).in(dataset).with(request.toJson()),
        GroupSearchResults::fromJson);
}

Call<GroupSearchResults> GroupCalls::autocompleteGroups(const DatasetId &dataset, const GroupAutocompleteRequest &request) const
{
    if (request.query.isEmpty())
        return refused<GroupSearchResults>(decoding::emptyQuery());
    return call<GroupSearchResults>(ApiRequest::read({u"chunk_group"_s, u"group_oriented_autocomplete"_s}).in(dataset).with(request.toJson()),
        GroupSearchResults::fromJson);
}

Call<SearchResults> GroupCalls::searchInGroup(const DatasetId &dataset, const AnyChunkGroupId &group, const SearchRequest &request) const
{
    if (request.query.isEmpty())
        return refused<SearchResults>(decoding::emptyQuery());
    return call<SearchResults>(ApiRequest::read({u"chunk_group"_s, u"search"_s}).in(dataset).with(request.toJsonIn(group)), SearchResults::fromJson);
}

Call<GroupSearchResults> GroupCalls::recommendGroups(const DatasetId &dataset, const GroupRecommendation &request) const
{
    return call<GroupSearchResults>(ApiRequest::read({u"chunk_group"_s, u"recommend"_s}).in(dataset).with(request.toJson()),
        GroupSearchResults::fromJson);
}

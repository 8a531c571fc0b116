#include "app/localserver/searchroutes.h"

#include "app/localserver/chunksearch.h"
#include "app/localserver/fields.h"
#include "app/localserver/groupsearch.h"
#include "app/localserver/refusal.h"
#include "app/localserver/router.h"
#include "app/localserver/searchmeaning.h"
#include "app/localserver/store.h"
#include "app/localserver/wire.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace
{

Json hits(const FoundChunks &found, const Request &request, ChunkRow::Shape shape)
{
    Json list = Json::array();
    for (const FoundChunk &hit : found.chunks)
        list.append(hit.hitJson(request.dataset->id, request.wantsV1(), shape));
    return list;
}

// What the contract calls them.
QString methodOf(const SearchOrder &order)
{
    if (order.sense != SearchOrder::Sense::Words)
        return order.sense == SearchOrder::Sense::Meaning ? u"semantic"_s : u"hybrid"_s;
    return order.method == SearchOrder::Method::Bm25 ? u"bm25"_s : u"fulltext"_s;
}

/// A search on its way into the log of queries.
class NotedSearch
{
public:
    NotedSearch(const Request &request, const Json &body) : m_request(request), m_body(body) { m_clock.start(); }

    /// The id that answers carry and ratings name.
    const QString &id() const { return m_id; }
    void end(Store &store, const SearchOrder &order, const QString &type, const QList<FoundChunk> &found) const
    {
        Json data = Json::object({{u"search_type", type}, {u"search_method", methodOf(order)}, {u"query", order.text()}, {u"latency", double(m_clock.nsecsElapsed()) / 1e6}});
        data.set(u"request_params", m_request.body.size() <= longestParams ? m_body : Json());
        QueryLog::setResults(data, found);
        store.queryLog().note(QueryLog::Kind::Search, *m_request.dataset, m_id, std::move(data), m_body);
    }

private:
    static constexpr qsizetype longestParams = 16 * 1024;
    const Request &m_request;
    const Json &m_body;
    const QString m_id = Store::newId();
    QElapsedTimer m_clock;
};

Response found(const FoundChunks &found, const Request &request, ChunkRow::Shape shape, const QString &id)
{
    const Json list = hits(found, request, shape);
    if (request.wantsV1())
        return Response::json(
            Json::object({{u"score_chunks", list}, {u"corrected_query", wire::text(found.correctedQuery)}, {u"total_chunk_pages", found.totalPages}}));
    return Response::json(Json::object(
        {{u"id", id}, {u"chunks", list}, {u"corrected_query", wire::text(found.correctedQuery)}, {u"total_pages", found.totalPages}}));
}

Response search(const Request &request, Store &store, SearchOrder::Kind kind)
{
    const Json body = request.json();
    const NotedSearch noted(request, body);
    SearchOrder order = SearchOrder::fromJson(body, kind);
    searchmeaning::find(order, *request.dataset, store);
    const FoundChunks chunks = store.read(
        [&](Database &database) { return searchChunks(database, currentDataset(database, *request.dataset), order); });
    noted.end(store, order, kind == SearchOrder::Kind::Autocomplete ? u"autocomplete"_s : u"search"_s, chunks.chunks);
    return found(chunks, request, order.shape, noted.id());
}

GroupRow searchedGroup(Database &database, const DatasetRow &dataset, const Fields &fields)
{
    const auto id = fields.id(u"group_id");
    const auto trackingId = fields.string(u"group_tracking_id");
    if (!id && !trackingId)
        fields.refuse(u"group_id", u"expected the group_id or the group_tracking_id of the group to search in"_s);
    auto group = id ? groupById(database, dataset.key, *id) : groupByTrackingId(database, dataset.key, *trackingId);
    if (!group)
        throw Refusal::notFound(
            id ? u"Could not find group %1"_s.arg(*id) : u"Could not find group with tracking id %1"_s.arg(*trackingId));
    return *std::move(group);
}

Response searchGroup(const Request &request, Store &store)
{
    const Json body = request.json();
    const NotedSearch noted(request, body);
    SearchOrder order = SearchOrder::fromJson(body, SearchOrder::Kind::Search);
    searchmeaning::find(order, *request.dataset, store);
    const Fields fields(body);
    GroupRow group;
    const FoundChunks chunks = store.read([&](Database &database) {
        const DatasetRow dataset = currentDataset(database, *request.dataset);
        group = searchedGroup(database, dataset, fields);
        const SqlCondition members{
            "EXISTS (SELECT 1 FROM group_members WHERE chunk_group = ? AND chunk = chunks.key)", {group.key}};
        return searchChunks(database, dataset, order, members);
    });
    // The contract's events know no name for searches within a group.
    noted.end(store, order, u"search"_s, chunks.chunks);
    if (!request.wantsV1())
        return found(chunks, request, order.shape, noted.id());
    return Response::json(Json::object({{u"bookmarks", hits(chunks, request, order.shape)},
        {u"group", group.toJson(request.dataset->id)}, {u"corrected_query", wire::text(chunks.correctedQuery)}, {u"total_pages", chunks.totalPages}}));
}

Response searchOverGroups(const Request &request, Store &store, SearchOrder::Kind kind)
{
    const Json body = request.json();
    const NotedSearch noted(request, body);
    SearchOrder order = SearchOrder::fromJson(body, kind);
    searchmeaning::find(order, *request.dataset, store);
    const FoundGroups found = store.read(
        [&](Database &database) { return searchGroups(database, currentDataset(database, *request.dataset), order); });
    noted.end(store, order, u"search_over_groups"_s, found.chunks().chunks);
    Json list = Json::array();
    for (const FoundGroup &group : found.groups)
        list.append(group.toJson(request.dataset->id, request.wantsV1(), order.shape));
    const Json corrected = wire::text(found.correctedQuery);
    if (request.wantsV1()) {
        return Response::json(Json::object(
            {{u"group_chunks", list}, {u"corrected_query", corrected}, {u"total_chunk_pages", found.totalPages}}));
    }
    return Response::json(Json::object(
        {{u"id", noted.id()}, {u"results", list}, {u"corrected_query", corrected}, {u"total_pages", found.totalPages}}));
}

}

void addSearchRoutes(Router &router, Store &store)
{
    router.add("POST", u"/api/chunk/search", {Scope::Dataset, Role::Read},
        [&store](const Request &request) { return search(request, store, SearchOrder::Kind::Search); });
    router.add("POST", u"/api/chunk/autocomplete", {Scope::Dataset, Role::Read},
        [&store](const Request &request) { return search(request, store, SearchOrder::Kind::Autocomplete); });
    router.add("POST", u"/api/chunk_group/group_oriented_search", {Scope::Dataset, Role::Read},
        [&store](const Request &request) { return searchOverGroups(request, store, SearchOrder::Kind::Search); });
    router.add("POST", u"/api/chunk_group/group_oriented_autocomplete", {Scope::Dataset, Role::Read},
        [&store](const Request &request) { return searchOverGroups(request, store, SearchOrder::Kind::Autocomplete); });
    router.add("POST", u"/api/chunk_group/search", {Scope::Dataset, Role::Read},
        [&store](const Request &request) { return searchGroup(request, store); });
}

#include "app/localserver/chunklistroutes.h"

#include "app/localserver/chunkdeletion.h"
#include "app/localserver/chunkscroll.h"
#include "app/localserver/chunksearch.h"
#include "app/localserver/datasetrow.h"
#include "app/localserver/fields.h"
#include "app/localserver/refusal.h"
#include "app/localserver/router.h"
#include "app/localserver/searchmeaning.h"
#include "app/localserver/store.h"

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 pageLimit = 10'000;

using Lookup = std::optional<ChunkRow> (*)(Database &, qint64, const QString &);

// All of them in the order of the request, or 404.
Response chunksNamed(const Request &request, Store &store, const QStringList &names, Lookup lookup)
{
    Json list = Json::array();
    store.read([&](Database &database) {
        for (const QString &name : names) {
            const auto row = lookup(database, request.dataset->key, name);
            if (!row)
                throw Refusal::notFound(u"Any one of the specified chunks not found"_s);
            list.append(row->toJson(request.dataset->id, request.wantsV1()));
        }
    });
    return Response::json(list);
}

Response chunksById(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    const auto ids = fields.ids(u"ids");
    if (!ids)
        fields.refuse(u"ids", u"expected an array of UUIDs, but it is missing"_s);
    return chunksNamed(request, store, *ids, chunkById);
}

Response chunksByTrackingId(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    const auto trackingIds = fields.strings(u"tracking_ids");
    if (!trackingIds)
        fields.refuse(u"tracking_ids", u"expected an array of strings, but it is missing"_s);
    return chunksNamed(request, store, *trackingIds, chunkByTrackingId);
}

Response scroll(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    ChunkScroll wanted;
    wanted.datasetKey = request.dataset->key;
    wanted.pageSize = fields.integer(u"page_size").value_or(10);
    if (wanted.pageSize > pageLimit)
        fields.refuse(u"page_size", u"expected at most %1"_s.arg(pageLimit));
    wanted.offset = fields.id(u"offset_chunk_id");
    wanted.condition = chunkCondition(fields.raw(u"filters"), request.dataset->key);
    wanted.sortBy(fields.raw(u"sort_by"));
    const QList<ChunkRow> rows = store.read([&](Database &database) { return wanted.page(database); });
    Json chunks = Json::array();
    for (const ChunkRow &row : rows)
        chunks.append(row.toJson(request.dataset->id));
    return Response::json(Json::object({{u"chunks", chunks}}));
}

// What a search with the same words finds, all its pages.
Response count(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    const qint64 most = request.dataset->configuration[u"MAX_LIMIT"].toInteger().value_or(pageLimit);
    const auto limit = fields.integer(u"limit");
    if (limit.value_or(0) > most)
        fields.refuse(u"limit", u"expected at most %1, the MAX_LIMIT of this dataset"_s.arg(most));
    SearchOrder order = SearchOrder::fromJson(body, SearchOrder::Kind::Search);
    order.page = 1;
    order.pageSize = 1;
    order.wantsTotal = true;
    searchmeaning::find(order, *request.dataset, store);
    const qint64 found = store.read([&](Database &database) { return searchChunks(database, *request.dataset, order).totalPages; });
    return Response::json(Json::object({{u"count", qMin(found, limit.value_or(most))}}));
}

Response deleteByFilter(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    const Json *filter = fields.object(u"filter");
    const SqlCondition condition = filter ? chunkCondition(*filter, request.dataset->key, u"filter."_s, ConditionUse::Listing, EmptyLists::Refused) : SqlCondition();
    // Real servers take an empty filter for "everything"; too much is lost by a missing field.
    if (condition.sql == "1")
        fields.refuse(u"filter", u"expected at least one condition; to delete all chunks clear the dataset"_s);
    store.write([&](Database &database) {
        const DatasetRow dataset = currentDataset(database, *request.dataset);
        if (dataset.isLocked())
            throw Refusal(400, u"Cannot delete chunks of a locked dataset"_s);
        chunkdeletion::begin(database, dataset.key, condition);
    });
    chunkdeletion::finish(store, request.dataset->key);
    return Response::noContent();
}

}

void addChunkListRoutes(Router &router, Store &store)
{
    router.add("POST", u"/api/chunks", {Scope::Dataset, Role::Read}, [&store](const Request &request) { return chunksById(request, store); });
    router.add("POST", u"/api/chunks/tracking", {Scope::Dataset, Role::Read}, [&store](const Request &request) { return chunksByTrackingId(request, store); });
    router.add("POST", u"/api/chunks/scroll", {Scope::Dataset, Role::Read}, [&store](const Request &request) { return scroll(request, store); });
    router.add("POST", u"/api/chunk/count", {Scope::Dataset, Role::Read}, [&store](const Request &request) { return count(request, store); });
    router.add("DELETE", u"/api/chunk", {Scope::Dataset, Role::Admin}, [&store](const Request &request) { return deleteByFilter(request, store); });
}

#include "app/localserver/recommendroutes.h"

#include "app/localserver/recommendation.h"
#include "app/localserver/router.h"
#include "app/localserver/store.h"

using namespace Qt::StringLiterals;

namespace
{

Response recommendChunks(const Request &request, Store &store)
{
    const RecommendOrder order = RecommendOrder::fromJson(request.json(), RecommendOrder::What::Chunks);
    const QList<FoundChunk> found = store.read([&](Database &database) {
        return recommendedChunks(database, store, currentDataset(database, *request.dataset), order);
    });
    const bool v1 = request.wantsV1();
    const bool isSlim = order.shape == ChunkRow::Shape::Slim;
    Json list = Json::array();
    for (const FoundChunk &chunk : found) {
        if (!v1 && !isSlim) {
            list.append(chunk.hitJson(request.dataset->id, false, order.shape));
            continue;
        }
        Json json = chunk.toJson(request.dataset->id, v1, order.shape);
        if (!isSlim) {
            // The old shape is older than these.
            for (const QStringView later : {u"location", u"image_urls", u"num_value"})
                json.remove(later);
            json.set(u"score", chunk.score);
        }
        list.append(json);
    }
    // Real servers answer slim chunks like this, whatever version is asked for.
    if (isSlim)
        return Response::json(list, 206);
    return Response::json(v1 ? list : Json::object({{u"id", Store::newId()}, {u"chunks", list}}));
}

Response recommendGroups(const Request &request, Store &store)
{
    const RecommendOrder order = RecommendOrder::fromJson(request.json(), RecommendOrder::What::Groups);
    const QList<FoundGroup> found = store.read([&](Database &database) {
        return recommendedGroups(database, store, currentDataset(database, *request.dataset), order);
    });
    Json list = Json::array();
    for (const FoundGroup &group : found)
        list.append(group.toJson(request.dataset->id, request.wantsV1(), order.shape));
    return Response::json(request.wantsV1() ? list : Json::object({{u"id", Store::newId()}, {u"results", list}}));
}

}

void addRecommendRoutes(Router &router, Store &store)
{
    router.add("POST", u"/api/chunk/recommend", {Scope::Dataset, Role::Read}, [&store](const Request &request) { return recommendChunks(request, store); });
    router.add(
        "POST", u"/api/chunk_group/recommend", {Scope::Dataset, Role::Read}, [&store](const Request &request) { return recommendGroups(request, store); });
}

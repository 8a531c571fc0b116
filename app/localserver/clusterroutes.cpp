#include "app/localserver/clusterroutes.h"

#include "app/localserver/fields.h"
#include "app/localserver/router.h"

using namespace Qt::StringLiterals;

namespace {

// SearchClusterResponse or SearchQueryResponse
Response noClusters(const Request &request)
{
    const Json body = request.json();
    const Fields fields(body);
    const QString type = fields.requiredString(u"type");
    if (type == u"cluster_topics")
        return Response::json(Json::object({{u"clusters", Json::array()}}));
    if (type != u"cluster_queries")
        fields.refuse(u"type", u"expected cluster_topics or cluster_queries, got \"%1\""_s.arg(type.left(100)));
    if (!fields.id(u"cluster_id"))
        fields.refuse(u"cluster_id", u"expected the id of a cluster, but it is missing"_s);
    (void)fields.page();
    return Response::json(Json::object({{u"queries", Json::array()}}));
}

}

void addClusterRoutes(Router &router)
{
    // The first is documented, the second is what real servers answer to.
    for (const QStringView path : {u"/api/analytics/search/cluster", u"/api/analytics/search/clusters"})
        router.add("POST", path, {Scope::Dataset, Role::Admin}, noClusters);
}

#include "app/localserver/recommendorder.h"

#include "app/localserver/fields.h"
#include "app/localserver/refusal.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 mostRecommended = 1000;

}

RecommendOrder RecommendOrder::fromJson(const Json &body, What what)
{
    const Fields fields(body);
    const bool areGroups = what == What::Groups;
    RecommendOrder order;
    order.what = what;
    order.likeIds = fields.ids(areGroups ? u"positive_group_ids" : u"positive_chunk_ids").value_or(QStringList());
    order.likeTrackingIds
        = fields.strings(areGroups ? u"positive_group_tracking_ids" : u"positive_tracking_ids").value_or(QStringList());
    order.unlikeIds = fields.ids(areGroups ? u"negative_group_ids" : u"negative_chunk_ids").value_or(QStringList());
    order.unlikeTrackingIds
        = fields.strings(areGroups ? u"negative_group_tracking_ids" : u"negative_tracking_ids").value_or(QStringList());
    if (order.likeIds.isEmpty() && order.likeTrackingIds.isEmpty()) {
        fields.refuse(areGroups ? u"positive_group_ids" : u"positive_chunk_ids",
            u"expected at least one positive id or tracking id; more is found like that one"_s);
    }
    const QString type = fields.string(u"recommend_type").value_or(u"semantic"_s);
    if (type != u"semantic" && type != u"fulltext" && type != u"bm25" && type != u"BM25")
        fields.refuse(u"recommend_type", u"expected semantic, fulltext or bm25, got \"%1\""_s.arg(type.left(100)));
    order.isByMeaning = type == u"semantic";
    const QString strategy = fields.string(u"strategy").value_or(u"average_vector"_s);
    if (strategy != u"average_vector" && strategy != u"best_score")
        fields.refuse(u"strategy", u"expected average_vector or best_score, got \"%1\""_s.arg(strategy.left(100)));
    order.strategy = strategy == u"best_score" ? Strategy::Best : Strategy::Average;
    order.limit = std::min(fields.integer(u"limit").value_or(10), mostRecommended);
    order.groupSize = std::min(fields.integer(u"group_size").value_or(3), mostRecommended);
    order.filters = body[u"filters"];
    if (fields.boolean(u"slim_chunks").value_or(false))
        order.shape = ChunkRow::Shape::Slim;
    return order;
}

#include "app/localserver/reranking.h"

#include "app/localserver/database.h"
#include "app/localserver/store.h"
#include "app/localserver/wire.h"

#include <algorithm>
#include <cmath>

namespace
{

/// From weight_number, time_stamp and tag_set of a chunk.
double factor(const SearchOrder &order, const Statement &row)
{
    double factor = 1;
    // A weight of 0 is what a chunk has whose weight nobody set.
    if (order.usesWeights && row.real(0) > 0)
        factor = row.real(0);
    if (order.recencyBias > 0 && !row.isNull(1)) {
        constexpr double dayMs = 86'400'000;
        const double days = std::max(0.0, double(Store::now() - row.integer(1)) / dayMs);
        factor *= 1 + order.recencyBias * std::exp2(-days / 180);
    }
    if (!order.tagWeights.isEmpty()) {
        const Json tags = wire::verbatim(row.optionalBytes(2));
        for (const Json &tag : tags.items())
            factor *= order.tagWeights.value(tag.toString(), 1);
    }
    return factor;
}

}

bool isReranked(Database &database, qint64 datasetKey, const SearchOrder &order)
{
    if (!order.tagWeights.isEmpty() || order.recencyBias > 0)
        return true;
    if (!order.usesWeights)
        return false;
    auto row = database.prepare("SELECT 1 FROM chunks WHERE dataset = ? AND weight_number > 0 AND weight_number <> 1 LIMIT 1");
    return row.bind(datasetKey).step();
}

QList<Hit> reranked(Database &database, const SearchOrder &order, QList<Hit> hits)
{
    auto row = database.prepare("SELECT weight_number, time_stamp, tag_set FROM chunks WHERE key = ?");
    for (Hit &hit : hits) {
        row.reset();
        if (row.bind(hit.chunk).step())
            hit.score *= factor(order, row);
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) { return a.score > b.score; });
    return hits;
}

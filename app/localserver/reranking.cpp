#include "app/localserver/reranking.h"

#include "app/localserver/database.h"
#include "app/localserver/store.h"
#include "app/localserver/wire.h"

#include <algorithm>
#include <cmath>

namespace
{

double factor(Database &database, const SearchOrder &order, qint64 key)
{
    auto row = database.prepare("SELECT weight_number, time_stamp, tag_set FROM chunks WHERE key = ?");
    row.bind(key);
    if (!row.step())
        return 1;
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

QList<Hit> reranked(Database &database, const SearchOrder &order, QList<Hit> hits)
{
    if (!order.usesWeights && order.tagWeights.isEmpty() && order.recencyBias == 0)
        return hits;
    for (Hit &hit : hits)
        hit.score *= factor(database, order, hit.chunk);
    std::stable_sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) { return a.score > b.score; });
    return hits;
}

#include "app/localserver/reranking.h"

#include "app/localserver/database.h"
#include "app/localserver/store.h"
#include "app/localserver/wire.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace
{

/// On a sphere with a radius of 1.
double distance(const SearchOrder::LocationBias &from, double latitude, double longitude)
{
    const auto radians = [](double degrees) { return degrees * std::numbers::pi / 180; };
    const double a = std::pow(std::sin(radians(latitude - from.latitude) / 2), 2)
        + std::cos(radians(from.latitude)) * std::cos(radians(latitude))
            * std::pow(std::sin(radians(longitude - from.longitude) / 2), 2);
    return 2 * std::asin(std::min(1.0, std::sqrt(a)));
}

class Reranking
{
public:
    Reranking(Database &database, const SearchOrder &order) : m_database(database), m_order(order) { }

    QList<Hit> done(QList<Hit> hits)
    {
        auto row = m_database.prepare("SELECT weight_number, time_stamp, tag_set, latitude, longitude FROM chunks WHERE key = ?");
        for (Hit &hit : hits) {
            row.reset();
            if (row.bind(hit.chunk).step())
                hit.score *= factor(hit.chunk, row);
        }
        if (m_order.location)
            putNearOnesForward(hits);
        std::stable_sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) { return a.score > b.score; });
        return hits;
    }

private:
    double factor(qint64 key, const Statement &row)
    {
        double factor = 1;
        // A weight of 0 is what a chunk has whose weight nobody set.
        if (m_order.usesWeights && row.real(0) > 0)
            factor = row.real(0);
        if (m_order.recencyBias > 0 && !row.isNull(1)) {
            constexpr double dayMs = 86'400'000;
            const double days = std::max(0.0, double(Store::now() - row.integer(1)) / dayMs);
            factor *= 1 + m_order.recencyBias * std::exp2(-days / 180);
        }
        if (!m_order.tagWeights.isEmpty()) {
            const Json tags = wire::verbatim(row.optionalBytes(2));
            for (const Json &tag : tags.items())
                factor *= m_order.tagWeights.value(tag.toString(), 1);
        }
        if (m_order.location && !row.isNull(3) && !row.isNull(4))
            m_distances.insert(key, distance(*m_order.location, row.real(3), row.real(4)));
        return factor;
    }

    /// What "near" is depends on what there is: the nearest hit has the whole bias, the farthest one and those without a place none.
    void putNearOnesForward(QList<Hit> &hits) const
    {
        if (m_distances.isEmpty())
            return;
        const auto [nearest, farthest] = std::minmax_element(m_distances.begin(), m_distances.end());
        const double span = *farthest - *nearest;
        for (Hit &hit : hits) {
            const auto place = m_distances.constFind(hit.chunk);
            if (place != m_distances.constEnd())
                hit.score *= 1 + m_order.location->bias * (span > 0 ? (*farthest - *place) / span : 1);
        }
    }

    Database &m_database;
    const SearchOrder &m_order;
    QHash<qint64, double> m_distances;
};

}

bool isReranked(Database &database, qint64 datasetKey, const SearchOrder &order)
{
    if (!order.tagWeights.isEmpty() || order.recencyBias > 0 || order.location)
        return true;
    if (!order.usesWeights)
        return false;
    auto row = database.prepare("SELECT 1 FROM chunks WHERE dataset = ? AND weight_number > 0 AND weight_number <> 1 LIMIT 1");
    return row.bind(datasetKey).step();
}

QList<Hit> reranked(Database &database, const SearchOrder &order, QList<Hit> hits)
{
    return Reranking(database, order).done(std::move(hits));
}

#include "app/localserver/fusedhits.h"

#include <QHash>

#include <algorithm>

namespace
{

constexpr double smoothing = 60;
constexpr qint64 depth = 1000;

}

FusedHits::FusedHits(Database &database, std::unique_ptr<HitSource> first, std::unique_ptr<HitSource> second)
    : m_database(database), m_first(std::move(first)), m_second(std::move(second))
{
}

QList<Hit> FusedHits::best(qint64 most, double threshold) const
{
    QHash<qint64, double> scores;
    for (const HitSource *source : {m_first.get(), m_second.get()}) {
        const QList<Hit> hits = source->best(std::max(most, depth), 0);
        for (qsizetype i = 0; i < hits.size(); ++i)
            scores[hits[i].chunk] += (smoothing + 1) / (2 * (smoothing + 1 + double(i)));
    }
    QList<Hit> hits;
    for (auto score = scores.cbegin(); score != scores.cend(); ++score) {
        if (*score >= threshold)
            hits.append({score.key(), *score});
    }
    std::sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) { return a.score != b.score ? a.score > b.score : a.chunk < b.chunk; });
    return hits.mid(0, most);
}

qint64 FusedHits::count(qint64 most, double threshold) const
{
    if (threshold <= 0)
        return std::max(m_first->count(most, 0), m_second->count(most, 0));
    return best(most, threshold).size();
}

QList<Hit> FusedHits::sorted(const SortColumn &column, qint64 most, double threshold) const
{
    return column.sorted(m_database, best(std::max(most, depth), threshold)).mid(0, most);
}

#include "app/localserver/meaninghits.h"

#include "app/localserver/database.h"
#include "app/localserver/datasetrow.h"
#include "app/localserver/vectorgraphs.h"

#include <QSet>

#include <algorithm>
#include <limits>

namespace
{

/// So many are scanned in a few milliseconds.
constexpr qint64 fewEnoughToScan = 5000;
constexpr qint64 sortedDepth = 1000;

bool isBetter(const Hit &a, const Hit &b)
{
    return a.score != b.score ? a.score > b.score : a.chunk < b.chunk;
}

/// The best ones, in no order; linear in their number.
void keepBest(QList<Hit> &hits, qint64 most)
{
    if (hits.size() <= most)
        return;
    std::nth_element(hits.begin(), hits.begin() + most, hits.end(), isBetter);
    hits.resize(most);
}

}

MeaningHits::MeaningHits(Database &database, const DatasetRow &dataset, const Meaning &meaning, SqlCondition where)
    : m_database(database), m_dataset(dataset.key), m_meaning(meaning), m_where(std::move(where))
{
    auto row = database.prepare("SELECT base FROM vector_sets WHERE dataset = ?");
    if (row.bind(m_dataset).step())
        m_base = row.integer(0);
}

/// Vectors of chunks that fulfil the condition and are stamped later.
Statement MeaningHits::prepared(const QByteArray &select, const QByteArray &after, qint64 stamp) const
{
    if (m_where.sql == "1") {
        auto rows = m_database.prepare(select + " FROM vectors WHERE vectors.dataset = ? AND vectors.stamp > ?" + after);
        rows.bind(m_dataset, stamp);
        return rows;
    }
    // CROSS JOIN keeps the order: the condition's indexes first, then one vector after the other.
    auto rows = m_database.prepare(select + " FROM chunks CROSS JOIN vectors ON vectors.chunk = chunks.key WHERE chunks.dataset = ? AND "
        + m_where.sql + " AND vectors.stamp > ?" + after);
    rows.bind(m_dataset).bindAll(m_where.values).bind(stamp);
    return rows;
}

double MeaningHits::similarity(QByteArrayView blob) const
{
    // A vector of another size is left from another model and about to go.
    if (blob.size() != qsizetype(m_meaning.vector.size() * sizeof(float)))
        return std::numeric_limits<double>::lowest();
    return m_meaning.metric.similarity(m_meaning.vector, vectors::fromBytes(blob));
}

QList<Hit> MeaningHits::scan(qint64 after, qint64 most) const
{
    QList<Hit> hits;
    auto rows = prepared("SELECT vectors.chunk, vectors.vector", {}, after);
    while (rows.step()) {
        const Hit hit{rows.integer(0), similarity(rows.blob(1))};
        if (hit.score > std::numeric_limits<double>::lowest())
            hits.append(hit);
        if (hits.size() >= 2 * most + 1000)
            keepBest(hits, most);
    }
    return hits;
}

bool MeaningHits::isNarrow() const
{
    if (m_where.sql == "1")
        return false;
    auto row = m_database.prepare("SELECT count(*) FROM (SELECT 1 FROM chunks WHERE chunks.dataset = ? AND " + m_where.sql + " LIMIT ?)");
    row.bind(m_dataset).bindAll(m_where.values).bind(fewEnoughToScan + 1);
    return row.step() && row.integer(0) <= fewEnoughToScan;
}

std::optional<Hit> MeaningHits::measured(qint64 stamp) const
{
    auto row = m_database.prepare(m_where.sql == "1"
            ? QByteArrayLiteral("SELECT chunk, vector FROM vectors WHERE dataset = ? AND stamp = ?")
            : "SELECT vectors.chunk, vectors.vector FROM vectors CROSS JOIN chunks ON chunks.key = vectors.chunk "
              "WHERE vectors.dataset = ? AND vectors.stamp = ? AND "
                + m_where.sql);
    row.bind(m_dataset, stamp).bindAll(m_where.values);
    if (!row.step())
        return std::nullopt;
    return Hit{row.integer(0), similarity(row.blob(1))};
}

std::optional<QList<Hit>> MeaningHits::candidates(const VectorGraph &graph, qint64 most) const
{
    const auto all = qint64(graph.count());
    qsizetype looked = 0;
    QList<Hit> hits;
    // More and more of them until enough fulfil the condition; a scan is faster than a walk through half of the graph.
    for (qint64 wanted = most + 20; wanted < all / 2; wanted *= 4) {
        const QList<qint64> stamps = graph.nearest(m_meaning.vector, std::size_t(wanted));
        for (; looked < stamps.size(); ++looked) {
            if (const auto hit = measured(stamps[looked]))
                hits.append(*hit);
        }
        if (hits.size() >= most)
            return hits;
    }
    return std::nullopt;
}

double MeaningHits::lowest(double threshold) const
{
    return threshold == 0 ? std::numeric_limits<double>::lowest() : m_meaning.metric.similarityOf(threshold);
}

QList<Hit> MeaningHits::best(qint64 most, double threshold) const
{
    const VectorGraphs::Known known = m_meaning.graphs->known(m_dataset, m_base, m_meaning.metric);
    std::optional<QList<Hit>> found;
    if (known.graph && !isNarrow())
        found = candidates(*known.graph, most);
    QList<Hit> hits = scan(found ? known.applied : m_base, most);
    QSet<qint64> there;
    for (const Hit &hit : std::as_const(hits))
        there.insert(hit.chunk);
    for (const Hit &hit : found.value_or(QList<Hit>())) {
        if (!there.contains(hit.chunk)) {
            there.insert(hit.chunk);
            hits.append(hit);
        }
    }
    const double least = lowest(threshold);
    hits.removeIf([least](const Hit &hit) { return hit.score < least; });
    keepBest(hits, most);
    std::sort(hits.begin(), hits.end(), isBetter);
    return hits;
}

qint64 MeaningHits::count(qint64 most, double threshold) const
{
    qint64 count = 0;
    const double least = lowest(threshold);
    auto rows = prepared(threshold == 0 ? "SELECT 1" : "SELECT vectors.vector", {}, m_base);
    while (count < most && rows.step()) {
        if (threshold == 0 || similarity(rows.blob(0)) >= least)
            ++count;
    }
    return count;
}

QList<Hit> MeaningHits::sorted(const SortColumn &column, qint64 most, double threshold) const
{
    return column.sorted(m_database, best(std::max(most, sortedDepth), threshold)).mid(0, most);
}

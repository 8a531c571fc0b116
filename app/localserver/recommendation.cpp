#include "app/localserver/recommendation.h"

#include "app/localserver/database.h"
#include "app/localserver/groupgathering.h"
#include "app/localserver/refusal.h"
#include "app/localserver/searchrun.h"
#include "app/localserver/significantwords.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

/// With the strategy "best score" each example is searched for.
constexpr qsizetype mostExamples = 20;
constexpr qint64 groupHits = 1000;
/// Above nothing: words that count against a chunk may outweigh the others.
constexpr double leastScore = 1e-9;

class Recommendation
{
public:
    Recommendation(Database &database, Store &store, const DatasetRow &dataset, const RecommendOrder &order)
        : m_database(database), m_store(store), m_dataset(dataset), m_order(order), m_cutter(database),
          m_like(named(order.likeIds, order.likeTrackingIds)), m_unlike(named(order.unlikeIds, order.unlikeTrackingIds)),
          m_meaning(order.isByMeaning ? Meaning::ofChunks(database, store, dataset, m_like.all(), m_unlike.all()) : std::nullopt)
    {
    }

    QList<FoundChunk> chunks()
    {
        const SearchOrder search = plainOrder();
        const SearchRun run(m_database, m_dataset, search, {});
        return run.chunks(hits(m_order.limit).mid(0, m_order.limit));
    }

    QList<FoundGroup> groups()
    {
        const QList<qint64> given = m_like.keys + m_unlike.keys;
        GroupGathering gathering(m_database, m_order.groupSize);
        gathering.gather(hits(groupHits));
        QList<qint64> keys;
        for (const qint64 key : gathering.groups()) {
            if (!given.contains(key))
                keys.append(key);
        }
        const SearchOrder search = plainOrder();
        const SearchRun run(m_database, m_dataset, search, {});
        return groupsOf(m_database, run, gathering, keys.mid(0, m_order.limit));
    }

private:
    struct Examples {
        /// What the request named, chunks or groups.
        QList<qint64> keys;
        /// The chunks in it, for each key.
        QList<QList<qint64>> chunks;

        QList<qint64> all() const
        {
            QList<qint64> list;
            for (const QList<qint64> &some : chunks)
                list += some;
            return list;
        }
    };

    Examples named(const QStringList &ids, const QStringList &trackingIds) const
    {
        Examples examples;
        const auto take = [&](const QString &name, const char *column) {
            const bool isGroup = m_order.what == RecommendOrder::What::Groups;
            const QByteArray table = isGroup ? "chunk_groups" : "chunks";
            auto row = m_database.prepare("SELECT key FROM " + table + " WHERE dataset = ? AND " + column + " = ?");
            if (!row.bind(m_dataset.key, name).step())
                throw Refusal::notFound((isGroup ? u"Could not find group %1"_s : u"Could not find chunk %1"_s).arg(name.left(100)));
            examples.keys.append(row.integer(0));
            examples.chunks.append(isGroup ? members(row.integer(0)) : QList<qint64>{row.integer(0)});
        };
        for (const QString &id : ids)
            take(id, "id");
        for (const QString &id : trackingIds)
            take(id, "tracking_id");
        return examples;
    }

    QList<qint64> members(qint64 group) const
    {
        auto row = m_database.prepare("SELECT chunk FROM group_members WHERE chunk_group = ? ORDER BY chunk LIMIT 200");
        row.bind(group);
        QList<qint64> chunks;
        while (row.step())
            chunks.append(row.integer(0));
        return chunks;
    }

    SearchOrder plainOrder() const
    {
        SearchOrder search;
        search.filters = m_order.filters;
        search.anyWordWillDo = true;
        search.usesWeights = false;
        search.highlight.isOn = false;
        // How scores are shown hangs on it too.
        search.meaning = m_meaning;
        search.sense = m_meaning ? SearchOrder::Sense::Meaning : SearchOrder::Sense::Words;
        // Above nothing, and no threshold where near and far are all there is.
        search.scoreThreshold = m_meaning ? 0 : leastScore;
        return search;
    }

    /// The one place that says what likeness is.
    QList<Hit> similar(const QList<qint64> &like, const QList<qint64> &unlike, qint64 most) const
    {
        SearchOrder search = plainOrder();
        if (m_meaning)
            search.meaning = Meaning::ofChunks(m_database, m_store, m_dataset, like, unlike);
        else
            search.queries = significantWords(m_database, m_dataset, like, unlike, m_cutter);
        if (!search.meaning && search.queries.isEmpty())
            return {};
        Json given = Json::array();
        for (const qint64 chunk : m_like.all() + m_unlike.all())
            given.append(chunk);
        const SqlCondition others{"(chunks.key NOT IN (SELECT value FROM json_each(?)))", {given.toBytes()}};
        const SqlCondition grouped{"EXISTS (SELECT 1 FROM group_members WHERE chunk = chunks.key)", {}};
        const bool areGroups = m_order.what == RecommendOrder::What::Groups;
        const SearchRun run(m_database, m_dataset, search, areGroups ? both(others, grouped) : others);
        return run.ordered(*run.hits(), most).mid(0, most);
    }

    QList<Hit> hits(qint64 most) const
    {
        if (m_order.strategy == RecommendOrder::Strategy::Average)
            return similar(m_like.all(), m_unlike.all(), most);
        const QHash<qint64, double> like = best(m_like, most);
        const QHash<qint64, double> unlike = best(m_unlike, most);
        QList<Hit> hits;
        for (auto hit = like.constBegin(); hit != like.constEnd(); ++hit) {
            // More like something unwanted than like anything wanted.
            if (unlike.value(hit.key(), 0) < hit.value())
                hits.append({hit.key(), hit.value()});
        }
        std::sort(hits.begin(), hits.end(),
            [](const Hit &a, const Hit &b) { return a.score != b.score ? a.score > b.score : a.chunk < b.chunk; });
        return hits.mid(0, most);
    }

    /// How like the example is that a chunk is most like.
    QHash<qint64, double> best(const Examples &examples, qint64 most) const
    {
        QHash<qint64, double> scores;
        for (const QList<qint64> &example : examples.chunks.mid(0, mostExamples)) {
            const QList<Hit> found = similar(example, {}, std::max(most, groupHits));
            for (const Hit &hit : found)
                scores[hit.chunk] = std::max(scores.value(hit.chunk, 0), hit.score);
        }
        return scores;
    }

    Database &m_database;
    Store &m_store;
    const DatasetRow &m_dataset;
    const RecommendOrder &m_order;
    const WordCutter m_cutter;
    const Examples m_like;
    const Examples m_unlike;
    /// Nothing where words count.
    const std::optional<Meaning> m_meaning;
};

}

QList<FoundChunk> recommendedChunks(Database &database, Store &store, const DatasetRow &dataset, const RecommendOrder &order)
{
    QList<FoundChunk> found;
    searchInTime(database, {}, [&] { found = Recommendation(database, store, dataset, order).chunks(); });
    return found;
}

QList<FoundGroup> recommendedGroups(Database &database, Store &store, const DatasetRow &dataset, const RecommendOrder &order)
{
    QList<FoundGroup> found;
    searchInTime(database, {}, [&] { found = Recommendation(database, store, dataset, order).groups(); });
    return found;
}

#include "app/localserver/groupsearch.h"

#include "app/localserver/database.h"
#include "app/localserver/groupgathering.h"
#include "app/localserver/searchrun.h"
#include "app/localserver/wire.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace
{

/// Looked at first; mostly they hold the groups of the page already.
constexpr qint64 firstHits = 1000;

FoundGroups pageOfGroups(Database &database, const SearchRun &run, const SearchOrder &order)
{
    FoundGroups found;
    found.correctedQuery = run.correctedQuery();
    if (order.pageSize == 0)
        return found;
    const auto hits = run.hits();
    const qint64 begin = (order.page - 1) * order.pageSize;
    const qint64 end = begin + order.pageSize;
    const qint64 most = std::max(run.mostCounted(), firstHits);
    GroupGathering gathering(database, order.groupSize);
    for (qint64 wanted = order.wantsTotal ? most : firstHits;; wanted = most) {
        const QList<Hit> ordered = run.ordered(*hits, wanted);
        gathering.gather(ordered);
        if (wanted >= most || ordered.size() < wanted || gathering.groups().size() >= end)
            break;
    }
    found.groups = groupsOf(database, run, gathering, gathering.groups().mid(begin, order.pageSize));
    if (order.wantsTotal)
        found.totalPages = wire::pages(gathering.groups().size(), order.pageSize);
    return found;
}

}

Json FoundGroup::toJson(const QString &datasetId, bool v1, ChunkRow::Shape shape) const
{
    Json list = Json::array();
    for (const FoundChunk &chunk : chunks)
        list.append(chunk.hitJson(datasetId, v1, shape));
    if (!v1)
        return Json::object({{u"group", row.toJson(datasetId, false)}, {u"chunks", list}, {u"file_id", nullptr}});
    return Json::object({{u"group_id", row.id}, {u"group_name", row.name}, {u"group_description", row.description},
        {u"group_created_at", wire::moment(row.createdAt)}, {u"group_updated_at", wire::moment(row.updatedAt)},
        {u"group_tracking_id", wire::text(row.trackingId)}, {u"group_metadata", wire::verbatim(row.metadata)},
        {u"group_tag_set", wire::verbatim(row.tagSet)}, {u"group_dataset_id", datasetId}, {u"metadata", list}, {u"file_id", nullptr}});
}

FoundChunks FoundGroups::chunks() const
{
    FoundChunks found;
    found.correctedQuery = correctedQuery;
    QSet<qint64> known;
    for (const FoundGroup &group : groups) {
        for (const FoundChunk &chunk : group.chunks) {
            if (!known.contains(chunk.row.key))
                found.chunks.append(chunk);
            known.insert(chunk.row.key);
        }
    }
    return found;
}

QList<FoundGroup> groupsOf(Database &database, const SearchRun &run, const GroupGathering &gathering, const QList<qint64> &keys)
{
    QList<FoundGroup> groups;
    for (const qint64 key : keys) {
        auto row = database.prepare(QByteArrayLiteral("SELECT ") + GroupRow::columns + " FROM chunk_groups WHERE key = ?");
        if (row.bind(key).step())
            groups.append({GroupRow::fromRow(row), run.chunks(gathering.hitsOf(key))});
    }
    return groups;
}

FoundGroups searchGroups(Database &database, const DatasetRow &dataset, const SearchOrder &order, const SqlCondition &scope,
    const std::function<bool()> &isWanted)
{
    FoundGroups found;
    const SqlCondition grouped{"EXISTS (SELECT 1 FROM group_members WHERE chunk = chunks.key)", {}};
    searchInTime(database, isWanted, [&] {
        found = pageOfGroups(database, SearchRun(database, dataset, order, both(grouped, scope)), order);
    });
    return found;
}

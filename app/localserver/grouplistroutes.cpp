#include "app/localserver/grouplistroutes.h"

#include "app/localserver/chunkrow.h"
#include "app/localserver/fields.h"
#include "app/localserver/grouprow.h"
#include "app/localserver/refusal.h"
#include "app/localserver/router.h"
#include "app/localserver/store.h"
#include "app/localserver/wire.h"
#include "app/values/id.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 pageSize = 10;

qint64 numberOf(Database &database, const QByteArray &sql, qint64 key)
{
    auto row = database.prepare(sql);
    row.bind(key);
    return row.step() ? row.integer(0) : 0;
}

qint64 groupCount(Database &database, qint64 datasetKey)
{
    return numberOf(database, "SELECT count(*) FROM chunk_groups WHERE dataset = ?", datasetKey);
}

// Newest first; the keys grow with age, so the order never changes under the reader.
Json groupPage(Database &database, const DatasetRow &dataset, qint64 page)
{
    auto rows = database.prepare(
        QByteArrayLiteral("SELECT ") + GroupRow::columns + " FROM chunk_groups WHERE dataset = ? ORDER BY key DESC LIMIT ? OFFSET ?");
    rows.bind(dataset.key, pageSize, (page - 1) * pageSize);
    Json groups = Json::array();
    while (rows.step())
        groups.append(GroupRow::fromRow(rows).toJson(dataset.id));
    return Json::object({{u"groups", groups}, {u"total_pages", wire::pages(groupCount(database, dataset.key), pageSize)}, {u"next_cursor", nullptr}});
}

// Oldest first; the cursor is the first group of the next page.
Json groupsFrom(Database &database, const DatasetRow &dataset, const QString &cursor)
{
    qint64 from = 0;
    if (!cursor.isEmpty()) {
        auto first = database.prepare("SELECT key FROM chunk_groups WHERE id >= ? AND dataset = ? ORDER BY id LIMIT 1");
        first.bind(cursor.toLower(), dataset.key);
        from = first.step() ? first.integer(0) : std::numeric_limits<qint64>::max();
    }
    auto rows = database.prepare(
        QByteArrayLiteral("SELECT ") + GroupRow::columns + " FROM chunk_groups WHERE dataset = ? AND key >= ? ORDER BY key LIMIT ?");
    rows.bind(dataset.key, from, pageSize + 1);
    QList<GroupRow> found;
    while (rows.step())
        found.append(GroupRow::fromRow(rows));
    Json groups = Json::array();
    for (const GroupRow &row : std::as_const(found).mid(0, pageSize))
        groups.append(row.toJson(dataset.id));
    return Json::object({{u"groups", groups}, {u"total_pages", wire::pages(groupCount(database, dataset.key), pageSize)},
        {u"next_cursor", found.size() > pageSize ? Json(found.last().id) : Json()}});
}

Response listGroups(const Request &request, Store &store, qint64 page)
{
    if (request.idParameter(u"dataset_id") != request.dataset->id)
        throw Refusal(400, u"dataset_id: the path names another dataset than the TR-Dataset header"_s);
    const QString cursor = request.queryItem(u"cursor").value_or(QString());
    if (!cursor.isEmpty() && !isUuid(cursor))
        throw Refusal(400, u"cursor: expected a UUID, got \"%1\""_s.arg(cursor.left(100)));
    const bool useCursor = request.queryItem(u"use_cursor") == u"true";
    return Response::json(store.read([&](Database &database) {
        return useCursor ? groupsFrom(database, *request.dataset, cursor) : groupPage(database, *request.dataset, page);
    }));
}

using GroupLookup = std::optional<GroupRow> (*)(Database &, qint64, const QString &);

GroupRow foundGroup(Database &database, qint64 datasetKey, GroupLookup lookup, const QString &name)
{
    auto row = lookup(database, datasetKey, name);
    if (!row)
        throw Refusal::notFound(u"Group not found"_s);
    return *std::move(row);
}

qint64 memberCount(Database &database, const GroupRow &group)
{
    return numberOf(database, "SELECT count(*) FROM group_members WHERE chunk_group = ?", group.key);
}

Response listMembers(const Request &request, Store &store, GroupLookup lookup, const QString &name)
{
    const qint64 page = request.pageParameter(u"page");
    return Response::json(store.read([&](Database &database) {
        const GroupRow group = foundGroup(database, request.dataset->key, lookup, name);
        auto rows = database.prepare(QByteArrayLiteral("SELECT ") + ChunkRow::columns
            + " FROM group_members JOIN chunks ON chunks.key = group_members.chunk "
              "WHERE group_members.chunk_group = ? ORDER BY group_members.chunk LIMIT ? OFFSET ?");
        rows.bind(group.key, pageSize, (page - 1) * pageSize);
        Json chunks = Json::array();
        while (rows.step())
            chunks.append(ChunkRow::fromRow(rows).toJson(request.dataset->id, request.wantsV1()));
        return Json::object({{u"group", group.toJson(request.dataset->id)}, {u"chunks", chunks},
            {u"total_pages", wire::pages(memberCount(database, group), pageSize)}});
    }));
}

// The chunk that a membership request names, in its body or its query.
ChunkRow namedChunk(Database &database, const Request &request, const Json &body)
{
    std::optional<QString> id;
    std::optional<QString> trackingId;
    if (!body.isNull()) {
        const Fields fields(body);
        id = fields.id(u"chunk_id");
        trackingId = fields.string(u"chunk_tracking_id");
    }
    if (!id && !trackingId) {
        id = request.queryItem(u"chunk_id");
        trackingId = request.queryItem(u"chunk_tracking_id");
    }
    if (id && !isUuid(*id))
        throw Refusal(400, u"chunk_id: expected a UUID, got \"%1\""_s.arg(id->left(100)));
    if (!id && !trackingId)
        throw Refusal(400, u"chunk_id: expected the chunk_id or the chunk_tracking_id of a chunk"_s);
    auto row = id ? chunkById(database, request.dataset->key, *id) : chunkByTrackingId(database, request.dataset->key, *trackingId);
    if (!row)
        throw Refusal::notFound(u"Chunk not found"_s);
    return *std::move(row);
}

Response changeMembership(const Request &request, Store &store, GroupLookup lookup, const QString &name, const QByteArray &sql)
{
    const Json body = request.body.trimmed().isEmpty() ? Json() : request.json();
    store.write([&](Database &database) {
        const GroupRow group = foundGroup(database, request.dataset->key, lookup, name);
        database.prepare(sql).bind(group.key, namedChunk(database, request, body).key).run();
    });
    return Response::noContent();
}

constexpr char joining[] = "INSERT OR IGNORE INTO group_members(chunk_group, chunk) VALUES (?, ?)";
constexpr char leaving[] = "DELETE FROM group_members WHERE chunk_group = ? AND chunk = ?";

Response groupsOfChunks(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    const auto ids = fields.ids(u"chunk_ids");
    const auto trackingIds = fields.strings(u"chunk_tracking_ids");
    if (!ids && !trackingIds)
        fields.refuse(u"chunk_ids", u"expected chunk_ids or chunk_tracking_ids"_s);
    Json list = Json::array();
    store.read([&](Database &database) {
        auto rows = database.prepare(QByteArrayLiteral("SELECT chunks.id, ") + GroupRow::columns
            + " FROM chunks JOIN group_members ON group_members.chunk = chunks.key JOIN chunk_groups ON chunk_groups.key = group_members.chunk_group "
            + "WHERE chunks.dataset = ? AND chunks." + (ids ? "id" : "tracking_id")
            + " IN (SELECT value FROM json_each(?)) ORDER BY chunks.key, chunk_groups.key");
        rows.bind(request.dataset->key, Json::strings(ids ? *ids : *trackingIds).toBytes());
        QString current;
        Json groups = Json::array();
        const auto finish = [&] {
            if (!current.isEmpty())
                list.append(Json::object({{u"chunk_uuid", current}, {u"slim_groups", groups}}));
            groups = Json::array();
        };
        while (rows.step()) {
            const QString id = rows.text(0);
            if (id != current)
                finish();
            current = id;
            groups.append(GroupRow::fromRow(rows, 1).toJson(request.dataset->id));
        }
        finish();
    });
    return Response::json(list);
}

Response countMembers(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    const auto id = fields.id(u"group_id");
    const auto trackingId = fields.string(u"group_tracking_id");
    if (!id && !trackingId)
        fields.refuse(u"group_id", u"expected the group_id or the group_tracking_id of a group"_s);
    return store.read([&](Database &database) {
        const GroupRow group = id ? foundGroup(database, request.dataset->key, groupById, *id)
                                  : foundGroup(database, request.dataset->key, groupByTrackingId, *trackingId);
        return Response::json(Json::object({{u"count", memberCount(database, group)}, {u"group_id", group.id}}));
    });
}

}

void addGroupListRoutes(Router &router, Store &store)
{
    const auto add = [&](const char *method, QStringView pattern, Role role, auto answer) {
        router.add(method, pattern, {Scope::Dataset, role}, [&store, answer](const Request &request) { return answer(request, store); });
    };
    add("GET", u"/api/dataset/groups/{dataset_id}", Role::Read, [](const Request &request, Store &at) { return listGroups(request, at, 1); });
    add("GET", u"/api/dataset/groups/{dataset_id}/{page}", Role::Read,
        [](const Request &request, Store &at) { return listGroups(request, at, request.pageParameter(u"page")); });
    add("GET", u"/api/chunk_group/{group_id}/{page}", Role::Read,
        [](const Request &request, Store &at) { return listMembers(request, at, groupById, request.idParameter(u"group_id")); });
    add("GET", u"/api/chunk_group/tracking_id/{tracking_id}/{page}", Role::Read,
        [](const Request &request, Store &at) { return listMembers(request, at, groupByTrackingId, request.parameter(u"tracking_id")); });
    add("POST", u"/api/chunk_group/chunk/{group_id}", Role::Admin,
        [](const Request &request, Store &at) { return changeMembership(request, at, groupById, request.idParameter(u"group_id"), joining); });
    add("DELETE", u"/api/chunk_group/chunk/{group_id}", Role::Admin,
        [](const Request &request, Store &at) { return changeMembership(request, at, groupById, request.idParameter(u"group_id"), leaving); });
    add("POST", u"/api/chunk_group/tracking_id/{tracking_id}", Role::Admin,
        [](const Request &request, Store &at) { return changeMembership(request, at, groupByTrackingId, request.parameter(u"tracking_id"), joining); });
    add("POST", u"/api/chunk_group/chunks", Role::Read, groupsOfChunks);
    add("POST", u"/api/chunk_group/count", Role::Read, countMembers);
}

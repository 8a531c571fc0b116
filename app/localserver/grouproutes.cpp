#include "app/localserver/grouproutes.h"

#include "app/localserver/chunkdeletion.h"
#include "app/localserver/fields.h"
#include "app/localserver/grouprow.h"
#include "app/localserver/grouptagging.h"
#include "app/localserver/refusal.h"
#include "app/localserver/router.h"
#include "app/localserver/store.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype batchLimit = 1000;

/// What a request says about one group. Absent members were absent or null.
struct GroupInput {
    std::optional<QString> name;
    std::optional<QString> description;
    std::optional<QString> trackingId;
    std::optional<QByteArray> tagSet;
    std::optional<QByteArray> metadata;
    bool upsert = false;
};

GroupInput groupInput(const Fields &fields)
{
    GroupInput input;
    input.name = fields.string(u"name");
    input.description = fields.string(u"description");
    input.trackingId = fields.string(u"tracking_id");
    if (const auto tags = fields.strings(u"tag_set"))
        input.tagSet = Json::strings(*tags).toBytes();
    if (fields.has(u"metadata"))
        input.metadata = fields.raw(u"metadata").toBytes();
    input.upsert = fields.boolean(u"upsert_by_tracking_id").value_or(false);
    return input;
}

QList<GroupInput> groupInputs(const Json &body)
{
    if (!body.isArray())
        return {groupInput(Fields(body))};
    if (body.items().size() > batchLimit)
        throw Refusal(413, u"Cannot create more than %1 chunk groups at a time"_s.arg(batchLimit));
    QList<GroupInput> inputs;
    QSet<QString> trackingIds;
    for (qsizetype i = 0; i < body.items().size(); ++i) {
        const Fields fields(body.items()[i], u"groups[%1]."_s.arg(i));
        inputs.append(groupInput(fields));
        const QString trackingId = inputs.last().trackingId.value_or(QString());
        if (!trackingId.isEmpty() && trackingIds.contains(trackingId))
            fields.refuse(u"tracking_id", u"Cannot create multiple groups with the same tracking_id (\"%1\")"_s.arg(trackingId));
        trackingIds.insert(trackingId);
    }
    return inputs;
}

// An upsert sets what was sent and, as on real servers, empties what was not; id and created_at stay.
GroupRow written(Database &database, const DatasetRow &dataset, const GroupInput &input, const QString &place)
{
    const QString trackingId = input.trackingId.value_or(QString());
    const auto existing = trackingId.isEmpty() ? std::nullopt : groupByTrackingId(database, dataset.key, trackingId);
    if (existing && !input.upsert)
        throw Refusal(400, u"%1tracking_id: Duplicate Tracking Id \"%2\"; a group with it exists. Choose another, or send upsert_by_tracking_id to replace it"_s.arg(place, trackingId));
    GroupRow row = existing.value_or(GroupRow());
    row.name = input.name.value_or(QString());
    row.description = input.description.value_or(QString());
    row.trackingId = trackingId.isEmpty() ? std::nullopt : std::optional(trackingId);
    row.tagSet = input.tagSet;
    row.metadata = input.metadata;
    row.updatedAt = Store::now();
    if (existing) {
        row.update(database);
    } else {
        row.id = Store::newId();
        row.createdAt = row.updatedAt;
        row.insert(database, dataset.key);
    }
    return row;
}

Response createGroups(const Request &request, Store &store)
{
    const Json body = request.json();
    const QList<GroupInput> inputs = groupInputs(body);
    Json list = Json::array();
    store.write([&](Database &database) {
        const DatasetRow dataset = currentDataset(database, *request.dataset);
        for (qsizetype i = 0; i < inputs.size(); ++i) {
            const QString place = body.isArray() ? u"groups[%1]."_s.arg(i) : QString();
            list.append(written(database, dataset, inputs[i], place).toJson(dataset.id, false));
        }
    });
    return Response::json(body.isArray() ? list : list.items().first());
}

using Lookup = std::optional<GroupRow> (*)(Database &, qint64, const QString &);

GroupRow found(Database &database, qint64 datasetKey, Lookup lookup, const QString &name)
{
    auto row = lookup(database, datasetKey, name);
    if (!row)
        throw Refusal::notFound(u"Group not found"_s);
    return *std::move(row);
}

Response readGroup(const Request &request, Store &store, Lookup lookup, const QString &name)
{
    const GroupRow row = store.read([&](Database &database) { return found(database, request.dataset->key, lookup, name); });
    return Response::json(row.toJson(request.dataset->id));
}

Response updateGroup(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    const auto id = fields.id(u"group_id");
    const GroupInput input = groupInput(fields);
    const bool updateChunks = fields.boolean(u"update_chunks").value_or(false);
    if (!id && !input.trackingId)
        fields.refuse(u"group_id", u"expected the group_id or the tracking_id of the group to update"_s);
    store.write([&](Database &database) {
        const DatasetRow dataset = currentDataset(database, *request.dataset);
        GroupRow row = id ? found(database, dataset.key, groupById, *id) : found(database, dataset.key, groupByTrackingId, *input.trackingId);
        row.name = input.name.value_or(row.name);
        row.description = input.description.value_or(row.description);
        // Left out means kept, for tracking_id and metadata too: real servers null them, and people lose them that way.
        if (input.trackingId)
            row.trackingId = input.trackingId->isEmpty() ? std::nullopt : input.trackingId;
        if (input.tagSet)
            row.tagSet = input.tagSet;
        if (input.metadata)
            row.metadata = input.metadata;
        const auto other = row.trackingId ? groupByTrackingId(database, dataset.key, *row.trackingId) : std::nullopt;
        if (other && other->key != row.key)
            fields.refuse(u"tracking_id", u"Duplicate Tracking Id \"%1\"; another group has it"_s.arg(*row.trackingId));
        row.updatedAt = Store::now();
        row.update(database);
        if (updateChunks)
            grouptagging::begin(database, dataset.key, row.key);
    });
    if (updateChunks)
        grouptagging::finish(store, request.dataset->key);
    return Response::noContent();
}

bool flagItem(const Request &request, QStringView name)
{
    const QString text = request.queryItem(name).value_or(u"false"_s);
    if (text != u"true" && text != u"false")
        throw Refusal(400, u"%1: expected true or false, got \"%2\""_s.arg(name, text.left(100)));
    return text == u"true";
}

Response deleteGroup(const Request &request, Store &store, Lookup lookup, const QString &name)
{
    const bool withChunks = flagItem(request, u"delete_chunks");
    store.write([&](Database &database) {
        const DatasetRow dataset = currentDataset(database, *request.dataset);
        const GroupRow row = found(database, dataset.key, lookup, name);
        if (withChunks && dataset.isLocked())
            throw Refusal(400, u"delete_chunks: Cannot delete chunks of a locked dataset"_s);
        if (withChunks)
            chunkdeletion::beginGroup(database, dataset.key, row.key);
        database.prepare("DELETE FROM group_members WHERE chunk_group = ?").bind(row.key).run();
        database.prepare("DELETE FROM chunk_groups WHERE key = ?").bind(row.key).run();
    });
    if (withChunks)
        chunkdeletion::finish(store, request.dataset->key);
    return Response::noContent();
}

}

void addGroupRoutes(Router &router, Store &store)
{
    router.add("POST", u"/api/chunk_group", {Scope::Dataset, Role::Admin}, [&store](const Request &request) { return createGroups(request, store); });
    router.add("PUT", u"/api/chunk_group", {Scope::Dataset, Role::Admin}, [&store](const Request &request) { return updateGroup(request, store); });
    router.add("GET", u"/api/chunk_group/{group_id}", {Scope::Dataset, Role::Read},
        [&store](const Request &request) { return readGroup(request, store, groupById, request.idParameter(u"group_id")); });
    router.add("DELETE", u"/api/chunk_group/{group_id}", {Scope::Dataset, Role::Admin},
        [&store](const Request &request) { return deleteGroup(request, store, groupById, request.idParameter(u"group_id")); });
    router.add("GET", u"/api/chunk_group/tracking_id/{tracking_id}", {Scope::Dataset, Role::Read},
        [&store](const Request &request) { return readGroup(request, store, groupByTrackingId, request.parameter(u"tracking_id")); });
    router.add("DELETE", u"/api/chunk_group/tracking_id/{tracking_id}", {Scope::Dataset, Role::Admin},
        [&store](const Request &request) { return deleteGroup(request, store, groupByTrackingId, request.parameter(u"tracking_id")); });
}

#include "app/localserver/datasetroutes.h"

#include "app/localserver/datasetconfiguration.h"
#include "app/localserver/datasetcopy.h"
#include "app/localserver/eventlog.h"
#include "app/localserver/fields.h"
#include "app/localserver/nameddataset.h"
#include "app/localserver/refusal.h"
#include "app/localserver/router.h"
#include "app/localserver/store.h"

using namespace Qt::StringLiterals;

namespace {

// DatasetUsageCount
Json usage(const DatasetRow &row)
{
    return Json::object({{u"id", row.id}, {u"dataset_id", row.id}, {u"chunk_count", row.chunkCount}});
}

std::optional<qint64> countItem(const Request &request, QStringView name)
{
    const auto text = request.queryItem(name);
    if (!text)
        return std::nullopt;
    bool ok = false;
    const qint64 number = text->toLongLong(&ok);
    if (!ok || number < 0)
        throw Refusal(400, u"%1: expected a whole number from 0 on, got \"%2\""_s.arg(name, text->left(100)));
    return number;
}

Response listDatasets(const Request &request, Store &store)
{
    if (request.idParameter(u"organization_id") != store.organizationId())
        throw Refusal(403, u"Forbidden"_s);
    const auto limit = countItem(request, u"limit");
    const auto offset = countItem(request, u"offset");
    if (limit.has_value() != offset.has_value())
        throw Refusal(400, u"Pagination requires both offset and limit."_s);
    Json list = Json::array();
    store.read([&](Database &database) {
        auto rows = database.prepare(
            QByteArrayLiteral("SELECT ") + DatasetRow::columns + " FROM datasets "
            "WHERE ?1 = '[]' OR id IN (SELECT value FROM json_each(?1)) ORDER BY created_at DESC, id DESC LIMIT ?2 OFFSET ?3");
        rows.bind(Json::strings(request.caller.datasetIds).toBytes(), limit.value_or(-1), offset.value_or(0));
        while (rows.step()) {
            const DatasetRow row = DatasetRow::fromRow(rows);
            list.append(Json::object({{u"dataset", row.summary(store.organizationId())}, {u"dataset_usage", usage(row)}}));
        }
    });
    return Response::json(list);
}

Response readDataset(const Request &request, Store &store, const NamedDataset &named)
{
    const DatasetRow row = store.read([&](Database &database) { return named.found(database, request.caller); });
    return Response::json(row.toJson(store.organizationId()));
}

Response readUsage(const Request &request, Store &store)
{
    return Response::json(usage(store.read([&](Database &database) { return NamedDataset::byPathId(request).found(database, request.caller); })));
}

Response updateDataset(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    const NamedDataset named{fields.id(u"dataset_id").value_or(QString()), fields.string(u"tracking_id").value_or(QString())};
    if (named.id.isEmpty() && named.trackingId.isEmpty())
        fields.refuse(u"dataset_id", u"expected the dataset_id or the tracking_id of the dataset to update"_s);
    const auto name = fields.string(u"dataset_name");
    if (name && name->trimmed().isEmpty())
        fields.refuse(u"dataset_name", u"expected a name that is not empty"_s);
    const auto trackingId = fields.string(u"new_tracking_id");
    const DatasetRow changed = store.write([&](Database &database) {
        DatasetRow row = named.found(database, request.caller);
        row.name = name.value_or(row.name);
        if (trackingId)
            row.trackingId = trackingId->isEmpty() ? std::nullopt : trackingId;
        refuseTakenTrackingId(database, u"new_tracking_id"_s, row.trackingId, row.key);
        row.configuration = datasetconfiguration::merged(row.configuration, fields.raw(u"server_configuration"));
        row.updatedAt = Store::now();
        row.update(database);
        return row;
    });
    store.noteQueuedVectors();
    return Response::json(changed.toJson(store.organizationId()));
}

// Takes the dataset's key away, and with it everything that hangs on the key; the rows themselves go bit by bit.
DatasetRow takeOut(Database &database, const Request &request, const NamedDataset &named)
{
    DatasetRow row = named.found(database, request.caller);
    if (row.isLocked())
        throw Refusal(400, u"Cannot delete a locked dataset"_s);
    datasetcopy::abandon(database, row.key);
    database.prepare("DELETE FROM datasets WHERE key = ?").bind(row.key).run();
    database.prepare("INSERT INTO purges(dataset) VALUES (?)").bind(row.key).run();
    return row;
}

Response deleteDataset(const Request &request, Store &store, const NamedDataset &named)
{
    store.write([&](Database &database) {
        const DatasetRow row = takeOut(database, request, named);
        database.prepare("DELETE FROM messages WHERE topic_id IN (SELECT id FROM topics WHERE dataset_id = ?)").bind(row.id).run();
        database.prepare("DELETE FROM topics WHERE dataset_id = ?").bind(row.id).run();
        database.prepare("DELETE FROM events WHERE dataset_id = ?").bind(row.id).run();
        database.prepare("DELETE FROM queries WHERE dataset_id = ?").bind(row.id).run();
    });
    store.noteQueuedChunks();
    return Response::noContent();
}

Response clearDataset(const Request &request, Store &store)
{
    store.write([&](Database &database) {
        DatasetRow row = takeOut(database, request, NamedDataset::byPathIdAndHeader(request));
        row.updatedAt = Store::now();
        row.insert(database);
        eventlog::note(database, row.key, "bulk_chunks_deleted", Json::object({{u"message", u"The dataset was cleared"}}));
    });
    store.noteQueuedChunks();
    return Response::noContent();
}

}

void addDatasetRoutes(Router &router, Store &store)
{
    const auto add = [&](const QByteArray &method, QStringView pattern, Access access, auto answer) {
        router.add(method, pattern, access, [&store, answer](const Request &request) { return answer(request, store); });
    };
    add("GET", u"/api/dataset/organization/{organization_id}", {Scope::Organization, Role::Admin}, listDatasets);
    add("PUT", u"/api/dataset", {Scope::Organization, Role::Owner}, updateDataset);
    add("GET", u"/api/dataset/{dataset_id}", {Scope::Key, Role::Admin},
        [](const Request &request, Store &at) { return readDataset(request, at, NamedDataset::byPathId(request)); });
    add("DELETE", u"/api/dataset/{dataset_id}", {Scope::Key, Role::Owner},
        [](const Request &request, Store &at) { return deleteDataset(request, at, NamedDataset::byPathIdAndHeader(request)); });
    add("GET", u"/api/dataset/tracking_id/{tracking_id}", {Scope::Key, Role::Admin},
        [](const Request &request, Store &at) { return readDataset(request, at, NamedDataset::byPathTrackingId(request)); });
    add("DELETE", u"/api/dataset/tracking_id/{tracking_id}", {Scope::Key, Role::Owner},
        [](const Request &request, Store &at) { return deleteDataset(request, at, NamedDataset::byPathTrackingId(request)); });
    add("GET", u"/api/dataset/usage/{dataset_id}", {Scope::Key, Role::Admin}, readUsage);
    add("PUT", u"/api/dataset/clear/{dataset_id}", {Scope::Key, Role::Owner}, clearDataset);
}

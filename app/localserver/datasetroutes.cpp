#include "app/localserver/datasetroutes.h"

#include "app/localserver/datasetconfiguration.h"
#include "app/localserver/fields.h"
#include "app/localserver/refusal.h"
#include "app/localserver/router.h"
#include "app/localserver/store.h"
#include "app/localserver/wire.h"
#include "app/values/id.h"

using namespace Qt::StringLiterals;

namespace {

Json usage(const DatasetRow &row)
{
    return Json::object({{u"id", row.id}, {u"dataset_id", row.id}, {u"chunk_count", row.chunkCount}});
}

Json summary(const Store &store, const DatasetRow &row)
{
    return Json::object({{u"id", row.id}, {u"name", row.name}, {u"created_at", wire::moment(row.createdAt)},
        {u"updated_at", wire::moment(row.updatedAt)}, {u"organization_id", store.organizationId()}, {u"tracking_id", wire::text(row.trackingId)}});
}

Json whole(const Store &store, const DatasetRow &row)
{
    Json json = summary(store, row);
    json.set(u"server_configuration", row.publicConfiguration());
    json.set(u"deleted", 0);
    return json;
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
            QByteArrayLiteral("SELECT ") + DatasetRow::columns + " FROM datasets ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?");
        rows.bind(limit.value_or(-1), offset.value_or(0));
        while (rows.step()) {
            const DatasetRow row = DatasetRow::fromRow(rows);
            list.append(Json::object({{u"dataset", summary(store, row)}, {u"dataset_usage", usage(row)}}));
        }
    });
    return Response::json(list);
}

/// How a route names its dataset.
struct Named {
    QString id;
    QString trackingId;
};

Named byPathId(const Request &request)
{
    return {request.idParameter(u"dataset_id"), {}};
}

// With one dataset in the path and another in the header nobody knows which one is to go.
Named byPathIdAndHeader(const Request &request)
{
    Named named = byPathId(request);
    const QString header = QString::fromUtf8(request.header("tr-dataset")).trimmed().toLower();
    if (isUuid(header) && header != named.id)
        throw Refusal(400, u"dataset_id: the path names another dataset than the TR-Dataset header"_s);
    return named;
}

Named byPathTrackingId(const Request &request)
{
    return {{}, request.parameter(u"tracking_id")};
}

DatasetRow found(Database &database, const Named &named)
{
    auto row = named.id.isEmpty() ? datasetByTrackingId(database, named.trackingId) : datasetById(database, named.id);
    if (!row)
        throw Refusal::notFound(u"Could not find dataset"_s);
    return *std::move(row);
}

Response readDataset(Store &store, const Named &named)
{
    const DatasetRow row = store.read([&](Database &database) { return found(database, named); });
    return Response::json(whole(store, row));
}

Response readUsage(Store &store, const Named &named)
{
    return Response::json(usage(store.read([&](Database &database) { return found(database, named); })));
}

std::optional<QString> emptyAsNone(const std::optional<QString> &text)
{
    return text && text->isEmpty() ? std::nullopt : text;
}

void refuseTakenTrackingId(Database &database, QStringView field, const std::optional<QString> &trackingId, qint64 ownKey)
{
    const auto other = trackingId ? datasetByTrackingId(database, *trackingId) : std::nullopt;
    if (other && other->key != ownKey)
        throw Refusal(400, u"%1: another dataset has the tracking id \"%2\"; choose another"_s.arg(field, *trackingId));
}

QString datasetName(const Fields &fields, QStringView field)
{
    const QString name = fields.requiredString(field);
    if (name.trimmed().isEmpty())
        fields.refuse(field, u"expected a name that is not empty"_s);
    return name;
}

void insertDataset(Database &database, const DatasetRow &row)
{
    database
        .prepare("INSERT INTO datasets(id, name, tracking_id, configuration, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(row.id, row.name, row.trackingId, row.configuration.toBytes(), row.createdAt, row.updatedAt)
        .run();
}

Response createDataset(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    DatasetRow row;
    row.id = Store::newId();
    row.name = datasetName(fields, u"dataset_name");
    row.trackingId = emptyAsNone(fields.string(u"tracking_id"));
    row.configuration = datasetconfiguration::merged(datasetconfiguration::defaults(), fields.raw(u"server_configuration"));
    row.createdAt = row.updatedAt = Store::now();
    store.write([&](Database &database) {
        refuseTakenTrackingId(database, u"tracking_id", row.trackingId, 0);
        insertDataset(database, row);
    });
    return Response::json(whole(store, row));
}

Response updateDataset(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    const Named named{fields.id(u"dataset_id").value_or(QString()), fields.string(u"tracking_id").value_or(QString())};
    if (named.id.isEmpty() && named.trackingId.isEmpty())
        fields.refuse(u"dataset_id", u"expected the dataset_id or the tracking_id of the dataset to update"_s);
    const auto trackingId = fields.string(u"new_tracking_id");
    const DatasetRow changed = store.write([&](Database &database) {
        DatasetRow row = found(database, named);
        if (fields.has(u"dataset_name"))
            row.name = datasetName(fields, u"dataset_name");
        if (trackingId)
            row.trackingId = emptyAsNone(trackingId);
        refuseTakenTrackingId(database, u"new_tracking_id", row.trackingId, row.key);
        row.configuration = datasetconfiguration::merged(row.configuration, fields.raw(u"server_configuration"));
        row.updatedAt = Store::now();
        database.prepare("UPDATE datasets SET name = ?, tracking_id = ?, configuration = ?, updated_at = ? WHERE key = ?")
            .bind(row.name, row.trackingId, row.configuration.toBytes(), row.updatedAt, row.key)
            .run();
        return row;
    });
    return Response::json(whole(store, changed));
}

// Takes the dataset's key away, and with it everything that hangs on the key; the rows themselves go bit by bit.
DatasetRow takeOut(Database &database, const Named &named)
{
    DatasetRow row = found(database, named);
    if (row.configuration[u"LOCKED"].toBool().value_or(false))
        throw Refusal(400, u"Cannot delete a locked dataset"_s);
    database.prepare("DELETE FROM datasets WHERE key = ?").bind(row.key).run();
    database.prepare("INSERT INTO purges(dataset) VALUES (?)").bind(row.key).run();
    return row;
}

Response deleteDataset(Store &store, const Named &named)
{
    store.write([&](Database &database) {
        const DatasetRow row = takeOut(database, named);
        database.prepare("DELETE FROM messages WHERE topic_id IN (SELECT id FROM topics WHERE dataset_id = ?)").bind(row.id).run();
        database.prepare("DELETE FROM topics WHERE dataset_id = ?").bind(row.id).run();
    });
    store.noteQueuedChunks();
    return Response::noContent();
}

Response clearDataset(Store &store, const Named &named)
{
    store.write([&](Database &database) {
        DatasetRow row = takeOut(database, named);
        row.updatedAt = Store::now();
        insertDataset(database, row);
    });
    store.noteQueuedChunks();
    return Response::noContent();
}

Response listTags(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    const qint64 page = qMax(fields.integer(u"page").value_or(1), qint64(1));
    const qint64 pageSize = fields.integer(u"page_size").value_or(20);
    Json tags = Json::array();
    const qint64 total = store.read([&](Database &database) {
        auto rows = database.prepare(
            "SELECT tag, count(*) FROM chunk_tags WHERE dataset = ? GROUP BY tag ORDER BY count(*) DESC, tag LIMIT ? OFFSET ?");
        rows.bind(request.dataset->key, pageSize, qMin(page - 1, qint64(1'000'000'000)) * pageSize);
        while (rows.step())
            tags.append(Json::object({{u"tag", rows.text(0)}, {u"count", rows.integer(1)}}));
        auto count = database.prepare("SELECT count(DISTINCT tag) FROM chunk_tags WHERE dataset = ?");
        count.bind(request.dataset->key);
        return count.step() ? count.integer(0) : 0;
    });
    return Response::json(Json::object({{u"tags", tags}, {u"total", total}}));
}

Response readQueueLengths(const Request &request, Store &store)
{
    const qint64 length = store.read([&](Database &database) {
        auto row = database.prepare("SELECT queued FROM dataset_counts WHERE dataset = ?");
        row.bind(request.dataset->key);
        return row.step() ? row.integer(0) : 0;
    });
    return Response::json(Json::object({{u"chunk_queue_length", length}, {u"file_queue_length", 0}}));
}

}

void addDatasetRoutes(Router &router, Store &store)
{
    router.add("GET", u"/api/dataset/organization/{organization_id}", {Scope::Organization, Role::Admin},
        [&store](const Request &request) { return listDatasets(request, store); });
    router.add("POST", u"/api/dataset", {Scope::Organization, Role::Owner}, [&store](const Request &request) { return createDataset(request, store); });
    router.add("PUT", u"/api/dataset", {Scope::Organization, Role::Owner}, [&store](const Request &request) { return updateDataset(request, store); });
    router.add("GET", u"/api/dataset/{dataset_id}", {Scope::Key, Role::Admin}, [&store](const Request &request) { return readDataset(store, byPathId(request)); });
    router.add("DELETE", u"/api/dataset/{dataset_id}", {Scope::Key, Role::Owner}, [&store](const Request &request) { return deleteDataset(store, byPathIdAndHeader(request)); });
    router.add("GET", u"/api/dataset/tracking_id/{tracking_id}", {Scope::Key, Role::Admin},
        [&store](const Request &request) { return readDataset(store, byPathTrackingId(request)); });
    router.add("DELETE", u"/api/dataset/tracking_id/{tracking_id}", {Scope::Key, Role::Owner},
        [&store](const Request &request) { return deleteDataset(store, byPathTrackingId(request)); });
    router.add("GET", u"/api/dataset/usage/{dataset_id}", {Scope::Key, Role::Admin}, [&store](const Request &request) { return readUsage(store, byPathId(request)); });
    router.add("PUT", u"/api/dataset/clear/{dataset_id}", {Scope::Key, Role::Owner}, [&store](const Request &request) { return clearDataset(store, byPathIdAndHeader(request)); });
    router.add("POST", u"/api/dataset/get_all_tags", {Scope::Dataset, Role::Read}, [&store](const Request &request) { return listTags(request, store); });
    router.add("GET", u"/api/dataset/get_dataset_queue_lengths", {Scope::Dataset, Role::Read},
        [&store](const Request &request) { return readQueueLengths(request, store); });
}

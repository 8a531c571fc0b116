#include "app/localserver/datasetcontentroutes.h"

#include "app/localserver/datasetcopy.h"
#include "app/localserver/eventlog.h"
#include "app/localserver/fields.h"
#include "app/localserver/router.h"
#include "app/localserver/store.h"
#include "app/localserver/wire.h"

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestPage = 10'000;

/// The part of a list that a request wants.
struct PageOrder {
    qint64 size = 0;
    qint64 offset = 0;

    static PageOrder fromFields(const Fields &fields, qint64 usualSize);
};

PageOrder PageOrder::fromFields(const Fields &fields, qint64 usualSize)
{
    const qint64 size = fields.integer(u"page_size").value_or(usualSize);
    if (size > largestPage)
        fields.refuse(u"page_size", u"expected at most %1"_s.arg(largestPage));
    return {size, (fields.page() - 1) * size};
}

Response listTags(const Request &request, Store &store)
{
    const Json body = request.body.trimmed().isEmpty() ? Json::object() : request.json();
    const PageOrder page = PageOrder::fromFields(Fields(body), 20);
    Json tags = Json::array();
    const qint64 total = store.read([&](Database &database) {
        auto rows = database.prepare(
            "SELECT tag, chunks FROM tag_counts WHERE dataset = ? ORDER BY chunks DESC, tag LIMIT ? OFFSET ?");
        rows.bind(request.dataset->key, page.size, page.offset);
        while (rows.step())
            tags.append(Json::object({{u"tag", rows.text(0)}, {u"count", rows.integer(1)}}));
        auto count = database.prepare("SELECT count(*) FROM tag_counts WHERE dataset = ?");
        count.bind(request.dataset->key);
        return count.step() ? count.integer(0) : 0;
    });
    return Response::json(Json::object({{u"tags", tags}, {u"total", total}}));
}

// What a copy still has to bring counts too: those who wait for an empty queue want the dataset whole.
Response readQueueLengths(const Request &request, Store &store)
{
    const qint64 length = store.read([&](Database &database) {
        auto row = database.prepare("SELECT queued FROM dataset_counts WHERE dataset = ?");
        row.bind(request.dataset->key);
        const qint64 queued = row.step() ? row.integer(0) : 0;
        return queued + datasetcopy::remaining(database, request.dataset->key);
    });
    return Response::json(Json::object({{u"chunk_queue_length", length}, {u"file_queue_length", 0}}));
}

QStringList wantedTypes(const Fields &fields)
{
    const QStringList types = fields.strings(u"event_types").value_or(QStringList());
    for (qsizetype i = 0; i < types.size(); ++i) {
        if (!eventlog::isType(types[i]))
            fields.refuse(u"event_types[%1]"_s.arg(i), u"there are no events of the type \"%1\"; expected for example chunks_uploaded"_s.arg(types[i].left(100)));
    }
    return types;
}

// WorkerEvent
Json event(const Statement &row, const QString &datasetId, const QString &organizationId)
{
    return Json::object({{u"id", row.text(0)}, {u"created_at", wire::moment(row.integer(1))}, {u"dataset_id", datasetId},
        {u"organization_id", organizationId}, {u"event_type", row.text(2)}, {u"event_data", row.text(3)}});
}

Response listEvents(const Request &request, Store &store)
{
    const Json body = request.body.trimmed().isEmpty() ? Json::object() : request.json();
    const Fields fields(body);
    const PageOrder page = PageOrder::fromFields(fields, 10);
    const QStringList types = wantedTypes(fields);
    const QString &dataset = request.dataset->id;
    const QByteArray condition = types.isEmpty() ? QByteArray() : QByteArray(" AND type IN (SELECT value FROM json_each(?))");
    QList<SqlValue> values{dataset.toUtf8()};
    if (!types.isEmpty())
        values.append(Json::strings(types).toBytes());
    Json events = Json::array();
    QStringList present;
    qint64 count = 0;
    store.read([&](Database &database) {
        auto rows = database.prepare("SELECT id, created_at, type, data FROM events WHERE dataset_id = ?" + condition + " ORDER BY key DESC LIMIT ? OFFSET ?");
        rows.bindAll(values).bind(page.size, page.offset);
        while (rows.step())
            events.append(event(rows, dataset, store.organizationId()));
        auto total = database.prepare("SELECT count(*) FROM events WHERE dataset_id = ?" + condition);
        total.bindAll(values);
        count = total.step() ? total.integer(0) : 0;
        auto distinct = database.prepare("SELECT DISTINCT type FROM events WHERE dataset_id = ? ORDER BY type");
        distinct.bind(dataset);
        while (distinct.step())
            present.append(distinct.text(0));
    });
    return Response::json(Json::object(
        {{u"events", events}, {u"event_types", Json::strings(present)}, {u"page_count", page.size > 0 ? wire::pages(count, page.size) : 0}}));
}

}

void addDatasetContentRoutes(Router &router, Store &store)
{
    const auto add = [&](const QByteArray &method, QStringView pattern, Response (*answer)(const Request &, Store &)) {
        router.add(method, pattern, {Scope::Dataset, Role::Read}, [&store, answer](const Request &request) { return answer(request, store); });
    };
    add("POST", u"/api/dataset/get_all_tags", listTags);
    add("GET", u"/api/dataset/get_dataset_queue_lengths", readQueueLengths);
    add("POST", u"/api/dataset/events", listEvents);
    add("POST", u"/api/events", listEvents);
}

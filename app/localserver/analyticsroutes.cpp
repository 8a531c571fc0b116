#include "app/localserver/analyticsroutes.h"

#include "app/localserver/fields.h"
#include "app/localserver/filter.h"
#include "app/localserver/refusal.h"
#include "app/localserver/router.h"
#include "app/localserver/store.h"
#include "app/localserver/wire.h"

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 pageSize = 10;

/// The kind of queries as they are stored, and what the contract calls the two ways to read them.
struct Subject {
    const char *kind;
    QStringView list;
    QStringView details;
};
constexpr Subject searches{"search", u"search_queries", u"query_details"};
constexpr Subject answers{"rag", u"rag_queries", u"rag_query_details"};

// SearchQueryEvent or RagQueryEvent
Json queryEvent(const Statement &row, const QString &datasetId)
{
    Json json = Json::verbatim(row.bytes(1));
    // For filters alone.
    json.remove(u"search_method");
    json.set(u"id", row.text(0));
    json.set(u"dataset_id", datasetId);
    json.set(u"created_at", wire::moment(row.integer(3)));
    json.set(u"query_rating", row.isNull(2) ? Json() : Json::verbatim(row.bytes(2)));
    return json;
}

void addBounds(SqlCondition &where, const Fields &filter, QStringView name, const QByteArray &column)
{
    const Json *json = filter.object(name);
    if (!json)
        return;
    const Fields bounds(*json, filter.placeOf(name) + u'.');
    const bool areDates = name == u"date_range";
    const std::pair<QStringView, const char *> operators[] = {{u"gte", ">="}, {u"gt", ">"}, {u"lte", "<="}, {u"lt", "<"}};
    for (const auto &[bound, sign] : operators) {
        if (!bounds.has(bound))
            continue;
        where.sql += " AND " + column + ' ' + sign + " ?";
        if (areDates)
            where.values.append(*bounds.moment(bound));
        else
            where.values.append(bounds.number(bound)->toDouble());
    }
}

SqlCondition condition(const Fields &fields, const Subject &subject, const QString &datasetId)
{
    SqlCondition where{"dataset_id = ? AND kind = ?", {datasetId.toUtf8(), QByteArray(subject.kind)}};
    // Nobody tells a workspace what was clicked.
    if (fields.boolean(u"has_clicks").value_or(false))
        where.sql += " AND 0";
    const Json *json = fields.object(u"filter");
    if (!json)
        return where;
    const Fields filter(*json, u"filter."_s);
    addBounds(where, filter, u"date_range", "created_at");
    addBounds(where, filter, u"query_rating", "json_extract(rating, '$.rating')");
    addBounds(where, filter, u"top_score", "json_extract(data, '$.top_score')");
    for (const QStringView name : {u"rag_type", u"search_type", u"search_method"}) {
        if (const auto wanted = filter.string(name)) {
            where.sql += " AND json_extract(data, '$." + name.toUtf8() + "') = ?";
            where.values.append(wanted->toUtf8());
        }
    }
    if (const auto text = filter.string(u"query")) {
        where.sql += " AND instr(lower(ifnull(json_extract(data, '$.query'), json_extract(data, '$.user_message'))), lower(?)) > 0";
        where.values.append(text->toUtf8());
    }
    return where;
}

QByteArray order(const Fields &fields)
{
    const QString by = fields.string(u"sort_by").value_or(u"created_at"_s);
    const QString direction = fields.string(u"sort_order").value_or(u"desc"_s);
    if (direction != u"asc" && direction != u"desc")
        fields.refuse(u"sort_order", u"expected asc or desc, got \"%1\""_s.arg(direction.left(100)));
    const QByteArray end = direction == u"asc" ? " ASC" : " DESC";
    if (by == u"created_at")
        return "key" + end;
    if (by != u"top_score" && by != u"latency" && by != u"hallucination_score")
        fields.refuse(u"sort_by", u"expected created_at, top_score, latency or hallucination_score, got \"%1\""_s.arg(by.left(100)));
    return "json_extract(data, '$." + by.toUtf8() + "')" + end + ", key" + end;
}

constexpr char columns[] = "SELECT id, data, rating, created_at FROM queries WHERE ";

Response list(const Fields &fields, const Subject &subject, const QString &datasetId, Store &store)
{
    const SqlCondition where = condition(fields, subject, datasetId);
    const QByteArray sorted = order(fields);
    const qint64 offset = (fields.page() - 1) * pageSize;
    Json queries = Json::array();
    store.read([&](Database &database) {
        auto rows = database.prepare(columns + where.sql + " ORDER BY " + sorted + " LIMIT ? OFFSET ?");
        rows.bindAll(where.values).bind(pageSize, offset);
        while (rows.step())
            queries.append(queryEvent(rows, datasetId));
    });
    return Response::json(Json::object({{u"queries", queries}}));
}

Response details(const Fields &fields, const Subject &subject, const QString &datasetId, Store &store)
{
    const auto id = fields.id(u"request_id");
    if (!id)
        fields.refuse(u"request_id", u"expected the id of a query, but it is missing"_s);
    return store.read([&](Database &database) {
        auto row = database.prepare(QByteArray(columns) + "dataset_id = ? AND kind = ? AND id = ?");
        if (!row.bind(datasetId, QByteArray(subject.kind), *id).step())
            throw Refusal::notFound(u"Could not find query %1"_s.arg(*id));
        return Response::json(queryEvent(row, datasetId));
    });
}

Response read(const Request &request, Store &store, const Subject &subject)
{
    const Json body = request.json();
    const Fields fields(body);
    const QString type = fields.requiredString(u"type");
    store.queryLog().write(store);
    if (type == subject.list)
        return list(fields, subject, request.dataset->id, store);
    if (type == subject.details)
        return details(fields, subject, request.dataset->id, store);
    fields.refuse(u"type", u"this local workspace keeps queries and their ratings alone; expected %1 or %2, got \"%3\""_s.arg(subject.list, subject.details, type.left(100)));
}

// RateQueryRequest
Response rate(const Request &request, Store &store, const Subject &subject)
{
    const Json body = request.json();
    const Fields fields(body);
    const auto id = fields.id(u"query_id");
    if (!id)
        fields.refuse(u"query_id", u"expected the id of a query, but it is missing"_s);
    const auto value = fields.integer(u"rating", std::numeric_limits<qint32>::min());
    if (!value)
        fields.refuse(u"rating", u"expected a whole number, but it is missing"_s);
    const auto note = fields.string(u"note");
    const Json rating = Json::object({{u"rating", *value}, {u"note", wire::text(note)}, {u"metadata", fields.raw(u"metadata")}});
    store.queryLog().write(store);
    store.write([&](Database &database) {
        database.prepare("UPDATE queries SET rating = ? WHERE dataset_id = ? AND kind = ? AND id = ?")
            .bind(rating.toBytes(), request.dataset->id, QByteArray(subject.kind), *id)
            .run();
        if (database.changes() == 0)
            throw Refusal::notFound(u"query_id: there is no query %1; it may be too old, or the dataset has DISABLE_ANALYTICS"_s.arg(*id));
    });
    return Response::noContent();
}

}

void addAnalyticsRoutes(Router &router, Store &store)
{
    for (const auto &[path, subject] : {std::pair(QStringView(u"/api/analytics/search"), &searches), std::pair(QStringView(u"/api/analytics/rag"), &answers)}) {
        router.add("POST", path, {Scope::Dataset, Role::Admin}, [&store, subject = subject](const Request &request) { return read(request, store, *subject); });
        router.add("PUT", path, {Scope::Dataset, Role::Read}, [&store, subject = subject](const Request &request) { return rate(request, store, *subject); });
    }
}

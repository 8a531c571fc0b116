#include "app/values/workerevent.h"

#include "app/values/jsonfields.h"
#include "app/values/jsonreader.h"

namespace {

Json dataOf(const Json &raw)
{
    if (!raw.isString())
        return raw;
    Result<Json> inner = Json::parse(raw.toString().toUtf8());
    return inner ? *std::move(inner) : raw;
}

}

QList<ChunkId> WorkerEvent::chunks() const
{
    QList<ChunkId> ids;
    for (const Json &chunk : data[u"chunk_ids"].items()) {
        if (chunk.isString())
            ids.append(ChunkId(chunk.toString()));
    }
    if (const QString one = data[u"chunk_id"].toString(); !one.isEmpty())
        ids.append(ChunkId(one));
    return ids;
}

QString WorkerEvent::reason() const
{
    for (const QStringView field : {QStringView(u"message"), QStringView(u"error")}) {
        if (const QString text = data[field].toString(); !text.isEmpty())
            return text;
    }
    return {};
}

Result<WorkerEvent> WorkerEvent::fromJson(const Json &json)
{
    JsonReader in(json, u"WorkerEvent");
    WorkerEvent event;
    event.id = in.string(u"id");
    event.datasetId = DatasetId(in.optionalString(u"dataset_id").value_or(QString()));
    event.organization = OrganizationId(in.optionalString(u"organization_id").value_or(QString()));
    event.createdAt = in.optionalString(u"created_at").value_or(QString());
    event.type = in.string(u"event_type");
    event.data = dataOf(in.raw(u"event_data"));
    if (in.failed())
        return in.error();
    return event;
}

Json EventsRequest::toJson() const
{
    Json json = Json::object({{u"page", page}, {u"page_size", pageSize}});
    jsonfields::setFilled(json, u"event_types", types);
    return json;
}

Result<EventPage> EventPage::fromJson(const Json &json)
{
    JsonReader in(json, u"EventReturn");
    EventPage page{.events = in.list<WorkerEvent>(u"events"),
                   .types = in.optionalStrings(u"event_types").value_or(QStringList()),
                   .pageCount = int(in.optionalInteger(u"page_count").value_or(0))};
    if (in.failed())
        return in.error();
    return page;
}

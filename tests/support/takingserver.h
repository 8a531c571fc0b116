#pragma once

#include "app/values/json.h"
#include "tests/support/fakeserver.h"

#include <QSet>

/// Answers like a Trieve server that takes every chunk and group but what it is told to refuse, and shows in its reads what it has indexed.
class TakingServer : public FakeServer
{
public:
    static constexpr auto chunkPath = "/api/chunk";
    static constexpr auto groupPath = "/api/chunk_group";
    static constexpr auto trackingPath = "/api/chunks/scroll";

    TakingServer()
    {
        connect(this, &FakeServer::requested, this, [this](const FakeRequest &request) { prepare(request); });
    }

    /// A chunk or group whose tracking id contains this is refused with 400, with the whole request.
    QString poison;
    /// So many requests for chunks are answered with this first.
    QList<FakeAnswer> troubles;
    /// Milliseconds from taking something to saying so.
    int slowness = 0;
    /// Whether what was taken is shown; what was taken before comes when this becomes true.
    bool indexes = true;
    /// A chunk whose tracking id contains this is accepted and then lost.
    QString loses;
    /// What was there before anything was taken, by tracking id.
    QHash<QString, Json> chunksBefore;
    QHash<QString, Json> groupsBefore;
    /// A group that was there is refused, with the whole request, where it is not sent to replace it.
    bool refusesKnownGroups = false;
    QStringList taken;
    QStringList groups;
    int mostChunks = 0;
    qsizetype mostBytes = 0;

    static Json chunk(const QString &trackingId)
    {
        return stored(Json::object({{u"tracking_id", trackingId}, {u"chunk_html", u"x"}, {u"weight", Json::number("0.0")}}));
    }
    static Json group(const QString &trackingId)
    {
        return stored(Json::object({{u"tracking_id", trackingId}, {u"name", u"x"}, {u"description", u"x"}}));
    }
    /// Of the requests to that path; an empty one where there was none.
    FakeRequest firstTo(const QByteArray &path) const
    {
        for (const FakeRequest &request : requests()) {
            if (request.path == path)
                return request;
        }
        return {};
    }

private:
    static Json stored(Json json)
    {
        for (const auto field : {u"id", u"dataset_id"})
            json.set(QStringView(field), u"11111111-2222-3333-4444-555555555555");
        for (const auto field : {u"created_at", u"updated_at"})
            json.set(QStringView(field), u"2024-01-01T00:00:00");
        return json;
    }

    void prepare(const FakeRequest &request)
    {
        forgetScripts();
        if (request.method == "GET")
            return prepareRead(request);
        const Json body = *Json::parse(request.body);
        if (request.path == trackingPath)
            return prepareTracking(body[u"filters"][u"must"].items().value(0)[u"tracking_ids"]);
        const bool isChunks = request.path == chunkPath;
        if (isChunks && !troubles.isEmpty())
            return on("POST", request.path, troubles.takeFirst());
        take(request, body.isArray() ? body.items() : QList<Json>{body}, isChunks);
    }

    void prepareRead(const FakeRequest &request)
    {
        const QString id = QUrl::fromPercentEncoding(request.path.mid(QByteArray("/api/chunk_group/tracking_id/").size()));
        if (groupsBefore.contains(id))
            on("GET", request.path, FakeAnswer::json(groupsBefore.value(id).toBytes()));
        else if (request.path.endsWith("queue_lengths"))
            on("GET", request.path, FakeAnswer::json("{\"chunk_queue_length\":0,\"file_queue_length\":0}"));
    }

    void prepareTracking(const Json &trackingIds)
    {
        on("POST", trackingPath, FakeAnswer::json(Json::object({{u"chunks", shown(trackingIds)}}).toBytes()));
    }

    Json shown(const Json &trackingIds) const
    {
        const QSet<QString> isTaken(taken.begin(), taken.end());
        Json chunks = Json::array();
        for (const Json &each : trackingIds.items()) {
            const QString id = each.toString();
            const bool isIndexed = indexes && isTaken.contains(id) && (loses.isEmpty() || !id.contains(loses));
            if (chunksBefore.contains(id)) {
                Json json = chunksBefore.value(id);
                if (isIndexed)
                    json.set(u"updated_at", u"2024-02-02T00:00:00");
                chunks.append(json);
            } else if (isIndexed) {
                chunks.append(chunk(id));
            }
        }
        return chunks;
    }

    void take(const FakeRequest &request, const QList<Json> &items, bool isChunks)
    {
        mostBytes = std::max(mostBytes, request.body.size());
        if (isChunks)
            mostChunks = std::max(mostChunks, int(items.size()));
        Json answers = Json::array();
        QStringList ids;
        for (const Json &item : items) {
            const QString id = item[u"tracking_id"].toString();
            if (!poison.isEmpty() && id.contains(poison))
                return on("POST", request.path, FakeAnswer::json("{\"message\":\"the server does not like it\"}", 400));
            if (refusesKnownGroups && !isChunks && groupsBefore.contains(id) && !item[u"upsert_by_tracking_id"].toBool().value_or(false))
                return on("POST", request.path, FakeAnswer::json("{\"message\":\"Duplicate Tracking Id\"}", 400));
            ids.append(id);
            answers.append(isChunks ? chunk(id) : group(id));
        }
        (isChunks ? taken : groups) += ids;
        on("POST", request.path, FakeAnswer::json((isChunks ? Json::object({{u"chunk_metadata", answers}}) : answers).toBytes()).after(slowness));
    }
};

#pragma once

#include "app/values/id.h"
#include "app/values/json.h"

#include <QStringList>

/// What a server's worker said of a piece of its work: chunks taken in, a crawl that failed.
struct WorkerEvent {
    QString id;
    DatasetId datasetId;
    /// Empty where the server does not say it.
    OrganizationId organization;
    /// As the server wrote it; see timestamp::parse.
    QString createdAt;
    /// "chunks_uploaded", "chunk_update_failed", ...; servers may have types of their own.
    QString type;
    /// What it says, read out of the text that servers put JSON into; the text itself where it is no JSON; often null.
    Json data;

    /// Whether the type says that something went wrong.
    bool isFailure() const { return type.endsWith(QStringLiteral("_failed")); }
    /// The ids of the chunks the event is about.
    QList<ChunkId> chunks() const;
    /// Why it failed, in the server's words; empty where it gave none.
    QString reason() const;

    bool operator==(const WorkerEvent &) const = default;
    static Result<WorkerEvent> fromJson(const Json &json);
};

/// Asks for events. Source: POST /api/dataset/events.
struct EventsRequest {
    /// From 1.
    int page = 1;
    int pageSize = 10;
    /// Empty for all. A type that the server does not know makes it refuse the request.
    QStringList types;

    Json toJson() const;
};

/// A page of events, newest first.
struct EventPage {
    QList<WorkerEvent> events;
    /// The types there are in the dataset.
    QStringList types;
    int pageCount = 0;

    static Result<EventPage> fromJson(const Json &json);
};

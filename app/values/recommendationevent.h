#pragma once

#include "app/values/id.h"
#include "app/values/metadata.h"

#include <QStringList>

/// A recommendation that somebody asked for.
struct RecommendationEvent {
    QueryId id;
    /// Chunk or Group.
    QString type;
    /// What the results were to be like and unlike: ids of chunks or of groups.
    QStringList likeIds;
    QStringList unlikeIds;
    QStringList likeTrackingIds;
    QStringList unlikeTrackingIds;
    double topScore = 0;
    QString userId;
    /// What was asked for and what came, as the server keeps it.
    Json requestParams;
    QList<Json> results;
    Metadata metadata;
    QString createdAt;

    bool operator==(const RecommendationEvent &) const = default;
    static Result<RecommendationEvent> fromJson(const Json &json);
};

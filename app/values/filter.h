#pragma once

#include "app/values/chunk.h"

/// A filter over chunks. Source: ChunkFilter and ConditionType of the server's description; the condition objects are kept as JSON
/// because servers know more of them than any one client, and none may be lost on the way through.
struct Filter {
    QList<Json> must;
    QList<Json> should;
    QList<Json> mustNot;

    bool isEmpty() const { return must.isEmpty() && should.isEmpty() && mustNot.isEmpty(); }
    bool operator==(const Filter &) const = default;

    static Result<Filter> fromJson(const Json &json);
    Json toJson() const;

    /// {"field": field, "match_any": values}
    static Json matchAny(const QString &field, const QStringList &values);
    /// Chunks of that group.
    static Filter inGroup(const ChunkGroupId &group);
    /// Exactly these chunks.
    static Filter ofChunks(const QList<ChunkId> &chunks);
    /// Those of them that there are. (POST /api/chunks/tracking answers 404 for all where one is missing.)
    static Filter tracked(const QStringList &trackingIds);
};

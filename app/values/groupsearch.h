#pragma once

#include "app/values/chunk.h"
#include "app/values/chunkgroup.h"
#include "app/values/filter.h"
#include "app/values/query.h"
#include "app/values/searchoptions.h"

/// A search whose results are groups. Source: SearchOverGroupsReqPayload.
struct GroupSearchRequest {
    Query query;
    /// fulltext, bm25, semantic or hybrid.
    QString searchType = QStringLiteral("fulltext");
    /// From 1.
    int page = 1;
    int pageSize = 10;
    /// Chunks of each group at most.
    int groupSize = 3;
    bool totalPages = true;
    Filter filter;
    SearchOptions options;
    Scoring scoring;
    /// Without their text.
    std::optional<bool> slimChunks;

    bool operator==(const GroupSearchRequest &) const = default;
    Json toJson() const;
};

/// Finds groups by chunks that begin like the query. Source: AutocompleteSearchOverGroupsReqPayload.
struct GroupAutocompleteRequest {
    QueryPart query;
    QString searchType = QStringLiteral("fulltext");
    int pageSize = 10;
    /// Chunks of each group at most.
    int groupSize = 3;
    /// Also what contains the words somewhere, after what begins with them.
    bool extendResults = false;
    Filter filter;
    SearchOptions options;
    Scoring scoring;
    /// Without their text.
    std::optional<bool> slimChunks;

    Json toJson() const;
};

/// A group that was found, with its best chunks.
struct GroupHit {
    ChunkGroup group;
    QList<SearchHit> hits;
    std::optional<FileId> file;

    bool operator==(const GroupHit &) const = default;
    /// Reads {"group", "chunks"} and the first version's flat {"group_id", "group_name", ..., "metadata": [chunks]}.
    static Result<GroupHit> fromJson(const Json &json);
};

struct GroupSearchResults {
    /// Of the request, for ratings and clicks; empty in the first version.
    QueryId query;
    QList<GroupHit> groups;
    std::optional<QString> correctedQuery;
    /// 0 where the server was not asked or did not count.
    int totalPages = 0;

    /// Reads both versions, and the bare list of recommended groups.
    static Result<GroupSearchResults> fromJson(const Json &json);
};

#pragma once

#include "app/values/anyid.h"
#include "app/values/filter.h"
#include "app/values/query.h"
#include "app/values/searchoptions.h"

/// Reads on through the chunks of a dataset. Source: POST /api/chunks/scroll.
struct ScrollRequest {
    /// The chunk to begin with: servers include it, so the page after chunk X begins with X again.
    ChunkId from;
    int pageSize = 120;
    Filter filter;
    /// Instead of the server's own order. Servers cannot go on from a chunk then: read on with a filter.
    std::optional<FieldOrder> order;

    Json toJson() const;
};

/// A full-text (or other) search. Source: SearchChunksReqPayload.
struct SearchRequest {
    Query query;
    /// fulltext, bm25, semantic or hybrid.
    QString searchType = QStringLiteral("fulltext");
    /// From 1.
    int page = 1;
    int pageSize = 50;
    bool totalPages = true;
    Filter filter;
    SearchOptions options;
    Scoring scoring;
    /// Without their text.
    std::optional<bool> slimChunks;
    /// Text, weight and pictures without tags and metadata.
    std::optional<bool> contentOnly;

    bool operator==(const SearchRequest &) const = default;
    Json toJson() const;
    /// The same within a group. Source: SearchWithinGroupReqPayload.
    Json toJsonIn(const AnyChunkGroupId &group) const;
};

/// Finds chunks that begin like the query. Source: AutocompleteReqPayload.
struct AutocompleteRequest {
    QueryPart query;
    QString searchType = QStringLiteral("fulltext");
    int pageSize = 10;
    /// Also what contains the words somewhere, after what begins with them.
    bool extendResults = false;
    Filter filter;
    SearchOptions options;
    Scoring scoring;
    std::optional<bool> slimChunks;
    std::optional<bool> contentOnly;

    Json toJson() const;
};

/// Counts what a search would find. Source: CountChunksReqPayload.
struct CountRequest {
    Query query;
    /// fulltext, bm25 or semantic; hybrid cannot be counted.
    QString searchType = QStringLiteral("fulltext");
    Filter filter;
    /// Where counting stops. Always sent: without it servers count up to the size of the dataset, and refuse what is over the dataset's
    /// MAX_LIMIT.
    int limit = 10'000;
    std::optional<Number> scoreThreshold;
    std::optional<bool> useQuoteNegatedTerms;

    Json toJson() const;
};

/// Asks a language model for questions. Source: SuggestedQueriesReqPayload.
struct SuggestionsRequest {
    std::optional<QString> query;
    /// question, keyword or semantic.
    std::optional<QString> type;
    int count = 10;
    /// What to go on from, an earlier question and its answer.
    std::optional<QString> followUpTo;
    Filter filter;
    /// How the chunks are found that the questions are about.
    std::optional<QString> searchType;
    /// Whether the dataset is a shop's.
    std::optional<bool> isEcommerce;

    Json toJson() const;
};

/// What a search, a recommendation or an autocompletion found.
struct SearchResults {
    /// Of the request, for ratings and clicks; empty in the first version.
    QueryId query;
    QList<SearchHit> hits;
    /// What the server searched for instead of a misspelt query.
    std::optional<QString> correctedQuery;
    /// 0 where the server was not asked or did not count.
    int totalPages = 0;

    /// Reads both versions ("chunks", "score_chunks", in a group "bookmarks") and the bare list of recommendations, slim ones too.
    static Result<SearchResults> fromJson(const Json &json);
};

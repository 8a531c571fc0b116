#pragma once

#include "app/values/chunkgroup.h"
#include "app/values/conversation.h"
#include "app/values/filter.h"

/// Reads on through the chunks of a dataset. Source: POST /api/chunks/scroll.
struct ScrollRequest {
    /// The chunk to begin with: servers include it, so the page after chunk X begins with X again.
    ChunkId from;
    int pageSize = 120;
    Filter filter;

    Json toJson() const;
};

/// A full-text (or other) search. Source: SearchChunksReqPayload.
struct SearchRequest {
    QString query;
    /// fulltext, bm25, semantic or hybrid.
    QString searchType = QStringLiteral("fulltext");
    /// From 1.
    int page = 1;
    int pageSize = 50;
    bool totalPages = true;
    Filter filter;

    bool operator==(const SearchRequest &) const = default;
    Json toJson() const;
    /// The same within a group. Source: SearchWithinGroupReqPayload.
    Json toJsonIn(const ChunkGroupId &group) const;
};

/// Finds chunks that begin like the query. Source: AutocompleteReqPayload.
struct AutocompleteRequest {
    QString query;
    QString searchType = QStringLiteral("fulltext");
    int pageSize = 10;
    /// Also what contains the words somewhere, after what begins with them.
    bool extendResults = false;
    Filter filter;

    Json toJson() const;
};

/// Counts what a search would find. Source: CountChunksReqPayload.
struct CountRequest {
    QString query;
    /// fulltext, bm25 or semantic; hybrid cannot be counted.
    QString searchType = QStringLiteral("fulltext");
    Filter filter;
    /// Where counting stops. Always sent: without it servers count up to the size of the dataset, and refuse what is over the dataset's
    /// MAX_LIMIT.
    int limit = 10'000;

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

/// Says something in a conversation. Source: POST /api/message, and PUT and PATCH of it.
struct MessageRequest {
    TopicId topicId;
    QString content;
    QString searchType = QStringLiteral("fulltext");
    /// How many chunks to answer from.
    int pageSize = 8;
    Filter filter;
    std::optional<double> temperature;
    std::optional<QString> model;

    Json toJson() const;
    /// Says it instead of the message at that place and everything after it, which are gone even where the answer fails.
    /// sortOrder is the message's own: servers leave gaps.
    Json toEditJson(qint64 sortOrder) const;
    /// Asks for the last answer again; the content is not sent.
    Json toRegenerateJson() const;

private:
    Json settings() const;
};

/// Asks over given chunks, with no memory. Source: GenerateOffChunksReqPayload.
struct GenerateRequest {
    struct Turn {
        Message::Role role = Message::Role::User;
        QString content;
    };
    /// At least one; the last one is the question.
    QList<Turn> previousMessages;
    QList<ChunkId> chunkIds;
    /// Servers read the dataset's RAG_PROMPT instead; the local workspace reads this.
    std::optional<QString> prompt;
    std::optional<double> temperature;
    std::optional<QString> model;

    Json toJson() const;
};

/// The groups of one chunk, from POST /api/chunk_group/chunks.
struct ChunkMembership {
    ChunkId chunk;
    QList<SlimGroup> groups;

    static Result<ChunkMembership> fromJson(const Json &json);
};

/// A page of groups, from GET /api/dataset/groups/{id}/{page}.
struct GroupPage {
    QList<ChunkGroup> groups;
    /// Each page but the last holds ten. 0 where pages go by cursor.
    int totalPages = 0;
    /// Where the next page begins, where pages go by cursor; nothing on the last one.
    std::optional<ChunkGroupId> next;

    static Result<GroupPage> fromJson(const Json &json);
};

/// A page of a group's chunks, from GET /api/chunk_group/{group}/{page}.
struct GroupChunksPage {
    QList<Chunk> chunks;
    int totalPages = 0;

    static Result<GroupChunksPage> fromJson(const Json &json);
};

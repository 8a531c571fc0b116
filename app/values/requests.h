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
};

struct SearchResults {
    QList<SearchHit> hits;
    /// 0 where the server was not asked or did not count.
    int totalPages = 0;

    static Result<SearchResults> fromJson(const Json &json);
};

/// Says something in a conversation. Source: POST /api/message.
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
    /// Each page but the last holds ten.
    int totalPages = 0;

    static Result<GroupPage> fromJson(const Json &json);
};

/// A page of a group's chunks, from GET /api/chunk_group/{group}/{page}.
struct GroupChunksPage {
    QList<Chunk> chunks;
    int totalPages = 0;

    static Result<GroupChunksPage> fromJson(const Json &json);
};

#pragma once

#include "app/values/conversation.h"
#include "app/values/filter.h"
#include "app/values/modeloptions.h"
#include "app/values/searchoptions.h"

/// Says something in a conversation. Source: POST /api/message, and PUT and PATCH of it.
struct MessageRequest {
    TopicId topicId;
    QString content;
    QString searchType = QStringLiteral("fulltext");
    /// How many chunks to answer from.
    int pageSize = 8;
    Filter filter;
    std::optional<QString> model;
    ModelOptions llm;
    /// The answer before its chunks. Never together with useAgenticSearch and a stream: servers repeat the chunks after each word.
    std::optional<bool> completionFirst;
    /// Counts for the first message of a topic only.
    std::optional<QString> systemPrompt;
    SearchOptions search;
    /// Whether the model sees the chunks' links.
    std::optional<bool> includeLinks;
    /// Only the chunks that the answer names come with it; the numbers in it are those of all.
    std::optional<bool> onlyIncludeDocsUsed;
    /// The model decides what to search for, and how often.
    std::optional<bool> useAgenticSearch;
    std::optional<bool> useGroupSearch;
    /// What is searched for instead of the content.
    std::optional<QString> searchQuery;
    /// All that was said is searched for, not the last message alone.
    std::optional<bool> concatUserMessagesQuery;
    /// The answer where nothing is found.
    std::optional<QString> noResultMessage;
    /// What the model is told of the chunks.
    std::optional<QString> ragContext;
    /// In which prices are told.
    std::optional<QString> currency;
    /// Addresses of pictures that belong to the question.
    QStringList imageUrls;
    /// A recording in base64; what is said in it stands for the content.
    std::optional<QString> audioInput;
    /// Without it servers keep the oldest ten, and number messages wrongly from the eleventh on.
    int messagesToInclude = 1000;

    /// What a server would refuse, with the name of the field.
    std::optional<QString> fault() const;
    /// The same of asking again, which needs no content.
    std::optional<QString> regenerateFault() const { return llm.fault(); }

    Json toJson() const;
    /// Says it instead of the message at that place and everything after it, which are gone even where the answer fails.
    /// sortOrder is the message's own: servers leave gaps.
    Json toEditJson(qint64 sortOrder) const;
    /// Asks for the last answer again; content, pictures and recording are not sent.
    Json toRegenerateJson() const;
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
    std::optional<QString> model;
    ModelOptions llm;
    /// Whether the model sees the chunks' links.
    std::optional<bool> includeLinks;
    /// Addresses of pictures that belong to the question.
    QStringList imageUrls;
    /// A recording in base64; what is said in it stands for the last message, which must be there nevertheless.
    std::optional<QString> audioInput;
    /// For analytics.
    std::optional<QString> userId;
    Metadata metadata;
    /// Part of the contract, ignored by servers.
    std::optional<bool> highlightResults;

    /// What a server would refuse, with the name of the field.
    std::optional<QString> fault() const;
    Json toJson() const;
};

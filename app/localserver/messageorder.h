#pragma once

#include "app/localserver/llmoptions.h"
#include "app/localserver/searchorder.h"

/// What a client wants said in a conversation. Sources: CreateMessageReqPayload, EditMessageReqPayload,
/// RegenerateMessageReqPayload.
struct MessageOrder {
    enum class Kind { New, Edit, Regenerate };

    Kind kind = Kind::New;
    QString topicId;
    /// Empty when regenerating.
    QString content;
    /// Of the message to edit.
    qint64 sortOrder = 0;
    std::optional<QString> searchQuery;
    bool joinsUserMessages = false;
    std::optional<qint64> pageSize;
    SearchOrder search;
    bool searchesGroups = false;
    LlmOptions llm;
    std::optional<QString> model;
    std::optional<qint64> messagesToInclude;
    QString noResultMessage;
    std::optional<QString> ragContext;
    bool includeLinks = false;
    QStringList imageUrls;
    /// A model searches by itself.
    bool isAgentic = false;
    /// The answer shows only the chunks that it is made from.
    bool onlyUsedChunks = false;
    /// The message comes as a recording; content is what it says.
    bool isSpoken = false;
    /// As it was sent, for the log of queries.
    Json body;

    /// Refusal 400, naming the field.
    static MessageOrder fromJson(const Json &body, Kind kind);
};

#pragma once

#include "app/values/json.h"

#include <QStringList>

/// How a language model answers; what was not set is not sent. A dataset's own settings come before a request's.
/// Source: LLMOptions, and the same fields of GenerateOffChunksReqPayload.
struct ModelOptions {
    /// The pictures of the chunks for a model that sees. Source: ImageConfig.
    struct Images {
        std::optional<bool> areSent;
        /// Of each chunk at most, in a conversation of all chunks together.
        std::optional<int> perChunk;

        bool isEmpty() const { return *this == Images(); }
        bool operator==(const Images &) const = default;
        Json toJson() const;
    };

    /// 0 to 2.
    std::optional<double> temperature;
    /// -2 to 2, both.
    std::optional<double> frequencyPenalty;
    std::optional<double> presencePenalty;
    /// At least 0.
    std::optional<int> maxTokens;
    /// Texts before which the answer ends: four at most.
    QStringList stopTokens;
    Images images;
    /// Otherwise the answer comes whole, when it is complete.
    bool isStreamed = true;

    /// What a server would refuse, with the name of the field; nothing if it takes all of it.
    std::optional<QString> fault() const;
    /// Sets the members of a request's body, or of its "llm_options".
    void writeTo(Json &json) const;
};

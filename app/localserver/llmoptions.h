#pragma once

#include "app/localserver/llmclient.h"

struct DatasetRow;
class Fields;

/// How an answer is to be written. Sources: LLMOptions, and the same fields in GenerateOffChunksReqPayload.
struct LlmOptions {
    std::optional<double> temperature;
    std::optional<double> frequencyPenalty;
    std::optional<double> presencePenalty;
    std::optional<qint64> maxTokens;
    QStringList stop;
    bool isStreamed = true;
    bool completionFirst = false;
    std::optional<QString> systemPrompt;
    bool usesImages = false;
    qint64 imagesPerChunk = 5;

    /// Refusal 400, naming the field and its range.
    static LlmOptions fromFields(const Fields &fields);
    /// Of a message: in llm_options, or beside it as old clients have them.
    static LlmOptions fromMessage(const Json &body);
    /// A request with what is set here, and where that leaves gaps with what the dataset has set.
    LlmRequest request(const DatasetRow &dataset) const;
};

/// The same, and Refusal 400 where none is configured; the sentence begins with what is asked for.
LlmEndpoint requiredModel(const DatasetRow &dataset, const std::optional<QString> &model, QStringView what);

/// The model that the dataset is configured for, with another one's name where a request has one. Its baseUrl is empty where none
/// is.
LlmEndpoint configuredModel(const DatasetRow &dataset, const std::optional<QString> &model);

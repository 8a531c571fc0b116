#pragma once

#include "app/values/json.h"
#include "app/values/result.h"

#include <QStringList>

#include <chrono>
#include <functional>
#include <optional>

/// What the server of a model and its settings are called in sentences.
struct ModelNames {
    QString server = QStringLiteral("language model");
    QString baseUrl = QStringLiteral("LLM_BASE_URL");
    QString key = QStringLiteral("LLM_API_KEY");
    QString model = QStringLiteral("LLM_DEFAULT_MODEL");
};

/// Where a model is and how to ask it.
struct LlmEndpoint {
    /// Up to and without "/chat/completions" or "/embeddings".
    QString baseUrl;
    /// Sent as Bearer; empty sends none.
    QString key;
    /// The api-version of Azure; empty sends none.
    QString apiVersion;
    QString model;
    std::chrono::milliseconds connectTimeout = std::chrono::seconds(10);
    /// Without a single byte. Models think long before the first word.
    std::chrono::seconds idleTimeout = std::chrono::seconds(180);
    ModelNames names = {};
};

/// What a model may ask for.
struct LlmTool {
    QString name;
    QString description;
    /// A JSON schema.
    Json parameters;
};

/// A model's request for what a tool gives.
struct LlmToolCall {
    QString id;
    QString name;
    /// A JSON text; what the model wrote, so perhaps none.
    QString arguments;
};

/// One turn of a conversation with a model.
struct LlmTurn {
    /// system, user, assistant or tool.
    QString role;
    QString content;
    /// For models that see.
    QStringList imageUrls = {};
    /// Of an assistant.
    QList<LlmToolCall> toolCalls = {};
    /// What a turn of a tool answers.
    QString toolCallId = {};
};

/// What a model is asked. What is absent is not sent.
struct LlmRequest {
    QList<LlmTurn> turns;
    std::optional<double> temperature;
    std::optional<double> frequencyPenalty;
    std::optional<double> presencePenalty;
    std::optional<qint64> maxTokens;
    QStringList stop;
    QList<LlmTool> tools;
    /// The tool that it must call; empty leaves it to the model.
    QString requiredTool;
    /// In pieces as the model writes, or whole.
    bool isStreamed = true;
};

/// Asks a server that speaks OpenAI's chat completions (OpenAI, Azure, llama.cpp, Ollama, vLLM, ...). Works in the calling
/// thread, which it blocks; has no state beside the endpoint. Writes neither keys nor texts anywhere. Source of the format:
/// https://platform.openai.com/docs/api-reference/chat
class LlmClient
{
public:
    explicit LlmClient(LlmEndpoint endpoint) : m_endpoint(std::move(endpoint)) { }

    /// Hands the answer's text out piece by piece until it is whole. Ends with Canceled where `hand` returns false or `isWanted`
    /// does (it is asked several times a second); else with a sentence for the user, which says what to look after. What was
    /// handed out stays valid. What the model wants of its tools goes into `calls`.
    Result<void> complete(const LlmRequest &request, const std::function<bool(const QString &)> &hand,
        const std::function<bool()> &isWanted, QList<LlmToolCall> *calls = nullptr) const;

private:
    LlmEndpoint m_endpoint;
};

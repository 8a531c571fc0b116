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

/// One turn of a conversation with a model.
struct LlmTurn {
    /// system, user or assistant.
    QString role;
    QString content;
    /// For models that see.
    QStringList imageUrls;
};

/// What a model is asked. What is absent is not sent.
struct LlmRequest {
    QList<LlmTurn> turns;
    std::optional<double> temperature;
    std::optional<double> frequencyPenalty;
    std::optional<double> presencePenalty;
    std::optional<qint64> maxTokens;
    QStringList stop;
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
    /// handed out stays valid.
    Result<void> complete(
        const LlmRequest &request, const std::function<bool(const QString &)> &hand, const std::function<bool()> &isWanted) const;

private:
    LlmEndpoint m_endpoint;
};

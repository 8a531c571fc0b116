#pragma once

#include "app/localserver/embeddingsettings.h"

#include <QStringList>

/// Asks a server that speaks OpenAI's embeddings (OpenAI, Ollama, llama.cpp, vLLM, text-embeddings-inference, ...) for the vectors of
/// texts. Works in the calling thread, which it blocks; has no state beside the settings. Source of the format:
/// https://platform.openai.com/docs/api-reference/embeddings
class EmbeddingClient
{
public:
    /// Texts in one request: servers have limits, and an answer in one piece has to fit into memory.
    static constexpr qsizetype mostTexts = 64;
    static constexpr qsizetype mostCharacters = 200'000;
    /// A longer text is cut; no model reads on that far.
    static constexpr qsizetype longestText = 24'000;

    explicit EmbeddingClient(EmbeddingSettings settings) : m_settings(std::move(settings)) { }

    /// One vector for each text, in their order, in as many requests as that takes. Else a sentence for the user: Canceled when
    /// isWanted says no, Rejected with its status where the server does not like the texts, Malformed naming EMBEDDING_SIZE where the
    /// vectors are of another size.
    Result<QList<Vector>> embed(const QStringList &texts, const std::function<bool()> &isWanted) const;
    /// That of what somebody searches for, behind the prefix of queries. Tries once more where the server was busy or broke off.
    Result<Vector> embedQuery(const QString &query, const std::function<bool()> &isWanted) const;

private:
    Result<QList<Vector>> ask(const QStringList &texts, const std::function<bool()> &isWanted) const;

    EmbeddingSettings m_settings;
};

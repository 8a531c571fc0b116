#pragma once

#include "app/localserver/llmclient.h"
#include "app/localserver/vectormetric.h"
#include "app/values/result.h"

struct DatasetRow;

/// The embeddings model that a dataset is configured for.
struct EmbeddingSettings {
    LlmEndpoint endpoint;
    std::size_t size = 768;
    /// Stands before every query, never before a chunk.
    QString queryPrefix;
    VectorMetric metric = VectorMetric::Kind::Cosine;

    /// Rejected, with a sentence that says what to configure, where the dataset has none: SEMANTIC_ENABLED is off, EMBEDDING_BASE_URL is
    /// empty, or it is the address that every dataset of Trieve's own service begins with and whose owner serves nobody else.
    static Result<EmbeddingSettings> fromDataset(const DatasetRow &dataset);
    /// Vectors of two models are only comparable where this is the same.
    QByteArray model() const;
};

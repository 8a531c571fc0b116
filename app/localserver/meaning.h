#pragma once

#include "app/localserver/embeddingsettings.h"

#include <functional>

class Database;
class Store;
class VectorGraphs;

/// What a search looks for as a vector, and where to find what is near it. The graphs must outlive it.
struct Meaning {
    Vector vector;
    VectorMetric metric = VectorMetric::Kind::Cosine;
    const VectorGraphs *graphs = nullptr;

    struct Text {
        QString text;
        /// Factor of its vector in the sum of all.
        double weight = 1;
    };
    /// Moves the vector towards a phrase. Source: SemanticBoost in ScoringOptions.
    struct Boost {
        QString phrase;
        double factor = 0;
    };

    /// Of texts, weighted (MultiQuery); asks the embeddings model, so never call it within Store::read(). Refusal 400 with the reason where
    /// the dataset has no model or the model gives no vector.
    static Meaning ofTexts(const QList<Text> &texts, const Boost &boost, const DatasetRow &dataset, Store &store,
        const std::function<bool()> &isWanted = {});
    /// Near the average of some chunks and far from that of others; nothing where none of the first has a vector.
    static std::optional<Meaning> ofChunks(
        Database &database, Store &store, const DatasetRow &dataset, const QList<qint64> &near, const QList<qint64> &far);
    /// Whether the dataset has an embeddings model.
    static bool isPossible(const DatasetRow &dataset);
};

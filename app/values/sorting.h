#pragma once

#include "app/values/chunk.h"

#include <QMap>

#include <variant>

/// Chunks in the order of one of their fields. Source: SortByField.
struct FieldOrder {
    /// time_stamp, num_value, or a number of the metadata.
    QString field;
    /// desc or asc; desc where nothing is said.
    std::optional<QString> direction;
    /// How many are fetched before they are put in order.
    std::optional<int> prefetch;

    bool operator==(const FieldOrder &) const = default;
    Json toJson() const;
};

/// In which order a search gives what it found. Source: SortOptions.
struct Sorting {
    /// What was found is judged once more. Source: SortBySearchType.
    struct Rerank {
        /// semantic, fulltext, bm25 or cross_encoder.
        QString type;
        /// Instead of the search's own query.
        std::optional<QString> query;
        std::optional<int> prefetch;

        bool operator==(const Rerank &) const = default;
        Json toJson() const;
    };
    /// What is near a place comes first, the more the greater the bias. Source: GeoInfoWithBias.
    struct Nearness {
        Location place;
        Number bias;

        bool operator==(const Nearness &) const = default;
        Json toJson() const;
    };
    /// Like chunks are kept apart. Source: MmrOptions.
    struct Diversity {
        bool isWanted = true;
        /// How much likeness counts against relevance: 0 to 1.
        std::optional<Number> lambda;

        bool operator==(const Diversity &) const = default;
        Json toJson() const;
    };

    std::variant<std::monostate, FieldOrder, Rerank> by;
    std::optional<Nearness> nearness;
    /// 0 for none; how much what has a late time stamp is preferred.
    std::optional<Number> recencyBias;
    /// Whether the chunks' weights count; they do where nothing is said.
    std::optional<bool> useWeights;
    /// Chunks with the tag count so many times.
    QMap<QString, Number> tagWeights;
    std::optional<Diversity> diversity;

    bool isEmpty() const { return *this == Sorting(); }
    bool operator==(const Sorting &) const = default;
    Json toJson() const;
};

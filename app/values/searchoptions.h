#pragma once

#include "app/values/boosts.h"
#include "app/values/metadata.h"
#include "app/values/sorting.h"

/// How the words that were found are marked. Source: HighlightOptions.
struct Highlighting {
    std::optional<bool> isWanted;
    /// exactmatch or v1.
    std::optional<QString> strategy;
    /// From 0 to 1: how much a passage must match.
    std::optional<Number> threshold;
    /// Single characters, at which the text is cut into passages.
    QStringList delimiters;
    /// Words of a passage at most, and passages at most.
    std::optional<int> maxLength;
    std::optional<int> maxNumber;
    /// Words before and after a passage.
    std::optional<int> window;
    std::optional<QString> preTag;
    std::optional<QString> postTag;

    bool isEmpty() const { return *this == Highlighting(); }
    bool operator==(const Highlighting &) const = default;
    Json toJson() const;
};

/// Whether misspelt words are put right. Source: TypoOptions.
struct TypoCorrection {
    /// Characters of a word, from and to. Source: TypoRange.
    struct Lengths {
        int min = 0;
        std::optional<int> max;

        bool operator==(const Lengths &) const = default;
        Json toJson() const;
    };

    std::optional<bool> isWanted;
    std::optional<Lengths> oneTypo;
    std::optional<Lengths> twoTypos;
    /// Words that are right as they are.
    QStringList exceptWords;
    /// Words of the dataset before those of the language.
    std::optional<bool> prefersDomainWords;

    bool isEmpty() const { return *this == TypoCorrection(); }
    bool operator==(const TypoCorrection &) const = default;
    Json toJson() const;
};

/// Phrases that count more than the rest of the query. Source: ScoringOptions.
struct Scoring {
    std::optional<FullTextBoost> fulltextBoost;
    std::optional<SemanticBoost> semanticBoost;

    bool isEmpty() const { return *this == Scoring(); }
    bool operator==(const Scoring &) const = default;
    Json toJson() const;
};

/// How a search is made, the same for each request that searches, those of messages among them. What was not set is not sent, and
/// the server's default counts.
struct SearchOptions {
    Sorting sorting;
    Highlighting highlighting;
    TypoCorrection typos;
    /// What scores less is left out; 0 is the same as none.
    std::optional<Number> scoreThreshold;
    /// Words in quotes must be there, words after a minus must not.
    std::optional<bool> useQuoteNegatedTerms;
    std::optional<bool> removeStopWords;
    /// For analytics.
    std::optional<QString> userId;
    Metadata metadata;

    bool operator==(const SearchOptions &) const = default;
    /// Sets the members of a request's body.
    void writeTo(Json &json) const;
};

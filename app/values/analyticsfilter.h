#pragma once

#include "app/values/number.h"

#include <QString>

/// A span of time for analytics; each end in the form that timestamp::forServer writes, empty for open. Source: DateRange.
struct TimeSpan {
    /// These moments are part of it.
    QString from;
    QString to;
    /// These are not.
    QString after;
    QString before;

    bool isEmpty() const { return *this == TimeSpan(); }
    bool operator==(const TimeSpan &) const = default;
    Json toJson() const;
};

/// What analytics are narrowed to; one for all subjects, each of which reads the fields it knows. Source: SearchAnalyticsFilter,
/// RAGAnalyticsFilter, RecommendationAnalyticsFilter.
struct AnalyticsFilter {
    TimeSpan time;
    /// search, autocomplete, search_over_groups or search_within_groups.
    std::optional<QString> searchType;
    /// fulltext, semantic, hybrid or bm25.
    std::optional<QString> searchMethod;
    /// chosen_chunks or all_chunks.
    std::optional<QString> ragType;
    /// Chunk or Group.
    std::optional<QString> recommendationType;
    std::optional<QString> query;
    std::optional<QString> componentName;
    std::optional<Number> lowestTopScore;
    std::optional<Number> highestTopScore;
    std::optional<Number> topScoreAbove;
    std::optional<Number> topScoreBelow;
    std::optional<int> lowestRating;
    std::optional<int> highestRating;
    std::optional<int> ratingAbove;
    std::optional<int> ratingBelow;

    bool operator==(const AnalyticsFilter &) const = default;
    Json toJson() const;
};

/// How wide the points of a graph are.
enum class Granularity { Second, Minute, Hour, Day, Month };

QString granularityName(Granularity granularity);

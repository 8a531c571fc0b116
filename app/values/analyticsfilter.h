#pragma once

#include "app/values/number.h"

#include <QString>

/// A span of time for analytics; each end in the form that timestamp::forServer writes, empty for open.
struct TimeSpan {
    QString from;
    QString to;

    bool isEmpty() const { return from.isEmpty() && to.isEmpty(); }
    bool operator==(const TimeSpan &) const = default;
    /// {"gte", "lte"}
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
    std::optional<QString> query;
    std::optional<QString> componentName;
    std::optional<Number> lowestTopScore;
    std::optional<Number> highestTopScore;
    std::optional<int> lowestRating;
    std::optional<int> highestRating;

    bool operator==(const AnalyticsFilter &) const = default;
    Json toJson() const;
};

/// How wide the points of a graph are.
enum class Granularity { Second, Minute, Hour, Day, Month };

QString granularityName(Granularity granularity);

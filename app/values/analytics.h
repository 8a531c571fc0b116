#pragma once

#include "app/values/id.h"
#include "app/values/metadata.h"
#include "app/values/number.h"

#include <QStringList>

/// What a person thought of a search or an answer: 1 for good, 0 for none, -1 for bad; some programs give 0 to 10.
struct QueryRating {
    int rating = 0;
    std::optional<QString> note;
    Metadata metadata;

    bool operator==(const QueryRating &) const = default;
    static Result<QueryRating> fromJson(const Json &json);
};

/// Rates a search or an answer. Source: RateQueryRequest.
struct NewRating {
    QueryId query;
    int rating = 0;
    std::optional<QString> note;
    Metadata metadata;

    Json toJson() const;
};

/// A search that somebody made.
struct SearchEvent {
    QueryId id;
    QString query;
    /// search, autocomplete, search_over_groups, rag.
    QString searchType;
    /// Milliseconds.
    double latency = 0;
    double topScore = 0;
    QString userId;
    std::optional<QueryRating> rating;
    /// What was asked for and what came, as the server keeps it.
    Json requestParams;
    QList<Json> results;
    /// What the request gave with it.
    Metadata metadata;
    QString createdAt;

    bool operator==(const SearchEvent &) const = default;
    static Result<SearchEvent> fromJson(const Json &json);
};

/// A query and how often it was asked.
struct HeadQuery {
    QString query;
    qint64 count = 0;

    bool operator==(const HeadQuery &) const = default;
    static Result<HeadQuery> fromJson(const Json &json);
};

/// One point of a graph.
struct GraphPoint {
    /// As the server wrote it; see timestamp::parse.
    QString timeStamp;
    /// NaN and infinite values come as null, and are 0 here.
    double value = 0;

    bool operator==(const GraphPoint &) const = default;
    static Result<GraphPoint> fromJson(const Json &json);
};

/// The searches of a dataset in numbers; latencies in milliseconds. Source: DatasetAnalytics.
struct SearchMetrics {
    qint64 totalQueries = 0;
    double averageLatency = 0;
    double p50 = 0;
    double p95 = 0;
    double p99 = 0;
    double positiveRatings = 0;
    double negativeRatings = 0;

    bool operator==(const SearchMetrics &) const = default;
    static Result<SearchMetrics> fromJson(const Json &json);
};

/// A question that was answered over chunks.
struct RagEvent {
    QueryId id;
    QString question;
    /// The raw text of its stream; AnswerParser reads it.
    QString answer;
    /// chosen_chunks or all_chunks.
    QString ragType;
    QueryId searchId;
    TopicId topicId;
    double topScore = 0;
    double hallucinationScore = 0;
    QStringList hallucinations;
    QString userId;
    std::optional<QueryRating> rating;
    QList<Json> results;
    /// What the request gave with it.
    Metadata metadata;
    QString createdAt;

    bool operator==(const RagEvent &) const = default;
    static Result<RagEvent> fromJson(const Json &json);
};

/// How often something that was found was clicked; shares in percent. Source: SearchCTRMetrics, RecommendationCTRMetrics.
struct ClickMetrics {
    qint64 withClicks = 0;
    double percentWithClicks = 0;
    double percentWithoutClicks = 0;
    double averagePosition = 0;

    bool operator==(const ClickMetrics &) const = default;
    static Result<ClickMetrics> fromJson(const Json &json);
};

/// A dataset and how often it was asked.
struct TopDataset {
    DatasetId dataset;
    std::optional<QString> trackingId;
    qint64 totalQueries = 0;

    bool operator==(const TopDataset &) const = default;
    static Result<TopDataset> fromJson(const Json &json);
};

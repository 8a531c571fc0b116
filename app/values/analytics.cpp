#include "app/values/analytics.h"

#include "app/values/jsonfields.h"
#include "app/values/jsonreader.h"

using namespace jsonfields;

namespace {

/// Averages over nothing come as null.
double orZero(JsonReader &in, QStringView field)
{
    return in.optionalNumber(field).value_or(Number()).toDouble();
}

QString orEmpty(JsonReader &in, QStringView field)
{
    return in.optionalString(field).value_or(QString());
}

std::optional<QueryRating> ratingIn(JsonReader &in)
{
    const Json &raw = in.raw(u"query_rating");
    if (raw.isNull())
        return {};
    auto rating = QueryRating::fromJson(raw);
    if (!rating) {
        in.fail(u"query_rating", u"a rating");
        return {};
    }
    return *rating;
}

}

Result<QueryRating> QueryRating::fromJson(const Json &json)
{
    JsonReader in(json, u"SearchQueryRating");
    QueryRating rating{.rating = int(in.integer(u"rating")), .note = in.optionalString(u"note"), .metadata = Metadata::fromJson(in.raw(u"metadata"))};
    if (in.failed())
        return in.error();
    return rating;
}

Json NewRating::toJson() const
{
    Json json = Json::object({{u"query_id", query.text()}, {u"rating", rating}});
    setGiven(json, u"note", note);
    setFilled(json, u"metadata", metadata);
    return json;
}

Result<SearchEvent> SearchEvent::fromJson(const Json &json)
{
    JsonReader in(json, u"SearchQueryEvent");
    SearchEvent event;
    event.id = in.id<QueryTag>(u"id");
    event.query = orEmpty(in, u"query");
    event.searchType = orEmpty(in, u"search_type");
    event.latency = orZero(in, u"latency");
    event.topScore = orZero(in, u"top_score");
    event.userId = orEmpty(in, u"user_id");
    event.rating = ratingIn(in);
    event.requestParams = in.raw(u"request_params");
    event.results = in.raw(u"results").items();
    event.metadata = Metadata::fromJson(in.raw(u"metadata"));
    event.createdAt = orEmpty(in, u"created_at");
    if (in.failed())
        return in.error();
    return event;
}

Result<HeadQuery> HeadQuery::fromJson(const Json &json)
{
    JsonReader in(json, u"HeadQueries");
    HeadQuery query{.query = orEmpty(in, u"query"), .count = in.integer(u"count")};
    if (in.failed())
        return in.error();
    return query;
}

Result<GraphPoint> GraphPoint::fromJson(const Json &json)
{
    JsonReader in(json, u"TimePoint");
    GraphPoint point{.timeStamp = in.string(u"time_stamp"), .value = orZero(in, u"point")};
    if (in.failed())
        return in.error();
    return point;
}

Result<SearchMetrics> SearchMetrics::fromJson(const Json &json)
{
    JsonReader in(json, u"DatasetAnalytics");
    SearchMetrics metrics{.totalQueries = in.integer(u"total_queries"),
                          .averageLatency = orZero(in, u"avg_latency"),
                          .p50 = orZero(in, u"p50"),
                          .p95 = orZero(in, u"p95"),
                          .p99 = orZero(in, u"p99"),
                          .positiveRatings = orZero(in, u"total_positive_ratings"),
                          .negativeRatings = orZero(in, u"total_negative_ratings")};
    if (in.failed())
        return in.error();
    return metrics;
}

Result<RagEvent> RagEvent::fromJson(const Json &json)
{
    JsonReader in(json, u"RagQueryEvent");
    RagEvent event;
    event.id = in.id<QueryTag>(u"id");
    event.question = orEmpty(in, u"user_message");
    event.answer = orEmpty(in, u"llm_response");
    event.ragType = orEmpty(in, u"rag_type");
    event.searchId = QueryId(orEmpty(in, u"search_id"));
    event.topicId = TopicId(orEmpty(in, u"topic_id"));
    event.topScore = orZero(in, u"top_score");
    event.hallucinationScore = orZero(in, u"hallucination_score");
    event.hallucinations = in.optionalStrings(u"detected_hallucinations").value_or(QStringList());
    event.userId = orEmpty(in, u"user_id");
    event.rating = ratingIn(in);
    event.results = in.raw(u"results").items();
    event.metadata = Metadata::fromJson(in.raw(u"metadata"));
    event.createdAt = orEmpty(in, u"created_at");
    if (in.failed())
        return in.error();
    return event;
}

Result<ClickMetrics> ClickMetrics::fromJson(const Json &json)
{
    const bool ofSearches = json.contains(u"searches_with_clicks");
    JsonReader in(json, u"CTRMetrics");
    ClickMetrics metrics;
    metrics.withClicks = in.integer(ofSearches ? u"searches_with_clicks" : u"recommendations_with_clicks");
    metrics.percentWithClicks = orZero(in, ofSearches ? u"percent_searches_with_clicks" : u"percent_recommendations_with_clicks");
    metrics.percentWithoutClicks = orZero(in, ofSearches ? u"percent_searches_without_clicks" : u"percent_recommendations_without_clicks");
    metrics.averagePosition = orZero(in, u"avg_position_of_click");
    if (in.failed())
        return in.error();
    return metrics;
}

Result<TopDataset> TopDataset::fromJson(const Json &json)
{
    JsonReader in(json, u"TopDatasetsResponse");
    TopDataset top{.dataset = in.id<DatasetTag>(u"dataset_id"),
                   .trackingId = in.optionalString(u"dataset_tracking_id"),
                   .totalQueries = in.optionalInteger(u"total_queries").value_or(0)};
    if (in.failed())
        return in.error();
    return top;
}

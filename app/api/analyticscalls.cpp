#include "app/api/analyticscalls.h"

#include "app/api/decoding.h"
#include "app/values/jsonfields.h"

using namespace Qt::StringLiterals;

namespace {

Json question(QStringView type, const AnalyticsFilter &filter)
{
    Json json = Json::object({{u"type", type}});
    if (const Json narrowed = filter.toJson(); !narrowed.members().isEmpty())
        json.set(u"filter", narrowed);
    return json;
}

Json page(QStringView type, const AnalyticsFilter &filter, int number)
{
    Json json = question(type, filter);
    json.set(u"page", number);
    return json;
}

Json sorted(Json json, const AnalyticsCalls::QueryOrder &order)
{
    json.set(u"sort_by", order.by);
    json.set(u"sort_order", order.isRising ? u"asc"_s : u"desc"_s);
    jsonfields::setGiven(json, u"has_clicks", order.hasClicks);
    return json;
}

Json graph(QStringView type, const AnalyticsFilter &filter, Granularity granularity)
{
    Json json = question(type, filter);
    json.set(u"granularity", granularityName(granularity));
    return json;
}

QStringView recommendationGraphName(AnalyticsCalls::RecommendationGraph of)
{
    switch (of) {
    case AnalyticsCalls::RecommendationGraph::Usage: return u"recommendation_usage_graph";
    case AnalyticsCalls::RecommendationGraph::PerUser: return u"recommendations_per_user";
    case AnalyticsCalls::RecommendationGraph::ClickRate: return u"recommendations_ctr_rate";
    case AnalyticsCalls::RecommendationGraph::ConversionRate: return u"recommendation_conversion_rate";
    }
    Q_UNREACHABLE();
}

Json details(QStringView type, const QueryId &query)
{
    return Json::object({{u"type", type}, {u"request_id", query.text()}});
}

template <typename T>
Result<QList<T>> queries(const Json &json)
{
    return decoding::list<T>(json, u"queries");
}

Result<QList<GraphPoint>> points(const Json &json)
{
    return decoding::list<GraphPoint>(json, u"points");
}

}

template <typename T>
Call<T> AnalyticsCalls::ask(const DatasetId &dataset, const QString &subject, const Json &question, Decode<T> decode) const
{
    return call<T>(ApiRequest::read(QStringList{u"analytics"_s} + subject.split(u'/')).in(dataset).with(question), decode);
}

Call<SearchMetrics> AnalyticsCalls::searchMetrics(const DatasetId &dataset, const AnalyticsFilter &filter) const
{
    return ask<SearchMetrics>(dataset, u"search"_s, question(u"search_metrics", filter), SearchMetrics::fromJson);
}

Call<QList<SearchEvent>> AnalyticsCalls::searchQueries(const DatasetId &dataset, const AnalyticsFilter &filter, int number, const QueryOrder &order) const
{
    return ask<QList<SearchEvent>>(dataset, u"search"_s, sorted(page(u"search_queries", filter, number), order), queries<SearchEvent>);
}

Call<QList<HeadQuery>> AnalyticsCalls::headQueries(const DatasetId &dataset, const AnalyticsFilter &filter, int number) const
{
    return ask<QList<HeadQuery>>(dataset, u"search"_s, page(u"head_queries", filter, number), queries<HeadQuery>);
}

Call<QList<SearchEvent>> AnalyticsCalls::noResultQueries(const DatasetId &dataset, const AnalyticsFilter &filter, int number) const
{
    return ask<QList<SearchEvent>>(dataset, u"search"_s, page(u"no_result_queries", filter, number), queries<SearchEvent>);
}

Call<QList<SearchEvent>> AnalyticsCalls::lowConfidenceQueries(const DatasetId &dataset, const AnalyticsFilter &filter, int number,
                                                              const std::optional<double> &threshold) const
{
    Json body = page(u"low_confidence_queries", filter, number);
    jsonfields::setGiven(body, u"threshold", threshold);
    return ask<QList<SearchEvent>>(dataset, u"search"_s, body, queries<SearchEvent>);
}

Call<SearchEvent> AnalyticsCalls::searchQuery(const DatasetId &dataset, const QueryId &query) const
{
    return ask<SearchEvent>(dataset, u"search"_s, details(u"query_details", query), SearchEvent::fromJson);
}

Call<QList<GraphPoint>> AnalyticsCalls::latencyGraph(const DatasetId &dataset, const AnalyticsFilter &filter, Granularity granularity) const
{
    return ask<QList<GraphPoint>>(dataset, u"search"_s, graph(u"latency_graph", filter, granularity), points);
}

Call<QList<GraphPoint>> AnalyticsCalls::searchUsageGraph(const DatasetId &dataset, const AnalyticsFilter &filter, Granularity granularity) const
{
    return ask<QList<GraphPoint>>(dataset, u"search"_s, graph(u"search_usage_graph", filter, granularity), points);
}

Call<QList<RagEvent>> AnalyticsCalls::ragQueries(const DatasetId &dataset, const AnalyticsFilter &filter, int number, const QueryOrder &order) const
{
    return ask<QList<RagEvent>>(dataset, u"rag"_s, sorted(page(u"rag_queries", filter, number), order), queries<RagEvent>);
}

Call<RagEvent> AnalyticsCalls::ragQuery(const DatasetId &dataset, const QueryId &query) const
{
    return ask<RagEvent>(dataset, u"rag"_s, details(u"rag_query_details", query), RagEvent::fromJson);
}

Call<qint64> AnalyticsCalls::ragUsage(const DatasetId &dataset, const AnalyticsFilter &filter) const
{
    return ask<qint64>(dataset, u"rag"_s, question(u"rag_usage", filter), decoding::totalQueries);
}

Call<QList<GraphPoint>> AnalyticsCalls::ragUsageGraph(const DatasetId &dataset, const AnalyticsFilter &filter, Granularity granularity) const
{
    return ask<QList<GraphPoint>>(dataset, u"rag"_s, graph(u"rag_usage_graph", filter, granularity), points);
}

Call<QList<RecommendationEvent>> AnalyticsCalls::recommendationQueries(const DatasetId &dataset, const AnalyticsFilter &filter, int number,
                                                                       const QueryOrder &order) const
{
    return ask<QList<RecommendationEvent>>(dataset, u"recommendations"_s, sorted(page(u"recommendation_queries", filter, number), order),
        queries<RecommendationEvent>);
}

Call<QList<RecommendationEvent>> AnalyticsCalls::lowConfidenceRecommendations(const DatasetId &dataset, const AnalyticsFilter &filter, int number,
                                                                              const std::optional<double> &threshold) const
{
    Json body = page(u"low_confidence_recommendations", filter, number);
    jsonfields::setGiven(body, u"threshold", threshold);
    return ask<QList<RecommendationEvent>>(dataset, u"recommendations"_s, body, queries<RecommendationEvent>);
}

Call<RecommendationEvent> AnalyticsCalls::recommendationQuery(const DatasetId &dataset, const QueryId &query) const
{
    return ask<RecommendationEvent>(dataset, u"recommendations"_s, details(u"query_details", query), RecommendationEvent::fromJson);
}

Call<QList<GraphPoint>> AnalyticsCalls::recommendationGraph(const DatasetId &dataset, RecommendationGraph of, const AnalyticsFilter &filter,
                                                            Granularity granularity) const
{
    return ask<QList<GraphPoint>>(dataset, u"recommendations"_s, graph(recommendationGraphName(of), filter, granularity), points);
}

Call<ClickMetrics> AnalyticsCalls::searchClicks(const DatasetId &dataset, const AnalyticsFilter &filter) const
{
    return ask<ClickMetrics>(dataset, u"events/ctr"_s, question(u"search_ctr_metrics", filter), ClickMetrics::fromJson);
}

Call<ClickMetrics> AnalyticsCalls::recommendationClicks(const DatasetId &dataset, const AnalyticsFilter &filter) const
{
    return ask<ClickMetrics>(dataset, u"events/ctr"_s, question(u"recommendation_ctr_metrics", filter), ClickMetrics::fromJson);
}

Call<QList<TopDataset>> AnalyticsCalls::topDatasets(const QString &kind, const TimeSpan &time) const
{
    Json body = Json::object({{u"type", kind}});
    if (!time.isEmpty())
        body.set(u"date_range", time.toJson());
    return call<QList<TopDataset>>(ApiRequest::read({u"analytics"_s, u"top"_s}).in(connection().organization).with(body),
        [](const Json &json) { return decoding::list<TopDataset>(json, u"datasets"); });
}

Call<void> AnalyticsCalls::rateSearch(const DatasetId &dataset, const NewRating &rating) const
{
    return call(ApiRequest::put({u"analytics"_s, u"search"_s}).in(dataset).with(rating.toJson()));
}

Call<void> AnalyticsCalls::rateAnswer(const DatasetId &dataset, const NewRating &rating) const
{
    return call(ApiRequest::put({u"analytics"_s, u"rag"_s}).in(dataset).with(rating.toJson()));
}

Call<Json> AnalyticsCalls::analytics(const DatasetId &dataset, const QString &subject, const Json &question) const
{
    return ask<Json>(dataset, subject, question, decoding::asIs);
}

Call<QList<Experiment>> AnalyticsCalls::experiments(const DatasetId &dataset) const
{
    return call<QList<Experiment>>(ApiRequest::get({u"experiment"_s}).in(dataset),
        [](const Json &json) { return decoding::list<Experiment>(json, u"experiments"); });
}

Call<Experiment> AnalyticsCalls::experiment(const DatasetId &dataset, const ExperimentId &id) const
{
    return call<Experiment>(ApiRequest::get({u"experiment"_s, id.text()}).in(dataset), Experiment::fromJson);
}

Call<Experiment> AnalyticsCalls::createExperiment(const DatasetId &dataset, const QString &name, const ExperimentConfig &config) const
{
    const Json body = Json::object({{u"name", name}, {u"experiment_config", config.toJson()}});
    return call<Experiment>(ApiRequest::post({u"experiment"_s}).in(dataset).with(body), Experiment::fromJson);
}

Call<Experiment> AnalyticsCalls::updateExperiment(const DatasetId &dataset, const ExperimentId &id, const std::optional<QString> &name,
                                                  const std::optional<ExperimentConfig> &config) const
{
    Json body = Json::object({{u"id", id.text()}});
    jsonfields::setGiven(body, u"name", name);
    if (config)
        body.set(u"experiment_config", config->toJson());
    return call<Experiment>(ApiRequest::put({u"experiment"_s}).in(dataset).with(body), Experiment::fromJson);
}

Call<void> AnalyticsCalls::deleteExperiment(const DatasetId &dataset, const ExperimentId &id) const
{
    return call(ApiRequest::remove({u"experiment"_s, id.text()}).in(dataset));
}

#pragma once

#include "app/api/dispatcher.h"
#include "app/values/analytics.h"
#include "app/values/analyticsfilter.h"
#include "app/values/experiment.h"
#include "app/values/recommendationevent.h"

/// Analytics and experiments, part of ApiClient. Answers do not say what they are: each kind of question has its own method and its own
/// value, and the rarer ones come as the JSON they are. All need a server with analytics; others answer 400. Pages count
/// from 1 and hold ten or fifteen; the end is a page that brings nothing.
class AnalyticsCalls : public virtual Dispatcher
{
public:
    /// How searchQueries are put in order: created_at, latency or top_score, falling unless rising is asked for.
    struct QueryOrder {
        QString by = QStringLiteral("created_at");
        bool isRising = false;
        std::optional<bool> hasClicks;
    };

    Call<SearchMetrics> searchMetrics(const DatasetId &dataset, const AnalyticsFilter &filter) const;
    Call<QList<SearchEvent>> searchQueries(const DatasetId &dataset, const AnalyticsFilter &filter, int page, const QueryOrder &order) const;
    Call<QList<HeadQuery>> headQueries(const DatasetId &dataset, const AnalyticsFilter &filter, int page) const;
    Call<QList<SearchEvent>> noResultQueries(const DatasetId &dataset, const AnalyticsFilter &filter, int page) const;
    /// Those whose best score is below the threshold, where there is one.
    Call<QList<SearchEvent>> lowConfidenceQueries(const DatasetId &dataset, const AnalyticsFilter &filter, int page,
                                                  const std::optional<double> &threshold) const;
    Call<SearchEvent> searchQuery(const DatasetId &dataset, const QueryId &query) const;
    Call<QList<GraphPoint>> latencyGraph(const DatasetId &dataset, const AnalyticsFilter &filter, Granularity granularity) const;
    Call<QList<GraphPoint>> searchUsageGraph(const DatasetId &dataset, const AnalyticsFilter &filter, Granularity granularity) const;

    Call<QList<RagEvent>> ragQueries(const DatasetId &dataset, const AnalyticsFilter &filter, int page, const QueryOrder &order) const;
    Call<RagEvent> ragQuery(const DatasetId &dataset, const QueryId &query) const;
    Call<qint64> ragUsage(const DatasetId &dataset, const AnalyticsFilter &filter) const;
    Call<QList<GraphPoint>> ragUsageGraph(const DatasetId &dataset, const AnalyticsFilter &filter, Granularity granularity) const;

    Call<QList<RecommendationEvent>> recommendationQueries(const DatasetId &dataset, const AnalyticsFilter &filter, int page, const QueryOrder &order) const;
    /// Those whose best score is below the threshold, where there is one.
    Call<QList<RecommendationEvent>> lowConfidenceRecommendations(const DatasetId &dataset, const AnalyticsFilter &filter, int page,
                                                                  const std::optional<double> &threshold) const;
    Call<RecommendationEvent> recommendationQuery(const DatasetId &dataset, const QueryId &query) const;
    /// What a graph is of.
    enum class RecommendationGraph { Usage, PerUser, ClickRate, ConversionRate };
    Call<QList<GraphPoint>> recommendationGraph(const DatasetId &dataset, RecommendationGraph of, const AnalyticsFilter &filter,
                                                Granularity granularity) const;

    Call<ClickMetrics> searchClicks(const DatasetId &dataset, const AnalyticsFilter &filter) const;
    Call<ClickMetrics> recommendationClicks(const DatasetId &dataset, const AnalyticsFilter &filter) const;
    /// The organization's, the busiest first. kind is search, rag or recommendation.
    Call<QList<TopDataset>> topDatasets(const QString &kind, const TimeSpan &time) const;

    Call<void> rateSearch(const DatasetId &dataset, const NewRating &rating) const;
    Call<void> rateAnswer(const DatasetId &dataset, const NewRating &rating) const;

    /// Any other kind of question. subject is search, rag, recommendations, events/ctr or events/component; question is its whole body
    /// with "type". The answer is what the server said, unchanged.
    Call<Json> analytics(const DatasetId &dataset, const QString &subject, const Json &question) const;

    /// All of them; they are not paged.
    Call<QList<Experiment>> experiments(const DatasetId &dataset) const;
    Call<Experiment> experiment(const DatasetId &dataset, const ExperimentId &id) const;
    Call<Experiment> createExperiment(const DatasetId &dataset, const QString &name, const ExperimentConfig &config) const;
    Call<Experiment> updateExperiment(const DatasetId &dataset, const ExperimentId &id, const std::optional<QString> &name,
                                      const std::optional<ExperimentConfig> &config) const;
    Call<void> deleteExperiment(const DatasetId &dataset, const ExperimentId &id) const;

protected:
    AnalyticsCalls() = default;

private:
    template <typename T>
    Call<T> ask(const DatasetId &dataset, const QString &subject, const Json &question, Decode<T> decode) const;
};

#pragma once

#include "tests/support/goldenoperations.h"

/// The operations on files, on the organization and its people, and on what happened.
namespace golden {

inline void addOperationsOnFiles(Operations &all)
{
    static const FileUpload upload{.label = {.fileName = u"a.pdf"_s, .groupTrackingId = u"g/1"_s, .tags = {u"x"_s}, .metadata = *Metadata::fromText(u"{\"n\":1}"_s)},
                                   .content = QByteArray("\xfb\xff\x00\x01", 4), .createChunks = true, .readByModel = true};
    static const TableUpload table{.label = {.fileName = u"a.csv"_s}, .mappings = {{.column = u"URL"_s, .chunkField = u"link"_s}}, .upsertByTrackingId = true,
                                   .fulltextBoostFactor = 1.5};
    static const CrawlOptions roses{.siteUrl = u"https://roses.example"_s, .interval = u"weekly"_s, .limit = 100, .includePaths = {u"/en"_s},
                                    .boostTitles = true,
                                    .scrapeOptions = Json::object({{u"type", u"openapi"}, {u"openapi_schema_url", u"https://x"}, {u"openapi_tag", u"pets"}}),
                                    .webhookMetadata = *Metadata::fromText(u"{\"n\":1.1}"_s)};
    all[u"files"_s] = OPERATION(files(dataset, 1));
    all[u"scrollFiles"_s] = OPERATION(scrollFiles(dataset, file, 100));
    all[u"file"_s] = OPERATION(file(dataset, file));
    all[u"uploadFile"_s] = OPERATION(uploadFile(dataset, upload));
    all[u"deleteFile"_s] = OPERATION(deleteFile(dataset, file, true));
    all[u"placeForTable"_s] = OPERATION(placeForTable(dataset, table));
    all[u"crawls"_s] = OPERATION(crawls(dataset, 2, 10));
    all[u"startCrawl"_s] = OPERATION(startCrawl(dataset, roses));
    all[u"updateCrawl"_s] = OPERATION(updateCrawl(dataset, CrawlId(other(6)), roses));
    all[u"deleteCrawl"_s] = OPERATION(deleteCrawl(dataset, CrawlId(other(6))));
}

inline void addOperationsOnOrganizations(Operations &all)
{
    static const TimeSpan january{.from = u"2024-01-01 00:00:00.000"_s, .to = u"2024-02-01 00:00:00.000"_s};
    static const NewOrganizationKey key{.name = u"Reader"_s, .datasets = {dataset}, .expiresAt = u"2030-01-01 00:00:00.000"_s};
    static const NewInvitation invitation{.email = u"t@example.com"_s, .role = AccessRole::Admin, .appUrl = u"https://app.example"_s,
                                          .redirectUri = u"https://app.example/in"_s};
    all[u"health"_s] = OPERATION(health());
    all[u"whoAmI"_s] = OPERATION(whoAmI());
    all[u"organization"_s] = OPERATION(organization(organization));
    all[u"createOrganization"_s] = OPERATION(createOrganization(u"Home"_s));
    all[u"updateOrganization"_s] = OPERATION(updateOrganization(organization, {.name = u"Home"_s}));
    all[u"deleteOrganization"_s] = OPERATION(deleteOrganization(organization));
    all[u"organizationUsage"_s] = OPERATION(organizationUsage(organization, january));
    all[u"organizationKeys"_s] = OPERATION(organizationKeys(KeyId(other(1)), 10));
    all[u"createOrganizationKey"_s] = OPERATION(createOrganizationKey(key));
    all[u"deleteOrganizationKey"_s] = OPERATION(deleteOrganizationKey(KeyId(other(3))));
    all[u"members"_s] = OPERATION(members());
    all[u"updateMember"_s] = OPERATION(updateMember({.user = UserId(other(8)), .role = AccessRole::Admin, .scopes = QStringList()}));
    all[u"invitations"_s] = OPERATION(invitations());
    all[u"invite"_s] = OPERATION(invite(invitation));
    all[u"cancelInvitation"_s] = OPERATION(cancelInvitation(InvitationId(other(4))));
}

inline void addOperationsOnAnalytics(Operations &all)
{
    static const AnalyticsFilter hybrid{.time = {.from = u"2024-01-01 00:00:00.000"_s}, .searchMethod = u"hybrid"_s};
    static const ExperimentConfig config{.area = u"search"_s, .controlName = u"old"_s, .controlSplit = 0.5, .treatmentName = u"new"_s, .treatmentSplit = 0.5};
    static const AnalyticsCalls::QueryOrder slowFirst{.by = u"latency"_s, .isRising = true, .hasClicks = true};
    static const AnalyticsCalls::QueryOrder inventedFirst{.by = u"hallucination_score"_s};
    all[u"searchMetrics"_s] = OPERATION(searchMetrics(dataset, hybrid));
    all[u"searchQueries"_s] = OPERATION(searchQueries(dataset, hybrid, 1, slowFirst));
    all[u"headQueries"_s] = OPERATION(headQueries(dataset, hybrid, 1));
    all[u"noResultQueries"_s] = OPERATION(noResultQueries(dataset, hybrid, 2));
    all[u"lowConfidenceQueries"_s] = OPERATION(lowConfidenceQueries(dataset, hybrid, 1, 0.5));
    all[u"searchQuery"_s] = OPERATION(searchQuery(dataset, query));
    all[u"latencyGraph"_s] = OPERATION(latencyGraph(dataset, hybrid, Granularity::Hour));
    all[u"searchUsageGraph"_s] = OPERATION(searchUsageGraph(dataset, hybrid, Granularity::Day));
    all[u"ragQueries"_s] = OPERATION(ragQueries(dataset, {}, 1, inventedFirst));
    all[u"ragQuery"_s] = OPERATION(ragQuery(dataset, query));
    all[u"ragUsage"_s] = OPERATION(ragUsage(dataset, {}));
    all[u"ragUsageGraph"_s] = OPERATION(ragUsageGraph(dataset, {}, Granularity::Month));
    all[u"recommendationQueries"_s] = OPERATION(recommendationQueries(dataset, {}, 1, {}));
    all[u"lowConfidenceRecommendations"_s] = OPERATION(lowConfidenceRecommendations(dataset, {}, 1, 0.5));
    all[u"recommendationQuery"_s] = OPERATION(recommendationQuery(dataset, query));
    all[u"recommendationGraph"_s] = OPERATION(recommendationGraph(dataset, AnalyticsCalls::RecommendationGraph::Usage, {}, Granularity::Day));
    all[u"searchClicks"_s] = OPERATION(searchClicks(dataset, {}));
    all[u"recommendationClicks"_s] = OPERATION(recommendationClicks(dataset, {}));
    all[u"topDatasets"_s] = OPERATION(topDatasets(u"rag"_s, {.from = u"2024-01-01 00:00:00.000"_s}));
    all[u"rateSearch"_s] = OPERATION(rateSearch(dataset, {.query = query, .rating = -1, .note = u"wrong"_s}));
    all[u"rateAnswer"_s] = OPERATION(rateAnswer(dataset, {.query = query, .rating = 1}));
    all[u"analytics"_s] = OPERATION(analytics(dataset, u"recommendations"_s, Json::object({{u"type", u"recommendation_queries"}, {u"page", 1}})));
    all[u"experiments"_s] = OPERATION(experiments(dataset));
    all[u"experiment"_s] = OPERATION(experiment(dataset, ExperimentId(other(2))));
    all[u"createExperiment"_s] = OPERATION(createExperiment(dataset, u"Ranking"_s, config));
    all[u"updateExperiment"_s] = OPERATION(updateExperiment(dataset, ExperimentId(other(2)), u"Ranking"_s, config));
    all[u"deleteExperiment"_s] = OPERATION(deleteExperiment(dataset, ExperimentId(other(2))));
}

}

#pragma once

#include "tests/support/goldenoperations.h"

/// Requests that say everything their routes know, by the names of their files in golden/api/full. How they end is the matter of the plain
/// ones.
namespace golden {

inline SearchOptions fullSearchOptions()
{
    return {.sorting = {.by = FieldOrder{.field = u"num_value"_s, .direction = u"asc"_s, .prefetch = 100},
                        .nearness = Sorting::Nearness{.place = {.lat = 48, .lon = 11.5}, .bias = 0.5},
                        .recencyBias = 1,
                        .useWeights = false,
                        .tagWeights = {{u"garden"_s, 1.5}, {u"house"_s, 0.5}},
                        .diversity = Sorting::Diversity{.lambda = 0.25}},
            .highlighting = {.isWanted = true,
                             .strategy = u"v1"_s,
                             .threshold = 0.75,
                             .delimiters = {u"."_s, u"!"_s},
                             .maxLength = 5,
                             .maxNumber = 2,
                             .window = 4,
                             .preTag = u"<b>"_s,
                             .postTag = u"</b>"_s},
            .typos = {.isWanted = true,
                      .oneTypo = TypoCorrection::Lengths{.min = 5, .max = 8},
                      .twoTypos = TypoCorrection::Lengths{.min = 8},
                      .exceptWords = {u"Trieve"_s},
                      .prefersDomainWords = false},
            .scoreThreshold = 0.5,
            .useQuoteNegatedTerms = true,
            .removeStopWords = true,
            .userId = u"me"_s,
            .metadata = *Metadata::fromText(u"{\"n\":1.1}"_s)};
}

inline Scoring fullScoring()
{
    return {.fulltextBoost = FullTextBoost{.phrase = u"roses"_s, .factor = 2}, .semanticBoost = SemanticBoost{.phrase = u"flowers"_s, .factor = 0.5}};
}

inline ModelOptions fullModelOptions()
{
    return {.temperature = 0.5,
            .frequencyPenalty = -2,
            .presencePenalty = 2,
            .maxTokens = 100,
            .stopTokens = {u"a"_s, u"b"_s, u"c"_s, u"d"_s},
            .images = {.areSent = true, .perChunk = 3},
            .isStreamed = false};
}

inline MessageRequest fullMessage()
{
    return {.topicId = topic,
            .content = u"Why roses?"_s,
            .searchType = u"hybrid"_s,
            .pageSize = 5,
            .filter = Filter::inGroup(group),
            .model = u"m"_s,
            .llm = fullModelOptions(),
            .completionFirst = true,
            .systemPrompt = u"Be brief."_s,
            .search = fullSearchOptions(),
            .includeLinks = true,
            .onlyIncludeDocsUsed = true,
            .useAgenticSearch = false,
            .useGroupSearch = true,
            .searchQuery = u"roses"_s,
            .concatUserMessagesQuery = false,
            .noResultMessage = u"Nothing."_s,
            .ragContext = u"Docs:"_s,
            .currency = u"EUR"_s,
            .imageUrls = {u"https://x/1.png"_s},
            .audioInput = u"AAAA"_s,
            .messagesToInclude = 20};
}

inline void addFullRequestsOfSearches(Operations &all)
{
    static const QList<Query::Weighted> several{{.part = u"roses"_s, .weight = 2},
                                                {.part = QueryPart::Image{.url = u"https://x/1.png"_s, .prompt = u"What is it?"_s}, .weight = 0.5},
                                                {.part = QueryPart::Audio{.base64 = u"AAAA"_s}}};
    static const SearchRequest search{.query = several, .searchType = u"semantic"_s, .page = 2, .pageSize = 5, .totalPages = false,
                                      .filter = Filter::inGroup(group), .options = fullSearchOptions(), .scoring = fullScoring(), .slimChunks = true,
                                      .contentOnly = true};
    static const SearchRequest reranked{.query = QueryPart(QueryPart::Image{.url = u"https://x/1.png"_s}), .searchType = u"hybrid"_s,
        .options = {.sorting = {.by = Sorting::Rerank{.type = u"cross_encoder"_s, .query = u"roses"_s, .prefetch = 50}}}};
    static const AutocompleteRequest autocomplete{.query = QueryPart::Audio{.base64 = u"AAAA"_s}, .searchType = u"bm25"_s, .pageSize = 5,
                                                  .extendResults = true, .filter = Filter::inGroup(group), .options = fullSearchOptions(),
                                                  .scoring = fullScoring(), .slimChunks = false, .contentOnly = false};
    static const GroupSearchRequest groups{.query = several, .searchType = u"semantic"_s, .page = 2, .pageSize = 5, .groupSize = 2, .totalPages = false,
                                           .filter = Filter::inGroup(group), .options = fullSearchOptions(), .scoring = fullScoring(), .slimChunks = true};
    static const GroupAutocompleteRequest groupAutocomplete{.query = u"ros"_s, .searchType = u"bm25"_s, .pageSize = 5, .groupSize = 2,
                                                            .extendResults = true, .filter = Filter::inGroup(group), .options = fullSearchOptions(),
                                                            .scoring = fullScoring(), .slimChunks = true};
    static const CountRequest count{.query = several, .searchType = u"semantic"_s, .filter = Filter::inGroup(group), .limit = 7, .scoreThreshold = 0.5,
                                    .useQuoteNegatedTerms = true};
    static const SuggestionsRequest suggestions{.query = u"roses"_s, .type = u"keyword"_s, .count = 3, .followUpTo = u"Q and A"_s,
                                                .filter = Filter::inGroup(group), .searchType = u"hybrid"_s, .isEcommerce = true};
    all[u"full/search"_s] = OPERATION(search(dataset, search));
    all[u"full/search-reranked"_s] = OPERATION(search(dataset, reranked));
    all[u"full/autocomplete"_s] = OPERATION(autocomplete(dataset, autocomplete));
    all[u"full/searchInGroup"_s] = OPERATION(searchInGroup(dataset, AnyChunkGroupId::tracked(u"g/1"_s), search));
    all[u"full/searchGroups"_s] = OPERATION(searchGroups(dataset, groups));
    all[u"full/autocompleteGroups"_s] = OPERATION(autocompleteGroups(dataset, groupAutocomplete));
    all[u"full/count"_s] = OPERATION(count(dataset, count));
    all[u"full/suggestions"_s] = OPERATION(suggestions(dataset, suggestions));
    all[u"full/scroll"_s] = OPERATION(scroll(dataset, {.from = chunk, .pageSize = 5, .filter = Filter::inGroup(group),
        .order = FieldOrder{.field = u"time_stamp"_s, .direction = u"desc"_s, .prefetch = 100}}));
}

inline void addFullRequestsOfWrites(Operations &all)
{
    static const Metadata metadata = *Metadata::fromText(u"{\"n\":1.1}"_s);
    static const ChunkPatch chunkPatch = [] {
        ChunkPatch patch;
        patch.chunkHtml = u"<p>Roses</p>"_s;
        patch.link = u"https://x"_s;
        patch.trackingId = u"t-1"_s;
        patch.tagSet = QStringList{u"a"_s, u"b"_s};
        patch.imageUrls = QStringList{u"https://x/1.png"_s};
        patch.location = Location{.lat = 48, .lon = 11.5};
        patch.numValue = *Number::fromText(u"0.50");
        patch.timeStamp = u"2024-01-01 00:00:00.000"_s;
        patch.metadata = metadata;
        patch.weight = Number(2);
        patch.groupIds = QList<ChunkGroupId>{group};
        patch.groupTrackingIds = QStringList{u"g/1"_s};
        patch.semanticContent = u"roses"_s;
        patch.fulltextContent = u"roses"_s;
        patch.fulltextBoost = FullTextBoost{.phrase = u"roses"_s, .factor = 2};
        patch.semanticBoost = SemanticBoost{.phrase = u"flowers"_s, .factor = 0.5};
        patch.convertHtmlToText = false;
        patch.splitAvg = false;
        patch.highPriority = false;
        patch.upsertByTrackingId = true;
        return patch;
    }();
    static const NewChunkGroup garden{.name = u"Garden"_s, .description = u"Where roses grow"_s, .trackingId = u"g/1"_s,
                                      .tagSet = QStringList{u"a"_s, u"b"_s}, .metadata = metadata, .upsertByTrackingId = true};
    all[u"full/createChunks"_s] = OPERATION(createChunks(dataset, {chunkPatch}));
    all[u"full/updateChunk"_s] = OPERATION(updateChunk(dataset, chunk, chunkPatch));
    all[u"full/createGroups"_s] = OPERATION(createGroups(dataset, {garden}));
    all[u"full/updateGroup"_s] = [](const ApiClient &client, QObject *context, const Report &done) {
        ChunkGroup original;
        original.id = group;
        const ChunkGroupPatch patch{.name = u"Garden"_s, .description = u"Where roses grow"_s, .trackingId = u"g/1"_s,
                                    .tagSet = QStringList{u"a"_s, u"b"_s}, .metadata = metadata, .updateChunks = true};
        report(client.updateGroup(dataset, original, patch), context, done);
    };
}

inline void addFullRequestsOfAnswers(Operations &all)
{
    static const GenerateRequest generate{.previousMessages = {{.role = Message::Role::System, .content = u"Be brief."_s},
                                                               {.role = Message::Role::Assistant, .content = u"Hm."_s},
                                                               {.role = Message::Role::User, .content = u"Why roses?"_s}},
                                          .chunkIds = {chunk, otherChunk}, .prompt = u""_s, .model = u"m"_s, .llm = fullModelOptions(), .includeLinks = true,
                                          .imageUrls = {u"https://x/1.png"_s}, .audioInput = u"AAAA"_s, .userId = u"me"_s,
                                          .metadata = *Metadata::fromText(u"{\"n\":1.1}"_s), .highlightResults = false};
    all[u"full/generate"_s] = OPERATION(generate(dataset, generate));
    all[u"full/sendMessage"_s] = OPERATION(sendMessage(dataset, fullMessage()));
    all[u"full/editMessage"_s] = OPERATION(editMessage(dataset, 3, fullMessage()));
    all[u"full/regenerateMessage"_s] = OPERATION(regenerateMessage(dataset, fullMessage()));
    all[u"full/createTopic"_s] = OPERATION(createTopic(dataset,
        {.name = u"Roses"_s, .ownerId = u"me"_s, .firstUserMessage = u"Why roses?"_s, .metadata = *Metadata::fromText(u"{\"n\":1.1}"_s)}));
}

inline void addFullRequestsOfTheRest(Operations &all)
{
    static const Metadata metadata = *Metadata::fromText(u"{\"n\":1.1}"_s);
    static const ChunkRecommendation chunks{.likeChunks = {chunk}, .unlikeChunks = {otherChunk}, .likeTrackingIds = {u"t-1"_s}, .unlikeTrackingIds = {u"t-2"_s},
                                            .type = u"bm25"_s, .strategy = u"best_score"_s, .limit = 5, .filter = Filter::inGroup(group),
                                            .userId = u"me"_s, .metadata = metadata};
    static const GroupRecommendation groups{.likeGroups = {group}, .unlikeGroups = {ChunkGroupId(other(1))}, .likeTrackingIds = {u"g/1"_s},
                                            .unlikeTrackingIds = {u"no"_s}, .type = u"bm25"_s, .strategy = u"best_score"_s, .limit = 5, .groupSize = 2,
                                            .filter = Filter::inGroup(group), .slim = true, .userId = u"me"_s, .metadata = metadata};
    static const ChunkrTask::Segment table{.cropImage = u"All"_s, .embedSources = {u"HTML"_s, u"LLM"_s}, .html = u"LLM"_s, .markdown = u"Auto"_s, .prompt = u"Read."_s};
    static const ChunkrTask chunkr{.chunking = {.ignoreHeadersAndFooters = true, .targetLength = 512, .tokenizer = u"Word"_s},
                                   .model = {.id = u"m"_s, .fallbackModel = u"n"_s, .maxCompletionTokens = 100, .temperature = 0.5},
                                   .segments = {{u"Table"_s, table}, {u"Picture"_s, {.cropImage = u"Auto"_s}}},
                                   .errorHandling = u"Continue"_s, .expiresInSeconds = 3600, .highResolution = true, .ocrStrategy = u"Auto"_s,
                                   .pipeline = u"Chunkr"_s, .segmentationStrategy = u"Page"_s};
    static const FileUpload upload{.label = {.fileName = u"a.pdf"_s, .description = u"A file"_s, .link = u"https://x"_s, .groupTrackingId = u"g/1"_s,
                                             .timeStamp = u"2024-01-01 00:00:00.000"_s, .tags = {u"x"_s}, .metadata = metadata},
                                   .content = QByteArray("\xfb\xff\x00\x01", 4),
                                   .createChunks = true, .rebalanceChunks = true, .splitAverage = false, .splitDelimiters = {u"."_s},
                                   .targetSplitsPerChunk = 20, .readByModel = true, .modelPrompt = u"Read."_s, .splitHeadings = true, .chunkr = chunkr,
                                   .webhookUrl = u"https://x/told"_s};
    static const AnalyticsFilter narrow{.time = {.after = u"2024-01-01 00:00:00.000"_s, .before = u"2024-02-01 00:00:00.000"_s},
                                        .recommendationType = u"Chunk"_s, .componentName = u"shop"_s, .topScoreAbove = 0.5, .topScoreBelow = 0.75};
    static const AnalyticsFilter rated{.time = {.after = u"2024-01-01 00:00:00.000"_s, .before = u"2024-02-01 00:00:00.000"_s}, .searchType = u"search"_s,
                                       .searchMethod = u"hybrid"_s, .query = u"roses"_s, .componentName = u"shop"_s, .lowestTopScore = 0.25, .highestTopScore = 0.75,
                                       .topScoreAbove = 0.5, .topScoreBelow = 1, .lowestRating = 0, .highestRating = 9, .ratingAbove = 1, .ratingBelow = 8};
    static const AnalyticsCalls::QueryOrder bestFirst{.by = u"top_score"_s, .hasClicks = true};
    all[u"full/recommend"_s] = OPERATION(recommend(dataset, chunks));
    all[u"full/recommendGroups"_s] = OPERATION(recommendGroups(dataset, groups));
    all[u"full/groupChunkCount"_s] = OPERATION(groupChunkCount(dataset, AnyChunkGroupId::tracked(u"g/1"_s)));
    all[u"full/addToGroup"_s] = OPERATION(addToGroup(dataset, group, AnyChunkId::tracked(u"t-1"_s)));
    all[u"full/addToGroupByTrackingId"_s] = OPERATION(addToGroupByTrackingId(dataset, u"g/1"_s, AnyChunkId::tracked(u"t-1"_s)));
    all[u"full/file"_s] = OPERATION(file(dataset, file, {.seconds = 60, .contentType = u"application/pdf"_s}));
    all[u"full/uploadFile"_s] = OPERATION(uploadFile(dataset, upload));
    all[u"full/updateOrganization"_s] = OPERATION(updateOrganization(organization, {.name = u"Home"_s, .partnerConfiguration = Json::object({{u"a", 1}})}));
    all[u"full/organizationUsage"_s] = OPERATION(organizationUsage(organization, narrow.time, true));
    all[u"full/searchMetrics"_s] = OPERATION(searchMetrics(dataset, rated));
    all[u"full/recommendationGraph"_s] = OPERATION(recommendationGraph(dataset, AnalyticsCalls::RecommendationGraph::PerUser, {}, Granularity::Day));
    all[u"full/recommendationQueries"_s] = OPERATION(recommendationQueries(dataset, narrow, 2, bestFirst));
}

inline void addFullRequests(Operations &all)
{
    addFullRequestsOfSearches(all);
    addFullRequestsOfWrites(all);
    addFullRequestsOfAnswers(all);
    addFullRequestsOfTheRest(all);
}

}

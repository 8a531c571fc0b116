#pragma once

#include "tests/support/goldenoperations.h"

/// The operations on what a dataset holds.
namespace golden {

inline void addOperationsOnDatasets(Operations &all)
{
    all[u"datasets"_s] = OPERATION(datasets(50, 100));
    all[u"dataset"_s] = OPERATION(dataset(dataset));
    all[u"chunkCount"_s] = OPERATION(chunkCount(dataset));
    all[u"createDataset"_s] = OPERATION(createDataset(
        {.name = u"Docs"_s, .trackingId = u"docs-1"_s, .serverConfiguration = Json::object({{u"FULLTEXT_ENABLED", true}})}));
    all[u"updateDataset"_s] = OPERATION(updateDataset(dataset, {.name = u"Docs"_s, .trackingId = {}, .serverConfiguration = {}}));
    all[u"deleteDataset"_s] = OPERATION(deleteDataset(dataset));
    all[u"datasetByTrackingId"_s] = OPERATION(datasetByTrackingId(u"docs/1"_s));
    all[u"deleteDatasetByTrackingId"_s] = OPERATION(deleteDatasetByTrackingId(u"docs-1"_s));
    all[u"cloneDataset"_s] = OPERATION(cloneDataset({.original = dataset, .name = u"Copy"_s, .trackingId = u"copy"_s, .withChunks = false}));
    all[u"clearDataset"_s] = OPERATION(clearDataset(dataset));
    all[u"tags"_s] = OPERATION(tags(dataset, 2, 50));
    all[u"queueLengths"_s] = OPERATION(queueLengths(dataset));
    all[u"events"_s] = OPERATION(events(dataset, {.page = 1, .pageSize = 10, .types = {u"chunks_uploaded"_s}}));
}

inline void addOperationsOnGroups(Operations &all)
{
    static const NewChunkGroup garden{.name = u"Garden"_s, .description = {}, .trackingId = u"g/1"_s, .tagSet = {}, .metadata = {}, .upsertByTrackingId = true};
    static const NewChunkGroup house{.name = u"House"_s, .description = u"where we live"_s, .trackingId = {}, .tagSet = {}, .metadata = {}};
    all[u"groups"_s] = OPERATION(groups(dataset, 3));
    all[u"group"_s] = OPERATION(group(dataset, group));
    all[u"groupByTrackingId"_s] = OPERATION(groupByTrackingId(dataset, u"g/1"_s));
    all[u"createGroups-one"_s] = all[u"createGroups-none"_s] = OPERATION(createGroups(dataset, {garden}));
    all[u"createGroups"_s] = OPERATION(createGroups(dataset, {garden, house}));
    all[u"updateGroup"_s] = [](const ApiClient &client, QObject *context, const Report &done) {
        ChunkGroup original;
        original.id = group;
        original.trackingId = u"g/1"_s;
        original.metadata = *Metadata::fromText(u"{\"n\": 1.10}"_s);
        report(client.updateGroup(dataset, original, {.name = u"Kitchen garden"_s, .description = {}, .trackingId = {}, .tagSet = {}, .metadata = {}}), context, done);
    };
    all[u"deleteGroup"_s] = OPERATION(deleteGroup(dataset, group, false));
    all[u"deleteGroup-with"_s] = OPERATION(deleteGroup(dataset, group, true));
    all[u"groupChunkCount"_s] = OPERATION(groupChunkCount(dataset, group));
    all[u"groupChunks"_s] = OPERATION(groupChunks(dataset, group, 2));
    all[u"addToGroup"_s] = OPERATION(addToGroup(dataset, group, chunk));
    all[u"removeFromGroup"_s] = OPERATION(removeFromGroup(dataset, group, chunk));
    all[u"groupsOfChunks"_s] = OPERATION(groupsOfChunks(dataset, {chunk, otherChunk}));
    all[u"groupsOfChunksByTrackingIds"_s] = OPERATION(groupsOfChunksByTrackingIds(dataset, {u"t-1"_s, u"a/b"_s}));
    all[u"groupsFrom"_s] = OPERATION(groupsFrom(dataset, group));
    all[u"deleteGroupByTrackingId"_s] = OPERATION(deleteGroupByTrackingId(dataset, u"g/1"_s, true));
    all[u"groupChunksByTrackingId"_s] = OPERATION(groupChunksByTrackingId(dataset, u"g/1"_s, 2));
    all[u"addToGroupByTrackingId"_s] = OPERATION(addToGroupByTrackingId(dataset, u"g/1"_s, chunk));
    all[u"searchGroups"_s] = OPERATION(searchGroups(dataset, {.query = u"roses"_s}));
    all[u"autocompleteGroups"_s] = OPERATION(autocompleteGroups(dataset, {.query = u"ros"_s}));
    all[u"searchInGroup"_s] = OPERATION(searchInGroup(dataset, group, {.query = u"roses"_s}));
    static const GroupRecommendation like{.likeGroups = {group}, .unlikeTrackingIds = {u"no"_s}, .type = u"semantic"_s, .strategy = u"best_score"_s, .limit = 5};
    all[u"recommendGroups"_s] = OPERATION(recommendGroups(dataset, like));
}

inline void addOperationsOnChunks(Operations &all)
{
    static const ChunkPatch roses = [] {
        ChunkPatch patch;
        patch.chunkHtml = u"<p>Roses</p>"_s;
        patch.trackingId = u"t-1"_s;
        patch.weight = *Number::fromText(u"0.50");
        return patch;
    }();
    static const ChunkPatch tulips = [] {
        ChunkPatch patch;
        patch.chunkHtml = u"<p>Tulips</p>"_s;
        patch.upsertByTrackingId = true;
        return patch;
    }();
    static const ChunkPatch change = [] {
        ChunkPatch patch;
        patch.chunkHtml = u"<p>New</p>"_s;
        patch.trackingId = Field<QString>::cleared();
        patch.tagSet = Field<QStringList>::cleared();
        return patch;
    }();
    all[u"scroll"_s] = OPERATION(scroll(dataset, {.from = chunk, .filter = Filter::inGroup(group)}));
    all[u"search"_s] = OPERATION(search(dataset, {.query = u"roses"_s, .searchType = u"hybrid"_s, .page = 2, .filter = {}}));
    all[u"chunk"_s] = OPERATION(chunk(dataset, chunk));
    all[u"chunkByTrackingId"_s] = OPERATION(chunkByTrackingId(dataset, u"a/b?c"_s));
    all[u"chunks"_s] = OPERATION(chunks(dataset, {chunk, otherChunk}));
    all[u"createChunks-one"_s] = OPERATION(createChunks(dataset, {roses}));
    all[u"createChunks"_s] = OPERATION(createChunks(dataset, {roses, tulips}));
    all[u"updateChunk"_s] = OPERATION(updateChunk(dataset, chunk, change));
    all[u"deleteChunk"_s] = OPERATION(deleteChunk(dataset, chunk));
    static const ChunkRecommendation like{.likeChunks = {chunk}, .unlikeChunks = {otherChunk}, .likeTrackingIds = {u"t-1"_s}, .type = u"semantic"_s,
                                          .strategy = u"average_vector"_s};
    all[u"autocomplete"_s] = OPERATION(autocomplete(dataset, {.query = u"ros"_s, .extendResults = true}));
    all[u"recommend"_s] = OPERATION(recommend(dataset, like));
    all[u"recommend-slim"_s] = OPERATION(recommend(dataset, {.likeChunks = {chunk}, .slim = true}));
    all[u"count"_s] = OPERATION(count(dataset, {.query = u"roses"_s, .searchType = u"bm25"_s}));
    all[u"suggestions"_s] = OPERATION(suggestions(dataset, {.type = u"question"_s, .count = 3, .followUpTo = u"Q and A"_s}));
    all[u"chunksByTrackingIds"_s] = OPERATION(chunksByTrackingIds(dataset, {u"a/b?c"_s, u"d"_s}));
    all[u"deleteChunkByTrackingId"_s] = OPERATION(deleteChunkByTrackingId(dataset, u"a/b?c"_s));
    all[u"deleteChunks"_s] = OPERATION(deleteChunks(dataset, Filter::inGroup(group)));
}

inline void addOperationsOnTopics(Operations &all)
{
    all[u"topics"_s] = OPERATION(topics(dataset, u"me@home/1"_s));
    all[u"createTopic"_s] = OPERATION(createTopic(dataset, {.name = u"Roses"_s, .ownerId = u"me"_s}));
    all[u"renameTopic"_s] = OPERATION(renameTopic(dataset, topic, u"Tulips"_s));
    all[u"deleteTopic"_s] = OPERATION(deleteTopic(dataset, topic));
    all[u"messages"_s] = OPERATION(messages(dataset, topic));
    all[u"sendMessage"_s] = OPERATION(sendMessage(dataset, {.topicId = topic, .content = u"Why roses?"_s, .filter = {}}));
    all[u"generate"_s] = OPERATION(generate(dataset,
        {.previousMessages = {{.role = Message::Role::User, .content = u"Why roses?"_s}}, .chunkIds = {chunk}}));
    all[u"cloneTopic"_s] = OPERATION(cloneTopic(dataset, topic, u"me"_s, u"Copy"_s));
    all[u"message"_s] = OPERATION(message(dataset, MessageId(other(5))));
    all[u"editMessage"_s] = OPERATION(editMessage(dataset, 3, {.topicId = topic, .content = u"Why tulips?"_s}));
    all[u"regenerateMessage"_s] = OPERATION(regenerateMessage(dataset, {.topicId = topic}));
}

}

#include "app/api/sdkoperation.h"

#include <QStringList>

namespace {

constexpr SdkOperation operations[] = {
    {"POST", "/api/analytics", "AnalyticsApi", "get_analytics", "AnalyticsQuery", "getAnalytics"},
    {"PUT", "/api/analytics/ctr", "AnalyticsApi", "send_ctr_data", "CTRDataRequestBody", "sendCTRAnalytics"},
    {"PUT", "/api/analytics/events", "AnalyticsApi", "send_event_data", "EventTypes", "sendAnalyticsEvent"},
    {"POST", "/api/analytics/events/all", "AnalyticsApi", "get_all_events", "GetEventsRequestBody", "getAllAnalyticsEvents"},
    {"POST", "/api/analytics/events/component", "AnalyticsApi", "get_component_analytics", "ComponentAnalytics", "getComponentAnalytics"},
    {"POST", "/api/analytics/events/ctr", "AnalyticsApi", "get_ctr_analytics", "CTRAnalytics", "getCTRAnalytics"},
    {"GET", "/api/analytics/events/{event_id}", "AnalyticsApi", "get_event_by_id", nullptr, nullptr},
    {"POST", "/api/analytics/rag", "AnalyticsApi", "get_rag_analytics", "RAGAnalytics", "getRagAnalytics"},
    {"PUT", "/api/analytics/rag", "AnalyticsApi", "set_rag_query_rating", "RateQueryRequest", "rateRagQuery"},
    {"POST", "/api/analytics/recommendations", "AnalyticsApi", "get_recommendation_analytics", "RecommendationAnalytics", "getRecommendationAnalytics"},
    {"POST", "/api/analytics/search", "AnalyticsApi", "get_search_analytics", "SearchAnalytics", "getSearchAnalytics"},
    {"PUT", "/api/analytics/search", "AnalyticsApi", "set_search_query_rating", "RateQueryRequest", "rateSearchQuery"},
    {"POST", "/api/analytics/search/cluster", "AnalyticsApi", "get_cluster_analytics", "ClusterAnalytics", "getClusterAnalytics"},
    {"POST", "/api/analytics/top", "AnalyticsApi", "get_top_datasets", "GetTopDatasetsRequestBody", nullptr},
    {"GET", "/api/auth", "AuthApi", "login", nullptr, nullptr},
    {"DELETE", "/api/auth", "AuthApi", "logout", nullptr, nullptr},
    {"GET", "/api/auth/callback", "AuthApi", "oidc_callback", nullptr, nullptr},
    {"POST", "/api/auth/create_api_only_user", "AuthApi", "create_api_only_user", "CreateApiUserBody", nullptr},
    {"GET", "/api/auth/me", "AuthApi", "get_me", nullptr, nullptr},
    {"POST", "/api/chunk", "ChunkApi", "create_chunk", "CreateChunkReqPayloadEnum", "createChunk"},
    {"PUT", "/api/chunk", "ChunkApi", "update_chunk", "UpdateChunkReqPayload", "updateChunk"},
    {"DELETE", "/api/chunk", "ChunkApi", "bulk_delete_chunk", "BulkDeleteChunkPayload", "bulkDeleteChunks"},
    {"POST", "/api/chunk/autocomplete", "ChunkApi", "autocomplete", "AutocompleteReqPayload", "autocomplete"},
    {"POST", "/api/chunk/count", "ChunkApi", "count_chunks", "CountChunksReqPayload", "countChunksAboveThreshold"},
    {"POST", "/api/chunk/generate", "ChunkApi", "generate_off_chunks", "GenerateOffChunksReqPayload", "ragOnChunk"},
    {"POST", "/api/chunk/recommend", "ChunkApi", "get_recommended_chunks", "RecommendChunksRequest", "getRecommendedChunks"},
    {"POST", "/api/chunk/search", "ChunkApi", "search_chunks", "SearchChunksReqPayload", "search"},
    {"POST", "/api/chunk/split", "ChunkApi", "split_html_content", "ChunkHtmlContentReqPayload", "splitChunkHtml"},
    {"POST", "/api/chunk/suggestions", "ChunkApi", "get_suggested_queries", "SuggestedQueriesReqPayload", "suggestedQueries"},
    {"PUT", "/api/chunk/tracking_id/update", "ChunkApi", "update_chunk_by_tracking_id", "UpdateChunkByTrackingIdData", "updateChunkByTrackingId"},
    {"GET", "/api/chunk/tracking_id/{tracking_id}", "ChunkApi", "get_chunk_by_tracking_id", nullptr, nullptr},
    {"DELETE", "/api/chunk/tracking_id/{tracking_id}", "ChunkApi", "delete_chunk_by_tracking_id", nullptr, nullptr},
    {"GET", "/api/chunk/{chunk_id}", "ChunkApi", "get_chunk_by_id", nullptr, nullptr},
    {"DELETE", "/api/chunk/{chunk_id}", "ChunkApi", "delete_chunk", nullptr, nullptr},
    {"POST", "/api/chunk_group", "ChunkGroupApi", "create_chunk_group", "CreateChunkGroupReqPayloadEnum", "createChunkGroup"},
    {"PUT", "/api/chunk_group", "ChunkGroupApi", "update_chunk_group", "UpdateChunkGroupReqPayload", "updateGroup"},
    {"POST", "/api/chunk_group/chunk/{group_id}", "ChunkGroupApi", "add_chunk_to_group", "AddChunkToGroupReqPayload", nullptr},
    {"DELETE", "/api/chunk_group/chunk/{group_id}", "ChunkGroupApi", "remove_chunk_from_group", nullptr, nullptr},
    {"POST", "/api/chunk_group/chunks", "ChunkGroupApi", "get_groups_for_chunks", "GetGroupsForChunksReqPayload", "getGroupsForChunks"},
    {"POST", "/api/chunk_group/count", "ChunkGroupApi", "count_group_chunks", "GetChunkGroupCountRequest", nullptr},
    {"POST", "/api/chunk_group/group_oriented_autocomplete", "ChunkGroupApi", "autocomplete_search_over_groups", "AutocompleteSearchOverGroupsReqPayload", nullptr},
    {"POST", "/api/chunk_group/group_oriented_search", "ChunkGroupApi", "search_over_groups", "SearchOverGroupsReqPayload", "searchOverGroups"},
    {"POST", "/api/chunk_group/recommend", "ChunkGroupApi", "get_recommended_groups", "RecommendGroupsReqPayload", "recommendedGroups"},
    {"POST", "/api/chunk_group/search", "ChunkGroupApi", "search_within_group", "SearchWithinGroupReqPayload", "searchInGroup"},
    {"GET", "/api/chunk_group/tracking_id/{group_tracking_id}/{page}", "ChunkGroupApi", "get_chunks_in_group_by_tracking_id", nullptr, nullptr},
    {"GET", "/api/chunk_group/tracking_id/{tracking_id}", "ChunkGroupApi", "get_group_by_tracking_id", nullptr, nullptr},
    {"POST", "/api/chunk_group/tracking_id/{tracking_id}", "ChunkGroupApi", "add_chunk_to_group_by_tracking_id", "AddChunkToGroupReqPayload", nullptr},
    {"DELETE", "/api/chunk_group/tracking_id/{tracking_id}", "ChunkGroupApi", "delete_group_by_tracking_id", nullptr, nullptr},
    {"GET", "/api/chunk_group/{group_id}", "ChunkGroupApi", "get_chunk_group", nullptr, nullptr},
    {"DELETE", "/api/chunk_group/{group_id}", "ChunkGroupApi", "delete_chunk_group", nullptr, nullptr},
    {"GET", "/api/chunk_group/{group_id}/{page}", "ChunkGroupApi", "get_chunks_in_group", nullptr, nullptr},
    {"POST", "/api/chunks", "ChunkApi", "get_chunks_by_ids", "GetChunksData", "getChunksByIds"},
    {"POST", "/api/chunks/scroll", "ChunkApi", "scroll_dataset_chunks", "ScrollChunksReqPayload", "scroll"},
    {"POST", "/api/chunks/tracking", "ChunkApi", "get_chunks_by_tracking_ids", "GetTrackingChunksData", "getChunksByTrackingIds"},
    {"GET", "/api/crawl", "CrawlApi", "get_crawl_requests_for_dataset", nullptr, nullptr},
    {"POST", "/api/crawl", "CrawlApi", "create_crawl", "CreateCrawlReqPayload", nullptr},
    {"PUT", "/api/crawl", "CrawlApi", "update_crawl_request", "UpdateCrawlReqPayload", nullptr},
    {"DELETE", "/api/crawl/{crawl_id}", "CrawlApi", "delete_crawl_request", nullptr, nullptr},
    {"POST", "/api/dataset", "DatasetApi", "create_dataset", "CreateDatasetReqPayload", "createDataset"},
    {"PUT", "/api/dataset", "DatasetApi", "update_dataset", "UpdateDatasetReqPayload", "updateDataset"},
    {"POST", "/api/dataset/batch_create_datasets", "DatasetApi", "batch_create_datasets", "CreateDatasetBatchReqPayload", "batchCreateDatasets"},
    {"PUT", "/api/dataset/clear/{dataset_id}", "DatasetApi", "clear_dataset", nullptr, nullptr},
    {"POST", "/api/dataset/clone", "DatasetApi", "clone_dataset", "CloneDatasetRequest", nullptr},
    {"POST", "/api/dataset/events", "DatasetApi", "get_events", "GetEventsData", "getEventsForDataset"},
    {"GET", "/api/dataset/files/{dataset_id}/{page}", "FileApi", "get_dataset_files_and_group_ids_handler", nullptr, nullptr},
    {"POST", "/api/dataset/get_all_tags", "DatasetApi", "get_all_tags", "GetAllTagsReqPayload", nullptr},
    {"GET", "/api/dataset/get_dataset_queue_lengths", "DatasetApi", "get_dataset_queue_lengths", nullptr, nullptr},
    {"GET", "/api/dataset/groups/{dataset_id}/{page}", "ChunkGroupApi", "get_groups_for_dataset", nullptr, nullptr},
    {"GET", "/api/dataset/organization/{organization_id}", "DatasetApi", "get_datasets_from_organization", nullptr, nullptr},
    {"GET", "/api/dataset/pagefind", "DatasetApi", "get_pagefind_index_for_dataset", nullptr, nullptr},
    {"PUT", "/api/dataset/pagefind", "DatasetApi", "create_pagefind_index_for_dataset", nullptr, nullptr},
    {"GET", "/api/dataset/scroll_files", "FileApi", "get_files_cursor_handler", nullptr, "scrollFiles"},
    {"GET", "/api/dataset/tracking_id/{tracking_id}", "DatasetApi", "get_dataset_by_tracking_id", nullptr, nullptr},
    {"DELETE", "/api/dataset/tracking_id/{tracking_id}", "DatasetApi", "delete_dataset_by_tracking_id", nullptr, nullptr},
    {"GET", "/api/dataset/usage/{dataset_id}", "DatasetApi", "get_usage_by_dataset_id", nullptr, nullptr},
    {"GET", "/api/dataset/{dataset_id}", "DatasetApi", "get_dataset", nullptr, nullptr},
    {"DELETE", "/api/dataset/{dataset_id}", "DatasetApi", "delete_dataset", nullptr, nullptr},
    {"POST", "/api/etl/create_job", "DatasetApi", "create_etl_job", "CreateSchemaReqPayload", nullptr},
    {"GET", "/api/experiment", "ExperimentApi", "get_experiments", nullptr, nullptr},
    {"POST", "/api/experiment", "ExperimentApi", "create_experiment", "CreateExperimentReqBody", "createExperiment"},
    {"PUT", "/api/experiment", "ExperimentApi", "update_experiment", "UpdateExperimentReqBody", "updateExperiment"},
    {"POST", "/api/experiment/ab-test", "ExperimentApi", "ab_test", "AbTestReqBody", nullptr},
    {"GET", "/api/experiment/{experiment_id}", "ExperimentApi", "get_experiment", nullptr, nullptr},
    {"DELETE", "/api/experiment/{experiment_id}", "ExperimentApi", "delete_experiment", nullptr, nullptr},
    {"POST", "/api/file", "FileApi", "upload_file_handler", "UploadFileReqPayload", "uploadFile"},
    {"POST", "/api/file/csv_or_jsonl", "FileApi", "create_presigned_url_for_csv_jsonl", "CreatePresignedUrlForCsvJsonlReqPayload", "createPresignedUrlForCsvJsonl"},
    {"POST", "/api/file/html_page", "FileApi", "upload_html_page", "UploadHtmlPageReqPayload", nullptr},
    {"GET", "/api/file/{file_id}", "FileApi", "get_file_handler", nullptr, nullptr},
    {"DELETE", "/api/file/{file_id}", "FileApi", "delete_file_handler", nullptr, nullptr},
    {"GET", "/api/health", "HealthApi", "health_check", nullptr, nullptr},
    {"POST", "/api/invitation", "InvitationApi", "post_invitation", "InvitationData", nullptr},
    {"DELETE", "/api/invitation/{invitation_id}", "InvitationApi", "delete_invitation", nullptr, nullptr},
    {"GET", "/api/invitations/{organization_id}", "InvitationApi", "get_invitations", nullptr, nullptr},
    {"POST", "/api/message", "MessageApi", "create_message", "CreateMessageReqPayload", "createMessage"},
    {"PUT", "/api/message", "MessageApi", "edit_message", "EditMessageReqPayload", "editMessage"},
    {"DELETE", "/api/message", "MessageApi", "regenerate_message", "RegenerateMessageReqPayload", "regenerateMessage"},
    {"PATCH", "/api/message", "MessageApi", "regenerate_message_patch", "RegenerateMessageReqPayload", nullptr},
    {"POST", "/api/message/edit_image", "MessageApi", "edit_image", "EditImageReqPayload", "editImage"},
    {"POST", "/api/message/generate_message_completions", "MessageApi", "generate_message_completions", "GenerateMessageCompletionsReqPayload", "generateMessageCompletions"},
    {"POST", "/api/message/get_tool_function_params", "MessageApi", "get_tool_function_params", "GetToolFunctionParamsReqPayload", "getToolCallFunctionParams"},
    {"POST", "/api/message/transcribe_audio", "MessageApi", "transcribe_audio", "TranscribeAudioReqPayload", "transcribeAudio"},
    {"GET", "/api/message/{message_id}", "MessageApi", "get_message_by_id", nullptr, nullptr},
    {"GET", "/api/messages/{messages_topic_id}", "MessageApi", "get_all_topic_messages", nullptr, nullptr},
    {"POST", "/api/organization", "OrganizationApi", "create_organization", "CreateOrganizationReqPayload", nullptr},
    {"PUT", "/api/organization", "OrganizationApi", "update_organization", "UpdateOrganizationReqPayload", nullptr},
    {"GET", "/api/organization/api_key", "OrganizationApi", "get_organization_api_keys", nullptr, nullptr},
    {"POST", "/api/organization/api_key", "OrganizationApi", "create_organization_api_key", "CreateApiKeyReqPayload", "createOrganizationApiKey"},
    {"DELETE", "/api/organization/api_key/{api_key_id}", "OrganizationApi", "delete_organization_api_key", nullptr, nullptr},
    {"POST", "/api/organization/update_dataset_configs", "OrganizationApi", "update_all_org_dataset_configs", "UpdateAllOrgDatasetConfigsReqPayload", nullptr},
    {"POST", "/api/organization/usage/{organization_id}", "OrganizationApi", "get_organization_usage", "GetOrganizationUsageReqPayload", nullptr},
    {"GET", "/api/organization/users/{organization_id}", "OrganizationApi", "get_organization_users", nullptr, nullptr},
    {"GET", "/api/organization/{organization_id}", "OrganizationApi", "get_organization", nullptr, nullptr},
    {"DELETE", "/api/organization/{organization_id}", "OrganizationApi", "delete_organization", nullptr, nullptr},
    {"POST", "/api/topic", "TopicApi", "create_topic", "CreateTopicReqPayload", "createTopic"},
    {"PUT", "/api/topic", "TopicApi", "update_topic", "UpdateTopicReqPayload", "updateTopic"},
    {"POST", "/api/topic/clone", "TopicApi", "clone_topic", "CloneTopicReqPayload", "cloneTopic"},
    {"GET", "/api/topic/owner/{owner_id}", "TopicApi", "get_all_topics_for_owner_id", nullptr, nullptr},
    {"DELETE", "/api/topic/{topic_id}", "TopicApi", "delete_topic", nullptr, nullptr},
    {"PUT", "/api/user", "UserApi", "update_user", "UpdateUserReqPayload", "updateUserRole"},
    {"GET", "/api/user/api_key", "UserApi", "get_user_api_keys", nullptr, nullptr},
    {"DELETE", "/api/user/api_key/{api_key_id}", "UserApi", "delete_user_api_key", nullptr, nullptr},
};

// Written words before names: /api/chunk/search is not a chunk.
int likeness(const QStringList &pattern, const QStringList &path)
{
    if (pattern.size() != path.size())
        return -1;
    int same = 0;
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (pattern.at(i) == path.at(i))
            ++same;
        else if (!pattern.at(i).startsWith(u'{'))
            return -1;
    }
    return same;
}

}

const SdkOperation *sdkOperation(const QString &method, const QString &path)
{
    const QStringList segments = path.split(u'/', Qt::SkipEmptyParts);
    const SdkOperation *best = nullptr;
    int likest = -1;
    for (const SdkOperation &operation : operations) {
        if (method != QLatin1StringView(operation.method))
            continue;
        const int like = likeness(QString::fromLatin1(operation.path).split(u'/', Qt::SkipEmptyParts), segments);
        if (like > likest) {
            likest = like;
            best = &operation;
        }
    }
    return best;
}

#include "app/values/answerrequests.h"

#include "app/values/jsonfields.h"

using namespace Qt::StringLiterals;
using namespace jsonfields;

namespace {

void setContext(Json &json, const std::optional<bool> &includeLinks)
{
    if (includeLinks)
        json.set(u"context_options", Json::object({{u"include_links", *includeLinks}}));
}

}

std::optional<QString> MessageRequest::fault() const
{
    if (content.isEmpty() && !audioInput)
        return u"new_message_content is empty: say something, or send a recording."_s;
    return llm.fault();
}

Json MessageRequest::toRegenerateJson() const
{
    Json llmOptions = Json::object();
    llm.writeTo(llmOptions);
    setGiven(llmOptions, u"completion_first", completionFirst);
    setGiven(llmOptions, u"system_prompt", systemPrompt);
    Json json = Json::object({{u"topic_id", topicId.text()},
                              {u"search_type", searchType},
                              {u"page_size", pageSize},
                              {u"number_of_messages_to_include", messagesToInclude},
                              {u"llm_options", llmOptions}});
    setFilled(json, u"filters", filter);
    setGiven(json, u"model", model);
    search.writeTo(json);
    setContext(json, includeLinks);
    setGiven(json, u"only_include_docs_used", onlyIncludeDocsUsed);
    setGiven(json, u"use_agentic_search", useAgenticSearch);
    setGiven(json, u"use_group_search", useGroupSearch);
    setGiven(json, u"search_query", searchQuery);
    setGiven(json, u"concat_user_messages_query", concatUserMessagesQuery);
    setGiven(json, u"no_result_message", noResultMessage);
    setGiven(json, u"rag_context", ragContext);
    setGiven(json, u"currency", currency);
    return json;
}

Json MessageRequest::toJson() const
{
    Json json = toRegenerateJson();
    json.set(u"new_message_content", content);
    setFilled(json, u"image_urls", imageUrls);
    setGiven(json, u"audio_input", audioInput);
    return json;
}

Json MessageRequest::toEditJson(qint64 sortOrder) const
{
    Json json = toJson();
    json.set(u"message_sort_order", sortOrder);
    return json;
}

std::optional<QString> GenerateRequest::fault() const
{
    if (previousMessages.isEmpty())
        return u"prev_messages is empty: the question is its last message."_s;
    return llm.fault();
}

Json GenerateRequest::toJson() const
{
    QList<Json> turns;
    for (const Turn &turn : previousMessages)
        turns.append(Json::object({{u"role", roleName(turn.role)}, {u"content", turn.content}}));
    Json json = Json::object({{u"prev_messages", Json::array(std::move(turns))}, {u"chunk_ids", idList(chunkIds)}});
    setGiven(json, u"prompt", prompt);
    setGiven(json, u"model", model);
    llm.writeTo(json);
    setContext(json, includeLinks);
    setFilled(json, u"image_urls", imageUrls);
    setGiven(json, u"audio_input", audioInput);
    setGiven(json, u"user_id", userId);
    setFilled(json, u"metadata", metadata);
    setGiven(json, u"highlight_results", highlightResults);
    return json;
}

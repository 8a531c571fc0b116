#include "app/localserver/messageorder.h"

#include "app/localserver/fields.h"
#include "app/localserver/refusal.h"

using namespace Qt::StringLiterals;

MessageOrder MessageOrder::fromJson(const Json &body, Kind kind)
{
    const Fields fields(body);
    MessageOrder order;
    order.kind = kind;
    order.body = body;
    (void)fields.string(u"user_id");
    const auto topic = fields.id(u"topic_id");
    if (!topic)
        fields.refuse(u"topic_id", u"expected the id of a topic, but it is missing"_s);
    order.topicId = *topic;
    order.isAgentic = fields.boolean(u"use_agentic_search").value_or(false);
    order.onlyUsedChunks = fields.boolean(u"only_include_docs_used").value_or(false);
    if (kind != Kind::Regenerate) {
        order.isSpoken = fields.string(u"audio_input").has_value();
        order.content = fields.string(u"new_message_content").value_or(QString());
        if (order.content.trimmed().isEmpty() && !order.isSpoken)
            fields.refuse(u"new_message_content", u"No message content provided; send the text of the message"_s);
    }
    if (kind == Kind::Edit) {
        const auto sortOrder = fields.integer(u"message_sort_order");
        if (!sortOrder)
            fields.refuse(u"message_sort_order", u"expected the sort_order of the message to edit, but it is missing"_s);
        order.sortOrder = *sortOrder;
    }
    order.searchQuery = fields.string(u"search_query");
    order.joinsUserMessages = fields.boolean(u"concat_user_messages_query").value_or(false);
    order.pageSize = fields.integer(u"page_size");
    order.search = SearchOrder::optionsFromJson(body, SearchOrder::Kind::Question);
    order.searchesGroups = fields.boolean(u"use_group_search").value_or(false);
    order.llm = LlmOptions::fromMessage(body);
    order.model = fields.string(u"model");
    order.messagesToInclude = fields.integer(u"number_of_messages_to_include");
    order.noResultMessage = fields.string(u"no_result_message").value_or(QString());
    if (order.noResultMessage.isEmpty())
        order.noResultMessage = u"Nothing in this dataset fits the question. Try other words, or widen the filter."_s;
    order.ragContext = fields.string(u"rag_context");
    if (const Json *context = fields.object(u"context_options"))
        order.includeLinks = Fields(*context, u"context_options."_s).boolean(u"include_links").value_or(false);
    order.imageUrls = fields.strings(u"image_urls").value_or(QStringList());
    return order;
}

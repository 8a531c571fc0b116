#include "app/values/organizationusage.h"

#include "app/values/jsonreader.h"

Result<OrganizationUsage> OrganizationUsage::fromJson(const Json &json)
{
    JsonReader in(json, u"OrganizationUsageCount");
    const auto count = [&in](QStringView field) { return in.optionalInteger(field).value_or(0); };
    OrganizationUsage usage;
    usage.datasets = count(u"dataset_count");
    usage.users = count(u"user_count");
    usage.chunks = count(u"chunk_count");
    usage.fileStorage = count(u"file_storage");
    usage.messages = count(u"message_count");
    usage.messagesOfThisMonth = count(u"current_months_message_count");
    usage.searches = count(u"search_count");
    usage.bytesIngested = count(u"bytes_ingested");
    usage.tokensIngested = count(u"tokens_ingested");
    usage.messageTokens = count(u"message_tokens");
    usage.searchTokens = count(u"search_tokens");
    usage.eventsIngested = count(u"events_ingested");
    usage.ocrPages = count(u"ocr_pages_ingested");
    usage.websitePages = count(u"website_pages_scraped");
    if (in.failed())
        return in.error();
    return usage;
}

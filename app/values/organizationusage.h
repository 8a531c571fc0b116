#pragma once

#include "app/values/json.h"

/// What an organization has used. Counters lag, and may be 0 while things exist. Source: ExtendedOrganizationUsageCount.
struct OrganizationUsage {
    qint64 datasets = 0;
    qint64 users = 0;
    qint64 chunks = 0;
    /// Bytes.
    qint64 fileStorage = 0;
    qint64 messages = 0;
    qint64 messagesOfThisMonth = 0;
    qint64 searches = 0;
    qint64 bytesIngested = 0;
    qint64 tokensIngested = 0;
    qint64 messageTokens = 0;
    qint64 searchTokens = 0;
    qint64 eventsIngested = 0;
    qint64 ocrPages = 0;
    qint64 websitePages = 0;

    bool operator==(const OrganizationUsage &) const = default;
    static Result<OrganizationUsage> fromJson(const Json &json);
};

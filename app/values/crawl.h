#pragma once

#include "app/values/id.h"
#include "app/values/metadata.h"

#include <QStringList>

/// What is crawled and how. Source: CrawlOptions.
struct CrawlOptions {
    QString siteUrl;
    /// daily, weekly or monthly.
    std::optional<QString> interval;
    /// Pages at most.
    std::optional<int> limit;
    QStringList includePaths;
    QStringList excludePaths;
    QStringList includeTags;
    QStringList excludeTags;
    /// For the chunks.
    QStringList tags;
    QStringList headingRemoveStrings;
    QStringList bodyRemoveStrings;
    std::optional<bool> boostTitles;
    std::optional<bool> allowExternalLinks;
    std::optional<bool> ignoreSitemap;
    std::optional<bool> addChunksToDataset;
    /// How sites of a special kind (openapi, shopify, youtube) are read; passed on as it is.
    Json scrapeOptions;
    QStringList webhookUrls;
    Metadata webhookMetadata;

    bool operator==(const CrawlOptions &) const = default;
    static Result<CrawlOptions> fromJson(const Json &json);
    Json toJson() const;
};

/// A crawl of a site, once or again and again.
struct Crawl {
    enum class State { Pending, Processing, Completed, Failed, Unknown };

    CrawlId id;
    QString url;
    /// firecrawl, openapi, shopify or youtube.
    QString type;
    /// Of the run that is on or was last, by which events name it.
    QString scrapeId;
    State state = State::Unknown;
    /// Pages so far, where the state is Processing and the server says it.
    std::optional<int> pages;
    /// The server's own word for the state.
    QString statusText;
    CrawlOptions options;
    int attempt = 0;
    std::optional<QString> nextCrawlAt;
    QString createdAt;

    bool operator==(const Crawl &) const = default;
    /// The status comes as "Pending", "Processed 12 pages", "Completed", "Failed"; the description of the server has {"Processing": 12} too.
    static Result<Crawl> fromJson(const Json &json);
};

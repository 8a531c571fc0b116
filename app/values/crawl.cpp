#include "app/values/crawl.h"

#include "app/values/jsonfields.h"
#include "app/values/jsonreader.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace jsonfields;

Result<CrawlOptions> CrawlOptions::fromJson(const Json &json)
{
    JsonReader in(json, u"CrawlOptions");
    const auto texts = [&in](QStringView field) { return in.optionalStrings(field).value_or(QStringList()); };
    CrawlOptions options;
    options.siteUrl = in.optionalString(u"site_url").value_or(QString());
    options.interval = in.optionalString(u"interval");
    if (const auto limit = in.optionalInteger(u"limit"))
        options.limit = int(*limit);
    options.includePaths = texts(u"include_paths");
    options.excludePaths = texts(u"exclude_paths");
    options.includeTags = texts(u"include_tags");
    options.excludeTags = texts(u"exclude_tags");
    options.tags = texts(u"tags");
    options.headingRemoveStrings = texts(u"heading_remove_strings");
    options.bodyRemoveStrings = texts(u"body_remove_strings");
    options.boostTitles = in.optionalBoolean(u"boost_titles");
    options.allowExternalLinks = in.optionalBoolean(u"allow_external_links");
    options.ignoreSitemap = in.optionalBoolean(u"ignore_sitemap");
    options.addChunksToDataset = in.optionalBoolean(u"add_chunks_to_dataset");
    options.scrapeOptions = in.raw(u"scrape_options");
    options.webhookUrls = texts(u"webhook_urls");
    options.webhookMetadata = Metadata::fromJson(in.raw(u"webhook_metadata"));
    if (in.failed())
        return in.error();
    return options;
}

Json CrawlOptions::toJson() const
{
    Json json = Json::object({{u"site_url", siteUrl}});
    setGiven(json, u"interval", interval);
    setGiven(json, u"limit", limit);
    setFilled(json, u"include_paths", includePaths);
    setFilled(json, u"exclude_paths", excludePaths);
    setFilled(json, u"include_tags", includeTags);
    setFilled(json, u"exclude_tags", excludeTags);
    setFilled(json, u"tags", tags);
    setFilled(json, u"heading_remove_strings", headingRemoveStrings);
    setFilled(json, u"body_remove_strings", bodyRemoveStrings);
    setGiven(json, u"boost_titles", boostTitles);
    setGiven(json, u"allow_external_links", allowExternalLinks);
    setGiven(json, u"ignore_sitemap", ignoreSitemap);
    setGiven(json, u"add_chunks_to_dataset", addChunksToDataset);
    if (!scrapeOptions.isNull())
        json.set(u"scrape_options", scrapeOptions);
    setFilled(json, u"webhook_urls", webhookUrls);
    if (!webhookMetadata.isNull())
        json.set(u"webhook_metadata", webhookMetadata.json());
    return json;
}

namespace {

void readStatus(Crawl &crawl, const Json &status)
{
    static const QRegularExpression processed(u"^process(?:ed|ing)\\s+(\\d+)"_s, QRegularExpression::CaseInsensitiveOption);
    crawl.statusText = status.isString() ? status.toString() : QString::fromUtf8(status.toBytes());
    const QString word = crawl.statusText.toLower();
    if (const Json *pages = status.find(u"Processing")) {
        crawl.state = Crawl::State::Processing;
        crawl.pages = int(pages->toInteger().value_or(0));
    } else if (const auto match = processed.match(word); match.hasMatch()) {
        crawl.state = Crawl::State::Processing;
        crawl.pages = match.captured(1).toInt();
    } else if (word == "pending"_L1) {
        crawl.state = Crawl::State::Pending;
    } else if (word == "completed"_L1) {
        crawl.state = Crawl::State::Completed;
    } else if (word == "failed"_L1) {
        crawl.state = Crawl::State::Failed;
    }
}

}

Result<Crawl> Crawl::fromJson(const Json &json)
{
    JsonReader in(json, u"CrawlRequest");
    Crawl crawl;
    crawl.id = in.id<CrawlTag>(u"id");
    crawl.url = in.optionalString(u"url").value_or(QString());
    crawl.type = in.optionalString(u"crawl_type").value_or(QString());
    crawl.scrapeId = in.optionalString(u"scrape_id").value_or(QString());
    crawl.attempt = int(in.optionalInteger(u"attempt_number").value_or(0));
    crawl.nextCrawlAt = in.optionalString(u"next_crawl_at");
    crawl.createdAt = in.optionalString(u"created_at").value_or(QString());
    if (in.failed())
        return in.error();
    readStatus(crawl, in.raw(u"status"));
    if (const Json &options = in.raw(u"crawl_options"); options.isObject()) {
        auto read = CrawlOptions::fromJson(options);
        if (!read)
            return read.error();
        crawl.options = *std::move(read);
    }
    return crawl;
}

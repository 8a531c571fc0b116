#include "app/values/requests.h"

#include "app/values/jsonfields.h"
#include "app/values/jsonreader.h"

using namespace jsonfields;

Json ScrollRequest::toJson() const
{
    Json json = Json::object({{u"page_size", pageSize}});
    if (!from.isEmpty())
        json.set(u"offset_chunk_id", from.text());
    setFilled(json, u"filters", filter);
    setGiven(json, u"sort_by", order);
    return json;
}

Json SearchRequest::toJson() const
{
    Json json = Json::object({{u"query", query.toJson()},
                              {u"search_type", searchType},
                              {u"page", page},
                              {u"page_size", pageSize},
                              {u"get_total_pages", totalPages}});
    setFilled(json, u"filters", filter);
    options.writeTo(json);
    setFilled(json, u"scoring_options", scoring);
    setGiven(json, u"slim_chunks", slimChunks);
    setGiven(json, u"content_only", contentOnly);
    return json;
}

Json SearchRequest::toJsonIn(const AnyChunkGroupId &group) const
{
    Json json = toJson();
    group.writeTo(json, u"group_id", u"group_tracking_id");
    return json;
}

Json AutocompleteRequest::toJson() const
{
    Json json = Json::object({{u"query", query.toJson()},
                              {u"search_type", searchType},
                              {u"page_size", pageSize},
                              {u"extend_results", extendResults}});
    setFilled(json, u"filters", filter);
    options.writeTo(json);
    setFilled(json, u"scoring_options", scoring);
    setGiven(json, u"slim_chunks", slimChunks);
    setGiven(json, u"content_only", contentOnly);
    return json;
}

Json CountRequest::toJson() const
{
    Json json = Json::object({{u"query", query.toJson()}, {u"search_type", searchType}, {u"limit", limit}});
    setFilled(json, u"filters", filter);
    setGiven(json, u"score_threshold", scoreThreshold);
    setGiven(json, u"use_quote_negated_terms", useQuoteNegatedTerms);
    return json;
}

Json SuggestionsRequest::toJson() const
{
    Json json = Json::object({{u"suggestions_to_create", count}});
    setGiven(json, u"query", query);
    setGiven(json, u"suggestion_type", type);
    if (followUpTo) {
        json.set(u"is_followup", true);
        json.set(u"context", *followUpTo);
    }
    setFilled(json, u"filters", filter);
    setGiven(json, u"search_type", searchType);
    setGiven(json, u"is_ecommerce", isEcommerce);
    return json;
}

namespace {

QStringView hitsField(const Json &json)
{
    for (const QStringView field : {QStringView(u"score_chunks"), QStringView(u"bookmarks")}) {
        if (json.contains(field))
            return field;
    }
    return u"chunks";
}

}

Result<SearchResults> SearchResults::fromJson(const Json &json)
{
    const Json wrapped = json.isArray() ? Json::object({{u"chunks", json}}) : json;
    const QStringView field = hitsField(wrapped);
    JsonReader in(wrapped, u"SearchResponse");
    SearchResults results;
    results.query = QueryId(in.optionalString(u"id").value_or(QString()));
    results.correctedQuery = in.optionalString(u"corrected_query");
    results.totalPages = int(in.optionalInteger(field == u"score_chunks" ? u"total_chunk_pages" : u"total_pages").value_or(0));
    results.hits = in.array(field).isEmpty() ? QList<SearchHit>() : in.list<SearchHit>(field);
    if (in.failed())
        return in.error();
    return results;
}

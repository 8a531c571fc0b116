#include "app/localserver/searchorder.h"

#include "app/localserver/fields.h"
#include "app/localserver/lifted.h"
#include "app/localserver/refusal.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 largestPage = 1000;

void checkSearchType(const QString &type)
{
    if (type == u"fulltext" || type == u"full_text" || type == u"bm25" || type == u"BM25")
        return;
    if (type == u"semantic" || type == u"hybrid") {
        throw Refusal(400,
            u"search_type: \"%1\" needs vectors, which this local workspace does not make. Use \"fulltext\" or \"bm25\" here, or "
            u"connect to a "
            "Trieve server whose dataset has EMBEDDING_BASE_URL and EMBEDDING_MODEL_NAME configured."_s.arg(type));
    }
    throw Refusal(400, u"search_type: expected fulltext, bm25, semantic or hybrid, got \"%1\""_s.arg(type.left(100)));
}

QString queryText(const Json &query)
{
    if (query.isString())
        return query.toString();
    if (query.isArray())
        throw Refusal(400, u"query: several weighted queries work with semantic search only. Send one text."_s);
    if (query.isObject())
        throw Refusal(400, u"query: this local workspace cannot search by image or speech. Send a text."_s);
    throw Refusal(400,
        u"query: expected a string, but %1"_s.arg(query.isNull() ? u"it is missing"_s : u"got %1"_s.arg(Fields::kindOf(query))));
}

void readSorting(SearchOrder &order, const Json &body)
{
    const Json json = liftedOptions(body, u"sort_options", {u"use_weights", u"tag_weights", u"recency_bias", u"sort_by"});
    const Fields fields(json, u"sort_options."_s);
    order.usesWeights = fields.boolean(u"use_weights").value_or(true);
    if (const auto bias = fields.number(u"recency_bias"))
        order.recencyBias = std::clamp(bias->toDouble(), 0.0, 100.0);
    if (const Json *weights = fields.object(u"tag_weights")) {
        const Fields tags(*weights, u"sort_options.tag_weights."_s);
        for (const Json::Member &member : weights->members())
            order.tagWeights.insert(member.name, tags.number(member.name).value_or("1").toDouble());
    }
    const Json *sortBy = fields.object(u"sort_by");
    // A rerank is another engine's second look; the order of the first one stays then.
    if (!sortBy || sortBy->contains(u"rerank_type"))
        return;
    const Fields sort(*sortBy, u"sort_options.sort_by."_s);
    const QString direction = sort.string(u"direction").value_or(u"desc"_s);
    if (direction != u"asc" && direction != u"desc")
        sort.refuse(u"direction", u"expected asc or desc"_s);
    const QString field = sort.requiredString(u"field");
    order.sortBy = SortColumn::named(field, direction == u"asc");
    if (!order.sortBy)
        sort.refuse(u"field", u"expected time_stamp, num_value, weight or metadata.<name>, got \"%1\""_s.arg(field.left(100)));
}

}

SearchOrder SearchOrder::fromJson(const Json &body, Kind kind)
{
    SearchOrder order = optionsFromJson(body, kind);
    order.query = queryText(body[u"query"]);
    if (order.query.trimmed().isEmpty())
        throw Refusal(400, u"Query cannot be empty"_s);
    return order;
}

SearchOrder SearchOrder::optionsFromJson(const Json &body, Kind kind)
{
    const Fields fields(body);
    SearchOrder order;
    order.kind = kind;
    const auto type = fields.string(u"search_type");
    if (!type && kind != Kind::Question)
        fields.refuse(u"search_type", u"expected fulltext, bm25, semantic or hybrid, but it is missing"_s);
    // A message without a type leaves the choice to the server; a real one would take hybrid.
    checkSearchType(type.value_or(u"fulltext"_s));
    order.page = std::clamp<qint64>(fields.integer(u"page").value_or(1), 1, 1'000'000);
    order.pageSize = std::min(fields.integer(u"page_size").value_or(10), largestPage);
    order.wantsTotal = fields.boolean(u"get_total_pages").value_or(false);
    order.filters = body[u"filters"];
    if (const auto threshold = fields.number(u"score_threshold"))
        order.scoreThreshold = threshold->toDouble();
    order.quotesAndMinus = fields.boolean(u"use_quote_negated_terms").value_or(false);
    // Stop words are passed over anyway; the field is only checked.
    fields.boolean(u"remove_stop_words");
    order.extendResults = fields.boolean(u"extend_results").value_or(false);
    if (fields.boolean(u"slim_chunks").value_or(false))
        order.shape = ChunkRow::Shape::Slim;
    else if (fields.boolean(u"content_only").value_or(false))
        order.shape = ChunkRow::Shape::ContentOnly;
    order.highlight = HighlightOptions::fromRequest(body);
    readSorting(order, body);
    return order;
}

#include "app/localserver/sortoptions.h"

#include "app/localserver/fields.h"
#include "app/localserver/lifted.h"
#include "app/localserver/refusal.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

void readSortBy(SearchOrder &order, const Fields &options)
{
    const Json *sortBy = options.object(u"sort_by");
    if (!sortBy)
        return;
    const Fields sort(*sortBy, options.placeOf(u"sort_by") + u'.');
    order.prefetch = sort.integer(u"prefetch_amount");
    if (const auto type = sort.string(u"rerank_type")) {
        if (*type == u"cross_encoder") {
            sort.refuse(u"rerank_type",
                u"\"cross_encoder\" needs a reranking model, which this local workspace does not have; use fulltext, bm25 or semantic"_s);
        }
        order.rerank = SearchOrder::Rerank{};
        order.rerank->isByMeaning = *type == u"semantic";
        if (!order.rerank->isByMeaning)
            order.rerank->method = sortoptions::method(*type, sort.placeOf(u"rerank_type"));
        order.rerank->query = sort.string(u"rerank_query").value_or(QString());
        return;
    }
    const QString direction = sort.string(u"direction").value_or(u"desc"_s);
    if (direction != u"asc" && direction != u"desc")
        sort.refuse(u"direction", u"expected asc or desc"_s);
    const QString field = sort.requiredString(u"field");
    order.sortBy = SortColumn::named(field, direction == u"asc");
    if (!order.sortBy)
        sort.refuse(u"field", u"expected time_stamp, num_value, weight or metadata.<name>, got \"%1\""_s.arg(field.left(100)));
}

double required(const Fields &fields, QStringView name)
{
    const auto number = fields.number(name);
    if (!number)
        fields.refuse(name, u"expected a number, but it is missing"_s);
    return number->toDouble();
}

void readLocation(SearchOrder &order, const Fields &options)
{
    const Json *json = options.object(u"location_bias");
    if (!json)
        return;
    const Fields bias(*json, options.placeOf(u"location_bias") + u'.');
    const Fields place(bias.raw(u"location"), bias.placeOf(u"location") + u'.');
    order.location = SearchOrder::LocationBias{
        required(place, u"lat"), required(place, u"lon"), std::clamp(required(bias, u"bias"), 0.0, 100.0)};
}

void readVariety(SearchOrder &order, const Fields &options)
{
    const Json *json = options.object(u"mmr");
    if (!json)
        return;
    const Fields mmr(*json, options.placeOf(u"mmr") + u'.');
    const double lambda = mmr.number(u"mmr_lambda").value_or("0.5").toDouble();
    if (mmr.boolean(u"use_mmr").value_or(false))
        order.variety = std::clamp(lambda, 0.0, 1.0);
}

}

void sortoptions::read(SearchOrder &order, const Json &body)
{
    const Json json = liftedOptions(
        body, u"sort_options", {u"use_weights", u"tag_weights", u"recency_bias", u"location_bias", u"sort_by", u"mmr"});
    const Fields fields(json, u"sort_options."_s);
    order.usesWeights = fields.boolean(u"use_weights").value_or(true);
    if (const auto bias = fields.number(u"recency_bias"))
        order.recencyBias = std::clamp(bias->toDouble(), 0.0, 100.0);
    if (const Json *weights = fields.object(u"tag_weights")) {
        const Fields tags(*weights, u"sort_options.tag_weights."_s);
        for (const Json::Member &member : weights->members())
            order.tagWeights.insert(member.name, tags.number(member.name).value_or("1").toDouble());
    }
    readLocation(order, fields);
    readVariety(order, fields);
    readSortBy(order, fields);
}

SearchOrder::Method sortoptions::method(const QString &type, const QString &field)
{
    if (type == u"fulltext" || type == u"full_text")
        return SearchOrder::Method::FullText;
    if (type == u"bm25" || type == u"BM25")
        return SearchOrder::Method::Bm25;
    if (type == u"semantic" || type == u"hybrid") {
        throw Refusal(400,
            u"%1: \"%2\" is not possible here. Use \"fulltext\" or \"bm25\"; with EMBEDDING_BASE_URL configured a search_type may be "
            "\"semantic\" or \"hybrid\"."_s.arg(field, type));
    }
    throw Refusal(400, u"%1: expected fulltext, bm25, semantic or hybrid, got \"%2\""_s.arg(field, type.left(100)));
}

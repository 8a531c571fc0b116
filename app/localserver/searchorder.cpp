#include "app/localserver/searchorder.h"

#include "app/localserver/fields.h"
#include "app/localserver/lifted.h"
#include "app/localserver/refusal.h"
#include "app/localserver/searchmeaning.h"
#include "app/localserver/sortoptions.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 largestPage = 1000;
constexpr qint64 largestGroup = 1000;
constexpr qsizetype mostQueries = 20;

QString modality(const Json &query, const QString &place)
{
    if (query.isString())
        return query.toString();
    if (query.isObject())
        throw Refusal(400, place + u": this local workspace cannot search by image or speech. Send a text."_s);
    throw Refusal(400,
        u"%1: expected a string, but %2"_s.arg(
            place, query.isNull() ? u"it is missing"_s : u"got %1"_s.arg(Fields::kindOf(query))));
}

/// {"query": text, "weight": number} or [text, number].
SearchOrder::Query weightedQuery(const Json &json, const QString &place)
{
    if (!json.isArray()) {
        const Fields fields(json, place + u'.');
        return {modality(json[u"query"], place + u".query"_s), fields.number(u"weight").value_or("1").toDouble()};
    }
    const auto weight = json.items().size() == 2 ? json.items()[1].toDouble() : std::nullopt;
    if (!weight)
        throw Refusal(400, place + u": expected a text and its weight"_s);
    return {modality(json.items()[0], place + u"[0]"_s), *weight};
}

QList<SearchOrder::Query> queries(const Json &json)
{
    if (!json.isArray())
        return {{modality(json, u"query"_s), 1}};
    if (json.items().size() > mostQueries)
        throw Refusal(400, u"query: expected at most %1 queries at once"_s.arg(mostQueries));
    QList<SearchOrder::Query> list;
    for (const Json &item : json.items())
        list.append(weightedQuery(item, u"query[%1]"_s.arg(list.size())));
    return list;
}

SearchOrder::Boost boost(const Json &body)
{
    const Json json = liftedOptions(body, u"scoring_options", {u"fulltext_boost", u"boost_phrase"});
    const Fields options(json, u"scoring_options."_s);
    options.object(u"semantic_boost");
    const QStringView name = options.has(u"fulltext_boost") ? QStringView(u"fulltext_boost") : QStringView(u"boost_phrase");
    const Json *sent = options.object(name);
    if (!sent)
        return {};
    const Fields fields(*sent, options.placeOf(name) + u'.');
    const auto factor = fields.number(u"boost_factor");
    if (!factor)
        fields.refuse(u"boost_factor", u"expected a number, but it is missing"_s);
    return {fields.requiredString(u"phrase"), std::max(0.0, factor->toDouble())};
}

}

QString SearchOrder::text() const
{
    QStringList texts;
    for (const Query &query : queries)
        texts.append(query.text);
    return texts.join(u' ');
}

SearchOrder SearchOrder::fromJson(const Json &body, Kind kind)
{
    SearchOrder order = optionsFromJson(body, kind);
    order.queries = ::queries(body[u"query"]);
    if (order.text().trimmed().isEmpty())
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
    const bool needsVectors = type == u"semantic" || type == u"hybrid";
    order.method = needsVectors ? Method::FullText : sortoptions::method(type.value_or(u"fulltext"_s), u"search_type"_s);
    order.page = std::min<qint64>(fields.page(), 1'000'000);
    order.pageSize = std::min(fields.integer(u"page_size").value_or(10), largestPage);
    order.groupSize = std::min(fields.integer(u"group_size").value_or(3), largestGroup);
    order.wantsTotal = fields.boolean(u"get_total_pages").value_or(false);
    order.filters = body[u"filters"];
    if (const auto threshold = fields.number(u"score_threshold"))
        order.scoreThreshold = threshold->toDouble();
    order.quotesAndMinus = fields.boolean(u"use_quote_negated_terms").value_or(false);
    // Without a word about them stop words are passed over: they only make a search slow.
    order.keepsStopWords = !fields.boolean(u"remove_stop_words").value_or(true);
    order.extendResults = fields.boolean(u"extend_results").value_or(false);
    order.typos = TypoOptions::fromRequest(body);
    order.fullTextBoost = boost(body);
    if (fields.boolean(u"slim_chunks").value_or(false))
        order.shape = ChunkRow::Shape::Slim;
    else if (fields.boolean(u"content_only").value_or(false))
        order.shape = ChunkRow::Shape::ContentOnly;
    order.highlight = HighlightOptions::fromRequest(body);
    sortoptions::read(order, body);
    searchmeaning::read(order, body);
    return order;
}

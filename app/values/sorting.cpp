#include "app/values/sorting.h"

#include "app/values/jsonfields.h"

using namespace jsonfields;

Json FieldOrder::toJson() const
{
    Json json = Json::object({{u"field", field}});
    setGiven(json, u"direction", direction);
    setGiven(json, u"prefetch_amount", prefetch);
    return json;
}

Json Sorting::Rerank::toJson() const
{
    Json json = Json::object({{u"rerank_type", type}});
    setGiven(json, u"rerank_query", query);
    setGiven(json, u"prefetch_amount", prefetch);
    return json;
}

Json Sorting::Nearness::toJson() const
{
    return Json::object({{u"location", place.toJson()}, {u"bias", bias.json()}});
}

Json Sorting::Diversity::toJson() const
{
    Json json = Json::object({{u"use_mmr", isWanted}});
    setGiven(json, u"mmr_lambda", lambda);
    return json;
}

Json Sorting::toJson() const
{
    Json json = Json::object();
    if (const auto *order = std::get_if<FieldOrder>(&by))
        json.set(u"sort_by", order->toJson());
    else if (const auto *rerank = std::get_if<Rerank>(&by))
        json.set(u"sort_by", rerank->toJson());
    setGiven(json, u"location_bias", nearness);
    setGiven(json, u"recency_bias", recencyBias);
    setGiven(json, u"use_weights", useWeights);
    if (!tagWeights.isEmpty()) {
        Json weights = Json::object();
        for (auto tag = tagWeights.begin(); tag != tagWeights.end(); ++tag)
            weights.set(tag.key(), tag.value().json());
        json.set(u"tag_weights", weights);
    }
    setGiven(json, u"mmr", diversity);
    return json;
}

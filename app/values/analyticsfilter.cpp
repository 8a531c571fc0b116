#include "app/values/analyticsfilter.h"

#include "app/values/jsonfields.h"

using namespace Qt::StringLiterals;
using namespace jsonfields;

namespace {

template <typename T>
struct Limits {
    std::optional<T> lowest, highest, above, below;
};

template <typename T>
void setRange(Json &json, QStringView name, const Limits<T> &limits)
{
    Json range = Json::object();
    setGiven(range, u"gte", limits.lowest);
    setGiven(range, u"lte", limits.highest);
    setGiven(range, u"gt", limits.above);
    setGiven(range, u"lt", limits.below);
    if (!range.members().isEmpty())
        json.set(name, range);
}

}

Json TimeSpan::toJson() const
{
    Json json = Json::object();
    setFilled(json, u"gte", from);
    setFilled(json, u"lte", to);
    setFilled(json, u"gt", after);
    setFilled(json, u"lt", before);
    return json;
}

Json AnalyticsFilter::toJson() const
{
    Json json = Json::object();
    setFilled(json, u"date_range", time);
    setGiven(json, u"search_type", searchType);
    setGiven(json, u"search_method", searchMethod);
    setGiven(json, u"rag_type", ragType);
    setGiven(json, u"recommendation_type", recommendationType);
    setGiven(json, u"query", query);
    setGiven(json, u"component_name", componentName);
    setRange(json, u"top_score", Limits<Number>{lowestTopScore, highestTopScore, topScoreAbove, topScoreBelow});
    setRange(json, u"query_rating", Limits<int>{lowestRating, highestRating, ratingAbove, ratingBelow});
    return json;
}

QString granularityName(Granularity granularity)
{
    switch (granularity) {
    case Granularity::Second: return u"second"_s;
    case Granularity::Minute: return u"minute"_s;
    case Granularity::Hour: return u"hour"_s;
    case Granularity::Day: return u"day"_s;
    case Granularity::Month: return u"month"_s;
    }
    Q_UNREACHABLE();
}

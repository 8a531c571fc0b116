#include "app/values/analyticsfilter.h"

#include "app/values/jsonfields.h"

using namespace Qt::StringLiterals;
using namespace jsonfields;

namespace {

template <typename T>
void setRange(Json &json, QStringView name, const std::optional<T> &lowest, const std::optional<T> &highest)
{
    if (!lowest && !highest)
        return;
    Json range = Json::object();
    setGiven(range, u"gte", lowest);
    setGiven(range, u"lte", highest);
    json.set(name, range);
}

}

Json TimeSpan::toJson() const
{
    Json json = Json::object();
    setFilled(json, u"gte", from);
    setFilled(json, u"lte", to);
    return json;
}

Json AnalyticsFilter::toJson() const
{
    Json json = Json::object();
    if (!time.isEmpty())
        json.set(u"date_range", time.toJson());
    setGiven(json, u"search_type", searchType);
    setGiven(json, u"search_method", searchMethod);
    setGiven(json, u"rag_type", ragType);
    setGiven(json, u"query", query);
    setGiven(json, u"component_name", componentName);
    setRange(json, u"top_score", lowestTopScore, highestTopScore);
    setRange(json, u"query_rating", lowestRating, highestRating);
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

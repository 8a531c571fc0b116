#include "app/values/recommendationevent.h"

#include "app/values/jsonreader.h"

Result<RecommendationEvent> RecommendationEvent::fromJson(const Json &json)
{
    JsonReader in(json, u"RecommendationEvent");
    const auto texts = [&in](QStringView field) { return in.optionalStrings(field).value_or(QStringList()); };
    RecommendationEvent event;
    event.id = in.id<QueryTag>(u"id");
    event.type = in.optionalString(u"recommendation_type").value_or(QString());
    event.likeIds = texts(u"positive_ids");
    event.unlikeIds = texts(u"negative_ids");
    event.likeTrackingIds = texts(u"positive_tracking_ids");
    event.unlikeTrackingIds = texts(u"negative_tracking_ids");
    event.topScore = in.optionalNumber(u"top_score").value_or(Number()).toDouble();
    event.userId = in.optionalString(u"user_id").value_or(QString());
    event.requestParams = in.raw(u"request_params");
    event.results = in.raw(u"results").items();
    event.metadata = Metadata::fromJson(in.raw(u"metadata"));
    event.createdAt = in.optionalString(u"created_at").value_or(QString());
    if (in.failed())
        return in.error();
    return event;
}

#include "app/values/recommendation.h"

#include "app/values/jsonfields.h"

using namespace jsonfields;

Json ChunkRecommendation::toJson() const
{
    Json json = Json::object({{u"limit", limit}});
    setFilled(json, u"positive_chunk_ids", likeChunks);
    setFilled(json, u"negative_chunk_ids", unlikeChunks);
    setFilled(json, u"positive_tracking_ids", likeTrackingIds);
    setFilled(json, u"negative_tracking_ids", unlikeTrackingIds);
    setGiven(json, u"recommend_type", type);
    setGiven(json, u"strategy", strategy);
    if (slim)
        json.set(u"slim_chunks", true);
    setFilled(json, u"filters", filter);
    setGiven(json, u"user_id", userId);
    setFilled(json, u"metadata", metadata);
    return json;
}

Json GroupRecommendation::toJson() const
{
    Json json = Json::object({{u"limit", limit}, {u"group_size", groupSize}});
    setFilled(json, u"positive_group_ids", likeGroups);
    setFilled(json, u"negative_group_ids", unlikeGroups);
    setFilled(json, u"positive_group_tracking_ids", likeTrackingIds);
    setFilled(json, u"negative_group_tracking_ids", unlikeTrackingIds);
    setGiven(json, u"recommend_type", type);
    setGiven(json, u"strategy", strategy);
    if (slim)
        json.set(u"slim_chunks", true);
    setFilled(json, u"filters", filter);
    setGiven(json, u"user_id", userId);
    setFilled(json, u"metadata", metadata);
    return json;
}

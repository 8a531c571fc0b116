#include "app/values/filelabel.h"

#include "app/values/jsonfields.h"

using namespace jsonfields;

void FileLabel::addTo(Json &json) const
{
    setGiven(json, u"description", description);
    setGiven(json, u"link", link);
    setGiven(json, u"group_tracking_id", groupTrackingId);
    setGiven(json, u"time_stamp", timeStamp);
    setFilled(json, u"tag_set", tags);
    if (!metadata.isNull())
        json.set(u"metadata", metadata.json());
}

#include "app/values/tagcount.h"

#include "app/values/jsonreader.h"

Result<TagCount> TagCount::fromJson(const Json &json)
{
    JsonReader in(json, u"TagsWithCount");
    TagCount tag{.tag = in.string(u"tag"), .count = in.integer(u"count")};
    if (in.failed())
        return in.error();
    return tag;
}

Result<TagPage> TagPage::fromJson(const Json &json)
{
    JsonReader in(json, u"GetAllTagsResponse");
    TagPage page{.tags = in.list<TagCount>(u"tags"), .total = in.optionalInteger(u"total").value_or(0)};
    if (in.failed())
        return in.error();
    return page;
}

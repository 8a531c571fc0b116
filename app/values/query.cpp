#include "app/values/query.h"

#include "app/values/jsonfields.h"

#include <algorithm>

namespace {

bool isBlank(const QString &text) { return text.trimmed().isEmpty(); }
bool isBlank(const QueryPart::Image &image) { return image.url.isEmpty(); }
bool isBlank(const QueryPart::Audio &audio) { return audio.base64.isEmpty(); }
bool isBlank(const QueryPart &part) { return part.isEmpty(); }

bool isBlank(const QList<Query::Weighted> &parts)
{
    return parts.isEmpty() || std::any_of(parts.begin(), parts.end(), [](const Query::Weighted &one) { return one.part.isEmpty(); });
}

Json written(const QString &text) { return text; }
Json written(const QueryPart::Audio &audio) { return Json::object({{u"audio_base64", audio.base64}}); }
Json written(const QueryPart &part) { return part.toJson(); }

Json written(const QueryPart::Image &image)
{
    Json json = Json::object({{u"image_url", image.url}});
    jsonfields::setGiven(json, u"llm_prompt", image.prompt);
    return json;
}

Json written(const QList<Query::Weighted> &parts)
{
    Json json = Json::array();
    for (const Query::Weighted &one : parts)
        json.append(Json::object({{u"query", one.part.toJson()}, {u"weight", one.weight.json()}}));
    return json;
}

}

bool QueryPart::isEmpty() const
{
    return std::visit([](const auto &one) { return isBlank(one); }, what);
}

Json QueryPart::toJson() const
{
    return std::visit([](const auto &one) { return written(one); }, what);
}

bool Query::isEmpty() const
{
    return std::visit([](const auto &one) { return isBlank(one); }, what);
}

Json Query::toJson() const
{
    return std::visit([](const auto &one) { return written(one); }, what);
}

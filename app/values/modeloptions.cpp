#include "app/values/modeloptions.h"

#include "app/values/jsonfields.h"

using namespace Qt::StringLiterals;
using namespace jsonfields;

namespace {

struct Range {
    const char16_t *name;
    std::optional<double> value;
    double least;
    double most;
};

}

Json ModelOptions::Images::toJson() const
{
    Json json = Json::object();
    setGiven(json, u"use_images", areSent);
    setGiven(json, u"images_per_chunk", perChunk);
    return json;
}

std::optional<QString> ModelOptions::fault() const
{
    constexpr int mostStopTokens = 4;
    for (const Range &range : {Range{u"temperature", temperature, 0, 2}, Range{u"frequency_penalty", frequencyPenalty, -2, 2},
             Range{u"presence_penalty", presencePenalty, -2, 2}}) {
        // Not the other way round: NaN is in no range.
        if (range.value && !(*range.value >= range.least && *range.value <= range.most))
            return u"%1 must be from %2 to %3; it is %4."_s.arg(QStringView(range.name)).arg(range.least).arg(range.most).arg(*range.value);
    }
    if (maxTokens && *maxTokens < 0)
        return u"max_tokens must not be negative; it is %1."_s.arg(*maxTokens);
    if (images.perChunk && *images.perChunk < 0)
        return u"images_per_chunk must not be negative; it is %1."_s.arg(*images.perChunk);
    if (stopTokens.size() > mostStopTokens)
        return u"stop_tokens takes %1 texts at most; there are %2."_s.arg(mostStopTokens).arg(stopTokens.size());
    return {};
}

void ModelOptions::writeTo(Json &json) const
{
    setGiven(json, u"temperature", temperature);
    setGiven(json, u"frequency_penalty", frequencyPenalty);
    setGiven(json, u"presence_penalty", presencePenalty);
    setGiven(json, u"max_tokens", maxTokens);
    setFilled(json, u"stop_tokens", stopTokens);
    setFilled(json, u"image_config", images);
    json.set(u"stream_response", isStreamed);
}

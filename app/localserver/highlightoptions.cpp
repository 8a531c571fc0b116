#include "app/localserver/highlightoptions.h"

#include "app/localserver/fields.h"
#include "app/localserver/lifted.h"

#include <algorithm>

using namespace Qt::StringLiterals;

HighlightOptions HighlightOptions::fromRequest(const Json &body)
{
    const Json json = liftedOptions(body, u"highlight_options",
        {u"highlight_results", u"highlight_strategy", u"highlight_delimiters", u"highlight_max_length", u"highlight_max_num", u"highlight_window",
            u"highlight_threshold", u"pre_tag", u"post_tag"});
    const Fields fields(json, u"highlight_options."_s);
    HighlightOptions options;
    options.isOn = fields.boolean(u"highlight_results").value_or(true);
    const QString strategy = fields.string(u"highlight_strategy").value_or(u"v1"_s);
    if (strategy != u"v1" && strategy != u"exactmatch")
        fields.refuse(u"highlight_strategy", u"expected exactmatch or v1, got \"%1\""_s.arg(strategy.left(100)));
    options.isExact = strategy == u"exactmatch";
    options.delimiters = fields.strings(u"highlight_delimiters").value_or(options.delimiters);
    options.delimiters.removeAll(QString());
    options.maxLength = std::clamp<qint64>(fields.integer(u"highlight_max_length").value_or(options.maxLength), 1, 1000);
    options.maxNumber = std::min<qint64>(fields.integer(u"highlight_max_num").value_or(options.maxNumber), 1000);
    options.window = std::min<qint64>(fields.integer(u"highlight_window").value_or(options.window), 1000);
    if (const auto threshold = fields.number(u"highlight_threshold"))
        options.threshold = std::clamp(threshold->toDouble(), 0.0, 1.0);
    options.preTag = fields.string(u"pre_tag").value_or(options.preTag);
    options.postTag = fields.string(u"post_tag").value_or(options.postTag);
    return options;
}

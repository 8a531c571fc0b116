#include "app/localserver/typooptions.h"

#include "app/localserver/fields.h"

using namespace Qt::StringLiterals;

namespace
{

TypoOptions::Range range(const Fields &options, QStringView name, TypoOptions::Range usual)
{
    const Json *json = options.object(name);
    if (!json)
        return usual;
    const Fields fields(*json, options.placeOf(name) + u'.');
    TypoOptions::Range range = usual;
    range.shortest = fields.integer(u"min").value_or(usual.shortest);
    range.longest = fields.integer(u"max").value_or(std::max(usual.longest, range.shortest));
    if (range.longest < range.shortest)
        fields.refuse(u"max", u"expected at least min, %1"_s.arg(range.shortest));
    return range;
}

}

TypoOptions TypoOptions::fromRequest(const Json &body)
{
    TypoOptions options;
    const Json *json = Fields(body).object(u"typo_options");
    if (!json)
        return options;
    const Fields fields(*json, u"typo_options."_s);
    options.isOn = fields.boolean(u"correct_typos").value_or(false);
    options.oneTypo = range(fields, u"one_typo_word_range", options.oneTypo);
    options.twoTypos = range(fields, u"two_typo_word_range", options.twoTypos);
    const QStringList kept = fields.strings(u"disable_on_word").value_or(QStringList());
    for (const QString &word : kept)
        options.keptWords.append(word.toLower());
    options.requiresSpecialWords = fields.boolean(u"prioritize_domain_specifc_words").value_or(true);
    return options;
}

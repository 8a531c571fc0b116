#include "app/values/searchoptions.h"

#include "app/values/jsonfields.h"

using namespace jsonfields;

Json Highlighting::toJson() const
{
    Json json = Json::object();
    setGiven(json, u"highlight_results", isWanted);
    setGiven(json, u"highlight_strategy", strategy);
    setGiven(json, u"highlight_threshold", threshold);
    setFilled(json, u"highlight_delimiters", delimiters);
    setGiven(json, u"highlight_max_length", maxLength);
    setGiven(json, u"highlight_max_num", maxNumber);
    setGiven(json, u"highlight_window", window);
    setGiven(json, u"pre_tag", preTag);
    setGiven(json, u"post_tag", postTag);
    return json;
}

Json TypoCorrection::Lengths::toJson() const
{
    Json json = Json::object({{u"min", min}});
    setGiven(json, u"max", max);
    return json;
}

Json TypoCorrection::toJson() const
{
    Json json = Json::object();
    setGiven(json, u"correct_typos", isWanted);
    setGiven(json, u"one_typo_word_range", oneTypo);
    setGiven(json, u"two_typo_word_range", twoTypos);
    setFilled(json, u"disable_on_word", exceptWords);
    // The server's own spelling.
    setGiven(json, u"prioritize_domain_specifc_words", prefersDomainWords);
    return json;
}

Json Scoring::toJson() const
{
    Json json = Json::object();
    setGiven(json, u"fulltext_boost", fulltextBoost);
    setGiven(json, u"semantic_boost", semanticBoost);
    return json;
}

void SearchOptions::writeTo(Json &json) const
{
    setFilled(json, u"sort_options", sorting);
    setFilled(json, u"highlight_options", highlighting);
    setFilled(json, u"typo_options", typos);
    setGiven(json, u"score_threshold", scoreThreshold);
    setGiven(json, u"use_quote_negated_terms", useQuoteNegatedTerms);
    setGiven(json, u"remove_stop_words", removeStopWords);
    setGiven(json, u"user_id", userId);
    setFilled(json, u"metadata", metadata);
}

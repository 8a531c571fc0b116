#pragma once

#include "app/values/number.h"

/// A phrase whose words count more in full-text search. Source: FullTextBoost.
struct FullTextBoost {
    QString phrase;
    Number factor = 1;

    bool operator==(const FullTextBoost &) const = default;
    Json toJson() const { return Json::object({{u"phrase", phrase}, {u"boost_factor", factor.json()}}); }
};

/// A phrase towards which a vector is moved. Source: SemanticBoost.
struct SemanticBoost {
    QString phrase;
    Number factor = 1;

    bool operator==(const SemanticBoost &) const = default;
    Json toJson() const { return Json::object({{u"phrase", phrase}, {u"distance_factor", factor.json()}}); }
};

#pragma once

#include "app/localserver/fields.h"
#include "app/localserver/filter.h"

#include <optional>

/// The geo_bounding_box, geo_radius (metres) or geo_polygon of a condition over the place of a chunk; nothing where it has none.
std::optional<SqlCondition> geoCondition(const Fields &condition);

#pragma once

#include "app/settings/profile.h"
#include "app/values/json.h"

/// A profile as JSON, without its secrets: as it is stored, and as it is given to others.
namespace profilejson {

/// All but what is ours alone: the id, the kind, and whether a key is stored here.
Json shareable(const Profile &profile);
/// Reads what shareable() wrote into a server profile that has no id yet. Absent members keep their defaults; the error names the field:
/// "Profile.proxy.port: ...". Whether the values make sense is for Profiles::problem to say.
Result<Profile> fromShareable(const Json &json);

Json stored(const Profile &profile);
/// Nothing where a later version wrote what this one does not know.
std::optional<Profile> fromStored(const Json &json);

}

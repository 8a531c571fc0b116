#pragma once

#include "app/api/apiclient.h"
#include "app/settings/profile.h"

/// One connection to one server, from choosing a profile to choosing another. Switching destroys and rebuilds it, so that
/// nothing of one server can reach another.
struct Session {
    Profile profile;
    ApiClient client;
};

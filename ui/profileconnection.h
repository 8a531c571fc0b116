#pragma once

#include "app/api/connection.h"
#include "app/settings/profilesecrets.h"
#include "app/values/result.h"

/// What the api needs of a profile and its secrets. The error says which of its files cannot be used and why.
Result<Connection> connectionOf(const Profile &profile, const ProfileSecrets &secrets);

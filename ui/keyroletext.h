#pragma once

#include "app/api/keyrole.h"

/// What is known of the role of a key, in a sentence; empty where nothing is. Null is nothing.
QString keyRoleText(const KeyRole *role);

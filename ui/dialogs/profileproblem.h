#pragma once

#include "app/settings/profiles.h"

/// What stands against a connection, in a sentence for the person: which field (its object name in ProfileDialog) and what to do.
struct ProfileProblem {
    QString field;
    /// Empty where nothing is wrong, or a field only waits to be filled in.
    QString sentence;
};

ProfileProblem profileProblem(Profiles::Problem problem);

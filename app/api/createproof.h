#pragma once

#include "app/api/httpanswer.h"

#include <chrono>

/// Whether what was found by a tracking id is what a create of ours made, or somebody else's that had the tracking id before.
namespace createproof {

/// What was found says what was sent (its name, its text, its tracking id), and it was made after the first attempt was sent, that long
/// ago: by the server's own clock, which wrote both the moment of the creation and the answer's Date. Where either is missing it is
/// not proved.
bool isOurs(const QByteArray &sent, const HttpAnswer &found, std::chrono::milliseconds sinceFirstAttempt);

}

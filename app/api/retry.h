#pragma once

#include "app/values/error.h"

#include <chrono>

/// That a request failed for a passing reason and goes on: what a person who waits for it is told.
struct Retry {
    /// Attempts so far, and how many there will be at most.
    int failed = 0;
    int attempts = 0;
    /// Why the last one failed.
    Error error;
    /// Until the next one.
    std::chrono::milliseconds wait{0};
};

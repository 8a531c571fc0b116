#pragma once

#include <chrono>

/// How often a request that failed for a passing reason is sent again, and after how long: twice as long each time, with up to a
/// quarter of chance added or taken away, so that many clients do not come back at once.
struct RetryPolicy {
    std::chrono::milliseconds first = std::chrono::milliseconds(500);
    std::chrono::milliseconds longest = std::chrono::seconds(30);
    int attempts = 6;

    /// The wait before an attempt; the second attempt is 1.
    std::chrono::milliseconds delay(int attempt) const;
};

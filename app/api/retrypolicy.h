#pragma once

#include "app/values/error.h"

#include <chrono>
#include <optional>

/// Whether and when a request that failed is sent again: the one place that decides it. Only for passing reasons, only where it is
/// safe; each wait is twice the last, with up to a quarter of chance added or taken away, so that many clients do not come back
/// at once, and never shorter than the server asked for (Retry-After).
struct RetryPolicy {
    /// What sending a request a second time would do.
    enum class Repeat {
        Never, ///< Harm, where the first one arrived: it would say a message twice.
        AfterLookup, ///< Nothing once it was looked up that the first one did not arrive: a create with a tracking id.
        Freely, ///< Nothing: it reads, or it creates over its tracking id.
    };
    enum class Next { GiveUp, SendAgain, LookUp };

    std::chrono::milliseconds first = std::chrono::milliseconds(500);
    std::chrono::milliseconds longest = std::chrono::seconds(30);
    /// The first one included.
    int attempts = 6;
    /// Who asks for a longer wait than this gets an error instead.
    std::chrono::seconds longestAsked = std::chrono::seconds(60);

    /// Every request is sent once.
    static RetryPolicy never() { return {.attempts = 1}; }
    /// For requests that somebody sits and waits for: two more, within some two seconds.
    static RetryPolicy whileSomebodyWaits() { return {.longest = std::chrono::seconds(2), .attempts = 3}; }

    /// Whether the error may be another one, or none, in a moment: no connection, no time, too many requests, a server in trouble.
    static bool isPassing(const Error &error);

    /// What to do after that many failed attempts, the last with this error.
    Next next(Repeat repeat, int failedAttempts, const Error &error) const;

    /// The wait before an attempt; the second attempt is 1.
    std::chrono::milliseconds delay(int attempt) const;
    /// The same, and as long as the server asked for.
    std::chrono::milliseconds delay(int attempt, const Error &error) const;
};

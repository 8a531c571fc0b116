#pragma once

#include <QtGlobal>

#include <chrono>

/// How long a request may take before we give it up, each a little more than the server's own limit for that kind of request
/// (15, 120 and 300 seconds to its first byte), so that the server's words come first. A total, from the sending to the last byte.
struct Patience {
    std::chrono::milliseconds answer = std::chrono::seconds(20);
    /// Where a language model is asked on the way, as for a topic's name.
    std::chrono::milliseconds modelAnswer = std::chrono::seconds(130);
    /// For bodies over largeBodyBytes.
    std::chrono::milliseconds largeBody = std::chrono::seconds(310);
    /// A stream has no total: only the longest silence in it, the one before its first byte included.
    std::chrono::milliseconds streamIdle = std::chrono::seconds(125);

    static constexpr qsizetype largeBodyBytes = 1024 * 1024;
};

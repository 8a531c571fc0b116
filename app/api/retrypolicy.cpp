#include "app/api/retrypolicy.h"

#include <QRandomGenerator>

#include <algorithm>

bool RetryPolicy::isPassing(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Offline:
    case Error::Kind::Timeout:
    case Error::Kind::RateLimited:
    case Error::Kind::Server: return true;
    case Error::Kind::Canceled:
    case Error::Kind::Unauthorized:
    case Error::Kind::Forbidden:
    case Error::Kind::NotFound:
    case Error::Kind::Conflict:
    case Error::Kind::TooLarge:
    case Error::Kind::PlanLimit:
    case Error::Kind::Rejected:
    case Error::Kind::Malformed:
    case Error::Kind::Untrusted:
    case Error::Kind::ReadOnly: return false;
    }
    return false;
}

RetryPolicy::Next RetryPolicy::next(Repeat repeat, int failedAttempts, const Error &error) const
{
    if (failedAttempts >= attempts || !isPassing(error) || std::chrono::seconds(error.retryAfterSeconds) > longestAsked)
        return Next::GiveUp;
    if (repeat == Repeat::Freely || !error.mayHaveArrived)
        return Next::SendAgain;
    return repeat == Repeat::AfterLookup ? Next::LookUp : Next::GiveUp;
}

std::chrono::milliseconds RetryPolicy::delay(int attempt) const
{
    const std::chrono::milliseconds doubled = first * (qint64(1) << std::clamp(attempt - 1, 0, 20));
    const double chance = 0.75 + QRandomGenerator::global()->generateDouble() / 2;
    return std::chrono::milliseconds(qint64(double(std::min(doubled, longest).count()) * chance));
}

std::chrono::milliseconds RetryPolicy::delay(int attempt, const Error &error) const
{
    return std::max<std::chrono::milliseconds>(delay(attempt), std::chrono::seconds(error.retryAfterSeconds));
}

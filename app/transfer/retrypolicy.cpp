#include "app/transfer/retrypolicy.h"

#include <QRandomGenerator>

#include <algorithm>

std::chrono::milliseconds RetryPolicy::delay(int attempt) const
{
    const std::chrono::milliseconds doubled = first * (qint64(1) << std::clamp(attempt - 1, 0, 20));
    const double chance = 0.75 + QRandomGenerator::global()->generateDouble() / 2;
    return std::chrono::milliseconds(qint64(double(std::min(doubled, longest).count()) * chance));
}

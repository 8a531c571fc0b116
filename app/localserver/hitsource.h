#pragma once

#include "app/localserver/sortcolumn.h"

/// A chunk that a search finds, and how well it fits.
struct Hit {
    /// Its key.
    qint64 chunk = 0;
    /// More is better.
    double score = 0;
};

/// Where the hits of one search come from: the full-text index, or something else that knows which chunks fit. Works in the
/// search's thread; what it was made from must outlive it.
class HitSource
{
public:
    virtual ~HitSource() = default;

    /// At most so many hits that score no less than the threshold, best first; hits with the same score always in the same order,
    /// so that pages of them never overlap.
    virtual QList<Hit> best(qint64 most, double threshold) const = 0;
    /// How many such hits there are; counting ends at `most`.
    virtual qint64 count(qint64 most, double threshold) const = 0;
    /// The first of all such hits in the order of a column.
    virtual QList<Hit> sorted(const SortColumn &column, qint64 most, double threshold) const = 0;
};

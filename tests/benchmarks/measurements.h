#pragma once

#include "tests/benchmarks/comparison.h"
#include "tests/benchmarks/grownworkspace.h"

#include <QElapsedTimer>

/// What is measured of a workspace of some size; each prints its lines.
namespace measurements
{

/// Milliseconds that a function takes.
template <typename F>
double milliseconds(F f)
{
    QElapsedTimer clock;
    clock.start();
    f();
    return double(clock.nsecsElapsed()) / 1e6;
}

/// Searches over HTTP against FTS5 alone: the same words, order, limit and columns.
void compareSearches(const GrownWorkspace &workspace, const Comparison &table);
/// One chunk by its id over HTTP, against a handler of libmicrohttpd that does the one SELECT.
void compareReads(const GrownWorkspace &workspace, const Comparison &table);
/// Lists of datasets, groups, tags and chunks over HTTP against plain SQL on the same file.
void compareLists(const GrownWorkspace &workspace, const Comparison &table);
/// How long a small write waits while large things go on, against a quiet server. Clears the dataset at its end.
void compareWaits(GrownWorkspace &workspace, const Comparison &table);

}

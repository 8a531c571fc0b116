#pragma once

#include "app/localserver/hitsource.h"
#include "app/localserver/wordcutter.h"

class Database;

/// Reorders hits so that the first ones differ from each other: Maximal Marginal Relevance (Carbonell and Goldstein, 1998) over the
/// words of the chunks. With a variety of 0 the order stays, with 1 fit counts for nothing. The scores stay as they are.
QList<Hit> varied(Database &database, qint64 datasetKey, const QList<Hit> &hits, double variety, const WordCutter &cutter);

#pragma once

#include "app/localserver/searchorder.h"
#include "app/localserver/wordcutter.h"

class Database;
struct DatasetRow;

/// The words that set some chunks apart from the rest of their dataset, the most telling ones first, with what each counts (1 for
/// the first). Words of the unlike ones count against: less, or less than nothing. At most 40 words. Works without any model.
QList<SearchOrder::Query> significantWords(
    Database &database, const DatasetRow &dataset, const QList<qint64> &like, const QList<qint64> &unlike, const WordCutter &cutter);

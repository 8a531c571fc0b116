#pragma once

#include "app/localserver/hitsource.h"
#include "app/localserver/searchorder.h"

class Database;

/// Reorders hits by what the order says beside the words: weights of chunks and tags, age. Works on a list that came best
/// first and gives one back that does.
QList<Hit> reranked(Database &database, const SearchOrder &order, QList<Hit> hits);

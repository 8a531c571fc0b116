#pragma once

#include "app/localserver/hitsource.h"
#include "app/localserver/searchorder.h"

class Database;

/// Whether anything beside the words counts: otherwise reranked() changes nothing.
bool isReranked(Database &database, qint64 datasetKey, const SearchOrder &order);

/// Reorders hits by what the order says beside the words: weights of chunks and tags, age, distance. Works on a list that came
/// best first and gives one back that does.
QList<Hit> reranked(Database &database, const SearchOrder &order, QList<Hit> hits);

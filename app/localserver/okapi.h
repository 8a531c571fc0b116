#pragma once

struct sqlite3;

/// Adds an auxiliary function to FTS5 on that connection: okapi(table, k, b, average length, weights), BM25 whose constants and
/// weights of phrases come with the query. More is better. The weights are a text, one number for each phrase of the MATCH
/// expression in their order, with blanks between; missing ones are 1. Source of the formula: Robertson and Zaragoza, 2009, with
/// the inverse document frequency of Lucene, which is positive for words that most chunks have, too.
void addOkapi(sqlite3 *connection);

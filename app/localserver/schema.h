#pragma once

#include <QByteArray>
#include <QString>

class Database;

/// The tables of workspace.db, and the way from each older form of them to this one.
namespace schema {

/// What PRAGMA user_version says once migrate() is through.
constexpr int version = 2;

/// Brings a database of any known version up to this one, all or nothing. DatabaseError, with a sentence, for a newer one.
void migrate(Database &database);

/// The full-text table of one dataset: fts5(body, boost), rowid = chunks.key. One a dataset, so that a search looks at its own dataset
/// alone and so that a dataset of any size is forgotten in no time. It does not exist before the first chunk was indexed.
QByteArray textTable(qint64 datasetKey);
/// The words of that table, one row for each place where one stands (term, doc, col, offset); finding the next word is cheap, counting is
/// not. There wherever the text table is.
QByteArray vocabularyTable(qint64 datasetKey);
/// How it cuts text into words.
constexpr char tokenizer[] = "porter unicode61 remove_diacritics 2";
/// Within a write.
void makeTextTable(Database &database, qint64 datasetKey);
void dropTextTable(Database &database, qint64 datasetKey);
/// Within a write: a step towards fewer segments in that table; false when there was nothing to do.
bool mergeSome(Database &database, qint64 datasetKey);
/// Within a write, for a table that nobody will read again: a step towards an empty one, which is dropped in no time (dropping a full one
/// keeps all other writers out for seconds); false when it is empty.
bool shrinkTextTable(Database &database, qint64 datasetKey);
bool hasTextTable(Database &database, qint64 datasetKey);

}

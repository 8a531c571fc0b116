#pragma once

#include <QString>

class Database;

/// Looks whether the files of a workspace are whole, and keeps those that are not. What is found is a few words for the user; empty where
/// nothing is.
namespace damage {

/// Of the write-ahead log beside a database that nobody has open. SQLite takes the first broken frame of a log for its end, which is right
/// for a power cut and would silently drop accepted writes where the disk lost a part; so this looks whether transactions follow.
/// Reads the log once. Source of the format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
QString ofLog(const QString &databasePath);

/// SQLite's own look at the database, for two seconds at most: all of a small workspace, a part of a large one. All of it, however long
/// that takes, after noteSuspicion().
QString ofDatabase(Database &database, const QString &databasePath);

/// Remembers beside the database that a part of it could not be read, for the next start.
void noteSuspicion(const QString &databasePath);

/// Renames the database and what belongs to it, overwriting nothing. The name that the database, or its log where only that is there, has
/// now; empty where that failed.
QString setAside(const QString &databasePath);

}

#pragma once

#include "app/localserver/statement.h"

#include <QMultiHash>

struct sqlite3;

/// One SQLite connection, used by one thread at a time. Everything that fails throws DatabaseError.
class Database
{
public:
    enum class Access { ReadOnly, ReadWrite };

    /// Opens the file; with ReadWrite it is made where it is missing.
    Database(const QString &path, Access access);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// A statement ready to be bound; prepared once per connection and SQL text.
    Statement prepare(const QByteArray &sql);
    /// Runs one or more statements that need no values and give no rows.
    void execute(const QByteArray &sql);
    /// The first column of the first row; 0 where there is none.
    qint64 integer(const QByteArray &sql);

    qint64 lastInsertedKey() const;
    /// Rows that the last INSERT, UPDATE or DELETE touched.
    qint64 changes() const;
    /// All rows touched since the connection was opened, inner tables included.
    qint64 totalChanges() const;
    /// Makes whatever runs on this connection end soon with SQLITE_INTERRUPT; from any thread.
    void interrupt();
    /// Whether closing leaves the write-ahead log as it is instead of folding it into the database: for a file that may be damaged.
    void keepLog(bool keep);
    sqlite3 *handle() const { return m_handle; }

private:
    friend class Statement;
    [[noreturn]] void fail(int code) const;
    bool isOutOfSpace() const;
    void giveBack(const QByteArray &sql, sqlite3_stmt *statement);

    sqlite3 *m_handle = nullptr;
    QMultiHash<QByteArray, sqlite3_stmt *> m_idle;
};

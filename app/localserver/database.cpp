#include "app/localserver/database.h"

#include "app/localserver/databaseerror.h"
#include "app/localserver/okapi.h"

#include <sqlite3.h>

#include <cerrno>

Database::Database(const QString &path, Access access)
{
    const int flags = SQLITE_OPEN_NOMUTEX | (access == Access::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    const int code = sqlite3_open_v2(path.toUtf8().constData(), &m_handle, flags, nullptr);
    if (code != SQLITE_OK) {
        const DatabaseError error(code & 0xff, m_handle ? sqlite3_errmsg(m_handle) : "out of memory");
        sqlite3_close(m_handle);
        throw error;
    }
    sqlite3_busy_timeout(m_handle, 10'000);
    // A damaged or hostile file can neither run SQL of its own nor have its inner tables written to.
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    addOkapi(m_handle);
}

Database::~Database()
{
    for (sqlite3_stmt *statement : std::as_const(m_idle))
        sqlite3_finalize(statement);
    sqlite3_close_v2(m_handle);
}

Statement Database::prepare(const QByteArray &sql)
{
    if (sqlite3_stmt *idle = m_idle.take(sql))
        return {*this, sql, idle};
    sqlite3_stmt *statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql.constData(), int(sql.size()) + 1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        fail(code);
    return {*this, sql, statement};
}

void Database::execute(const QByteArray &sql)
{
    const int code = sqlite3_exec(m_handle, sql.constData(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        fail(code);
}

qint64 Database::integer(const QByteArray &sql)
{
    auto statement = prepare(sql);
    return statement.step() ? statement.integer(0) : 0;
}

qint64 Database::lastInsertedKey() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

qint64 Database::changes() const
{
    return sqlite3_changes64(m_handle);
}

qint64 Database::totalChanges() const
{
    return sqlite3_total_changes64(m_handle);
}

void Database::interrupt()
{
    sqlite3_interrupt(m_handle);
}

void Database::keepLog(bool keep)
{
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep ? 1 : 0, nullptr);
}

// A quota, or a limit to the size of files, is to a user as full as the disk.
bool Database::isOutOfSpace() const
{
    int ofDatabase = 0;
    int ofLog = 0;
    sqlite3_file *log = nullptr;
    sqlite3_file_control(m_handle, "main", SQLITE_FCNTL_LAST_ERRNO, &ofDatabase);
    sqlite3_file_control(m_handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    if (log && log->pMethods)
        log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &ofLog);
    for (const int reason : {ofDatabase, ofLog, sqlite3_system_errno(m_handle)}) {
        if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG)
            return true;
    }
    return false;
}

void Database::fail(int code) const
{
    const bool isFull = (code & 0xff) == SQLITE_IOERR && isOutOfSpace();
    throw DatabaseError(isFull ? SQLITE_FULL : code & 0xff, sqlite3_errmsg(m_handle));
}

void Database::giveBack(const QByteArray &sql, sqlite3_stmt *statement)
{
    // Filters make SQL of endless variety; what is not kept is prepared again.
    constexpr qsizetype kept = 100;
    if (m_idle.size() >= kept)
        sqlite3_finalize(statement);
    else
        m_idle.insert(sql, statement);
}

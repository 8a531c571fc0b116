#include "app/localserver/statement.h"

#include "app/localserver/database.h"

#include <sqlite3.h>

Statement::Statement(Database &database, QByteArray sql, sqlite3_stmt *handle) :
    m_database(&database), m_sql(std::move(sql)), m_handle(handle)
{
}

Statement::Statement(Statement &&other) noexcept :
    m_database(other.m_database), m_sql(std::move(other.m_sql)), m_handle(std::exchange(other.m_handle, nullptr)), m_bound(other.m_bound)
{
}

Statement::~Statement()
{
    if (!m_handle)
        return;
    sqlite3_reset(m_handle);
    sqlite3_clear_bindings(m_handle);
    m_database->giveBack(m_sql, m_handle);
}

Statement &Statement::bindAll(const QList<SqlValue> &values)
{
    for (const SqlValue &value : values)
        bindOne(value);
    return *this;
}

bool Statement::step()
{
    const int code = sqlite3_step(m_handle);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        check(code);
    return false;
}

void Statement::run()
{
    while (step()) { }
    reset();
}

void Statement::reset()
{
    // What the last step() failed with was thrown there; sqlite3_reset only says it again.
    sqlite3_reset(m_handle);
    m_bound = 0;
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_handle, column) == SQLITE_NULL;
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_handle, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_handle, column);
}

SqlValue Statement::number(int column) const
{
    if (sqlite3_column_type(m_handle, column) == SQLITE_INTEGER)
        return integer(column);
    return real(column);
}

QString Statement::text(int column) const
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_handle, column));
    return QString::fromUtf8(text, sqlite3_column_bytes(m_handle, column));
}

QByteArray Statement::bytes(int column) const
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_handle, column));
    return {text, sqlite3_column_bytes(m_handle, column)};
}

QByteArrayView Statement::blob(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_handle, column));
    return {bytes, sqlite3_column_bytes(m_handle, column)};
}

std::optional<QString> Statement::optionalText(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(text(column));
}

std::optional<QByteArray> Statement::optionalBytes(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(bytes(column));
}

std::optional<qint64> Statement::optionalInteger(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

void Statement::bindOne(std::nullptr_t)
{
    check(sqlite3_bind_null(m_handle, ++m_bound));
}

void Statement::bindOne(qint64 value)
{
    check(sqlite3_bind_int64(m_handle, ++m_bound, value));
}

void Statement::bindOne(double value)
{
    check(sqlite3_bind_double(m_handle, ++m_bound, value));
}

void Statement::bindOne(const QByteArray &value)
{
    check(sqlite3_bind_text64(m_handle, ++m_bound, value.constData(), sqlite3_uint64(value.size()), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bindOne(const SqlBlob &value)
{
    check(sqlite3_bind_blob64(m_handle, ++m_bound, value.bytes.data(), sqlite3_uint64(value.bytes.size()), SQLITE_TRANSIENT));
}

void Statement::bindOne(const SqlValue &value)
{
    std::visit([this](const auto &content) { bindOne(content); }, value);
}

void Statement::check(int code) const
{
    if (code != SQLITE_OK)
        m_database->fail(code);
}

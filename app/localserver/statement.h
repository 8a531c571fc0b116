#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <variant>

class Database;
struct sqlite3_stmt;

/// A value to bind where the number of them is not known beforehand. Bytes are bound as text in UTF-8.
using SqlValue = std::variant<std::nullptr_t, qint64, double, QByteArray>;

/// Bytes to bind as they are, not as text. They must outlive the call of bind().
struct SqlBlob {
    QByteArrayView bytes;
};

/// A prepared statement, borrowed from its Database, which keeps it for the next one who asks for the same SQL. Use it in the scope of
/// the Database, from one thread. Everything that fails throws DatabaseError.
class Statement
{
public:
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&) = delete;

    /// Binds the next parameters, in order.
    template <typename... Values>
    Statement &bind(const Values &...values)
    {
        (bindOne(values), ...);
        return *this;
    }
    Statement &bindAll(const QList<SqlValue> &values);

    /// Goes to the next row; false after the last one.
    bool step();
    /// Runs it to the end and makes it ready to be bound again.
    void run();
    /// Makes it ready to be bound and run again.
    void reset();

    /// Columns of the row, from 0.
    bool isNull(int column) const;
    qint64 integer(int column) const;
    double real(int column) const;
    /// A number as it is stored, whole or not.
    SqlValue number(int column) const;
    QString text(int column) const;
    QByteArray bytes(int column) const;
    /// The bytes of a blob where SQLite has them: until the next step().
    QByteArrayView blob(int column) const;
    std::optional<QString> optionalText(int column) const;
    std::optional<QByteArray> optionalBytes(int column) const;
    std::optional<qint64> optionalInteger(int column) const;

    /// For what only SQLite's own functions can do.
    sqlite3_stmt *handle() const { return m_handle; }

private:
    friend class Database;
    Statement(Database &database, QByteArray sql, sqlite3_stmt *handle);

    void bindOne(std::nullptr_t);
    void bindOne(int value) { bindOne(qint64(value)); }
    void bindOne(bool value) { bindOne(qint64(value)); }
    void bindOne(qint64 value);
    void bindOne(double value);
    void bindOne(const QString &value) { bindOne(value.toUtf8()); }
    void bindOne(const QByteArray &value);
    void bindOne(const SqlBlob &value);
    void bindOne(const SqlValue &value);
    template <typename T>
    void bindOne(const std::optional<T> &value)
    {
        if (value)
            bindOne(*value);
        else
            bindOne(nullptr);
    }
    void check(int code) const;

    Database *m_database;
    QByteArray m_sql;
    sqlite3_stmt *m_handle;
    int m_bound = 0;
};

#pragma once

#include <chrono>
#include <functional>

class Database;

/// Ends whatever runs on a connection with SQLITE_INTERRUPT once its time is over or nobody waits for it any more. Lives in the
/// scope of the query, in the thread that uses the connection.
class QueryLimit
{
public:
    /// The function is asked now and then whether somebody still waits; null means yes.
    QueryLimit(Database &database, std::chrono::milliseconds time, std::function<bool()> isWanted = {});
    ~QueryLimit();
    QueryLimit(const QueryLimit &) = delete;
    QueryLimit &operator=(const QueryLimit &) = delete;

private:
    static int check(void *self);

    Database &m_database;
    std::chrono::steady_clock::time_point m_end;
    std::function<bool()> m_isWanted;
};

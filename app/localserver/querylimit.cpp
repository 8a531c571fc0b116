#include "app/localserver/querylimit.h"

#include "app/localserver/database.h"

#include <sqlite3.h>

QueryLimit::QueryLimit(Database &database, std::chrono::milliseconds time, std::function<bool()> isWanted)
    : m_database(database), m_end(std::chrono::steady_clock::now() + time), m_isWanted(std::move(isWanted))
{
    // About every millisecond.
    constexpr int instructions = 20'000;
    sqlite3_progress_handler(m_database.handle(), instructions, check, this);
}

QueryLimit::~QueryLimit()
{
    sqlite3_progress_handler(m_database.handle(), 0, nullptr, nullptr);
}

int QueryLimit::check(void *self)
{
    const auto *limit = static_cast<const QueryLimit *>(self);
    return std::chrono::steady_clock::now() > limit->m_end || (limit->m_isWanted && !limit->m_isWanted());
}

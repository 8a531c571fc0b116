#pragma once

#include <stdexcept>
#include <string>

/// What SQLite refused, with its result code. Thrown by Database and Statement; a route lets it pass (500).
class DatabaseError : public std::runtime_error
{
public:
    DatabaseError(int code, const std::string &message) : std::runtime_error(message), m_code(code) { }
    /// SQLite's (primary) result code.
    int code() const { return m_code; }

private:
    int m_code;
};

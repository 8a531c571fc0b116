#pragma once

#include <QString>

#include <exception>

/// Thrown by a route to answer with an error: the status and the sentence that goes into {"message": ...}.
/// Anything else that is thrown is answered with 500.
class Refusal : public std::exception
{
public:
    Refusal(int status, QString message) : m_status(status), m_message(std::move(message)) { }

    int status() const { return m_status; }
    const QString &message() const { return m_message; }
    const char *what() const noexcept override { return "request refused"; }

    static Refusal notFound(const QString &detail) { return {404, QStringLiteral("Not Found: ") + detail}; }

private:
    int m_status;
    QString m_message;
};

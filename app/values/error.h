#pragma once

#include <QString>

/// Why something did not work, as data. The sentence for a person is made once, in ui/errortext.
struct Error {
    enum class Kind {
        Canceled, ///< Somebody on our side gave up: the owner went away, or the user stopped it.
        Offline, ///< No answer: name not found, connection refused or broken, TLS failed.
        Timeout, ///< The server was reached but did not answer in time (also HTTP 408).
        Unauthorized, ///< 401: the key is unknown or expired, or not for this dataset.
        Forbidden, ///< 403: the key is known but its role or organization does not allow this.
        NotFound, ///< 404.
        Conflict, ///< 409, or a local check found that the value changed meanwhile.
        TooLarge, ///< 413.
        PlanLimit, ///< 426: the organization's plan does not allow more.
        RateLimited, ///< 429.
        Rejected, ///< Any other 4xx, and what we refuse ourselves before sending.
        Server, ///< 5xx.
        Malformed, ///< The answer could not be understood.
        Untrusted, ///< The server's certificate proves nothing, or ours was refused: no request was sent.
        ReadOnly, ///< It writes and the profile is read-only: no request was sent.
    };
    /// The least role of a key that may do what was asked.
    enum class Role { Unknown, AnyKey, Admin, Owner };

    Kind kind = Kind::Rejected;
    /// The HTTP status, 0 where there was no answer.
    int httpStatus = 0;
    /// The server's own words, or ours where it said nothing; never a key, never a request's body.
    QString message;
    /// The id under which the server knows the request, empty where it gave none.
    QString requestId;
    /// For Unauthorized and Forbidden, where the operation is known.
    Role neededRole = Role::Unknown;
    /// The server may have carried out the request all the same: the connection broke or the time ran out after it was sent. Only of
    /// what would do harm when done twice.
    bool mayHaveArrived = false;
    /// How many seconds the server asked to wait, 0 where it said nothing.
    int retryAfterSeconds = 0;

    bool operator==(const Error &) const = default;
};

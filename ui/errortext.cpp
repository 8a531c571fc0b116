#include "ui/errortext.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace {

struct ErrorText {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

QString sentence(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Canceled:
        return ErrorText::tr("It was stopped before the server answered. Refresh to see what the server holds.");
    case Error::Kind::Offline:
        return ErrorText::tr("The server cannot be reached. Check its address and the network, then try again.");
    case Error::Kind::Timeout:
        return ErrorText::tr("The server did not answer in time. Try again; if it stays slow, ask whoever runs it.");
    case Error::Kind::Unauthorized:
        return ErrorText::tr("The server does not accept the API key. Check the key of this connection, and that it is meant for this dataset.");
    case Error::Kind::Forbidden:
        return ErrorText::tr("The role of the API key does not allow this. Use a key of the right organization with the admin or owner role.");
    case Error::Kind::NotFound:
        return ErrorText::tr("The server does not have it (any more). Refresh to see what is there.");
    case Error::Kind::Conflict:
        return ErrorText::tr("It was changed meanwhile. Refresh, then make your change again.");
    case Error::Kind::TooLarge:
        return ErrorText::tr("That is more than the server takes at once. Send less at a time.");
    case Error::Kind::PlanLimit:
        return ErrorText::tr("The plan of the organization does not allow more. Remove something or enlarge the plan.");
    case Error::Kind::RateLimited:
        return ErrorText::tr("The server gets too many requests. Wait a moment, then try again.");
    case Error::Kind::Rejected:
        return ErrorText::tr("The server refused it. Correct what it names, then try again.");
    case Error::Kind::Server:
        return ErrorText::tr("The server failed. Try again; if it stays so, give the request id to whoever runs it.");
    case Error::Kind::Malformed:
        return ErrorText::tr("The answer could not be understood. The server may be of another version, or the address may be of something else.");
    case Error::Kind::Untrusted:
        return ErrorText::tr("The server could not prove who it is, so nothing was sent. If the certificate below is the right one, choose its file, or that "
                             "of the authority that signed it, as the CA file of this connection.");
    case Error::Kind::ReadOnly:
        return ErrorText::tr("This profile is read-only. Allow changes in its settings, or connect with another one.");
    }
    return {};
}

// Trieve says 401 and 403 without saying what it wanted, so what the operation asks of a key is told from what is known of it.
QString sentenceOfRole(Error::Role role)
{
    switch (role) {
    case Error::Role::Owner:
        return ErrorText::tr("This needs a key with the owner role, of the organization that has it.");
    case Error::Role::Admin:
        return ErrorText::tr("This needs a key with the admin or the owner role, of the organization that has it.");
    case Error::Role::AnyKey:
        return ErrorText::tr("Any key of the organization may do this, unless it was made for other datasets or for some routes only.");
    case Error::Role::Unknown:
        break;
    }
    return {};
}

// Who only reads "try again" would do it twice.
QString sentenceOfDoubt(const Error &error)
{
    if (!error.mayHaveArrived)
        return {};
    switch (error.kind) {
    case Error::Kind::Offline:
        return ErrorText::tr("The connection broke off after it was sent, so the server may have carried it out. Refresh to see what is there before you try again.");
    case Error::Kind::Timeout:
        return ErrorText::tr("The server did not answer in time and may still carry it out. Refresh to see what is there before you try again.");
    case Error::Kind::Server:
        return ErrorText::tr("The server failed, and may have carried it out all the same. Refresh to see what is there before you try again; if it stays so, give the "
                             "request id to whoever runs it.");
    case Error::Kind::Malformed:
        return ErrorText::tr("The answer could not be understood, so the server may have carried it out. Refresh to see what is there before you try again. The server "
                             "may be of another version, or the address may be of something else.");
    default:
        return sentence(error.kind) + u' ' + ErrorText::tr("The server may have carried it out all the same. Refresh to see what is there before you try again.");
    }
}

// What we refuse ourselves before sending already says what to do.
bool isOwnRefusal(const Error &error)
{
    return error.kind == Error::Kind::Rejected && error.httpStatus == 0 && !error.message.isEmpty();
}

}

QString errorReason(const Error &error)
{
    if (isOwnRefusal(error))
        return error.message;
    if (const QString doubt = sentenceOfDoubt(error); !doubt.isEmpty())
        return doubt;
    const QString role = sentenceOfRole(error.neededRole);
    if (error.kind == Error::Kind::Forbidden && !role.isEmpty())
        return ErrorText::tr("The role of the API key does not allow this.") + u' ' + role;
    return role.isEmpty() ? sentence(error.kind) : sentence(error.kind) + u' ' + role;
}

QString errorText(const QString &whatFailed, const Error &error)
{
    QStringList parts{whatFailed, errorReason(error)};
    if (!error.message.isEmpty() && !isOwnRefusal(error)) {
        parts += error.httpStatus > 0 ? ErrorText::tr("The server says: %1").arg(error.message.trimmed())
                                      : ErrorText::tr("Details: %1").arg(error.message.trimmed());
    }
    if (!error.requestId.isEmpty())
        parts += ErrorText::tr("Request id: %1").arg(error.requestId);
    parts.removeAll(QString());
    return parts.join(u'\n');
}

QString errorInShort(const Error &error)
{
    if (error.httpStatus >= 300)
        return ErrorText::tr("the server answered %1").arg(error.httpStatus);
    switch (error.kind) {
    case Error::Kind::Offline: return ErrorText::tr("the server cannot be reached");
    case Error::Kind::Timeout: return ErrorText::tr("the server did not answer in time");
    case Error::Kind::Malformed: return ErrorText::tr("the answer could not be understood");
    default: return ErrorText::tr("the server did not carry it out");
    }
}

#pragma once

#include "app/values/error.h"

#include <QObject>

/// What a server's own answers told of the role of a connection's key, which no operation tells outright. Nothing is known in the
/// beginning, nothing is guessed, and a later answer that says otherwise counts more than an earlier one. GUI thread.
class KeyRole : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The highest role of which an operation was carried out; Unknown before any.
    Error::Role proven() const { return m_proven; }
    /// Whether the server refused that role, or a lower one, to a key that it knows.
    bool lacks(Error::Role needed) const;

    /// An operation that needs this role was carried out.
    void noteSuccess(Error::Role needed);
    /// A server answered 403 with these words to an operation that needs this role. What concerns something else than the role (the
    /// datasets or routes that a key is for, the address that was asked) is not counted.
    void noteForbidden(Error::Role needed, const QString &words);

Q_SIGNALS:
    void changed();

private:
    Error::Role m_proven = Error::Role::Unknown;
    /// The lowest role that was refused; Unknown where none was.
    Error::Role m_refused = Error::Role::Unknown;
};

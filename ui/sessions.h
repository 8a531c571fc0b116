#pragma once

#include "ui/session.h"

#include <QObject>

class Profiles;
class SecretStore;

/// How the window reaches servers: the profiles there are, the one session that is open, and how another one is opened. Implemented by the
/// composition root, which owns everything behind it. One session at a time: opening a profile closes the one before.
class Sessions : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Closed, ///< Nothing was opened yet, or the last attempt failed.
        WaitingForKeyring, ///< The keyring was asked for the key; perhaps it waits for its password.
        Opening, ///< The local workspace is starting.
        Open, ///< There is a session. Whether its server answers is what the first request tells.
    };

    using QObject::QObject;

    virtual Profiles &profiles() = 0;
    virtual SecretStore &secrets() = 0;
    virtual State state() const = 0;
    /// Null unless Open; valid until closing() is emitted.
    virtual const Session *current() const = 0;
    /// The profile that is open or was tried last; empty before the first.
    virtual QString profileId() const = 0;

    /// Closes what is open, reads the key and opens that profile. Ends in opened(), failed() or keyNeeded(). The same profile again reconnects.
    virtual void openProfile(const QString &id) = 0;
    /// A client for a connection that is only tried out: the test in the connection dialog.
    virtual ApiClient client(const Connection &connection) = 0;

Q_SIGNALS:
    void stateChanged();
    void opened();
    /// The session is about to go: whatever holds its client lets go of it now.
    void closing();
    /// Why, in a sentence for the person, and what to do.
    void failed(const QString &why);
    /// There is no key for it: none was stored, or the keyring did not give it. The sentence says which.
    void keyNeeded(const QString &why);
};

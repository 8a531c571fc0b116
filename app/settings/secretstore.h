#pragma once

#include <QObject>
#include <QString>

#include <functional>

/// Where keys of servers are kept, by the profile's id. Every answer comes exactly once, from the event loop of the caller's thread,
/// and not at all once its context or the store is gone. For the GUI thread.
class SecretStore
{
public:
    enum class Outcome {
        Done, ///< Read, stored or removed.
        NotFound, ///< No such entry. No proof that none was ever stored: a locked keyring answers the same.
        NoKeyring, ///< There is no keyring to be reached: offer to keep the key for this session only.
        Refused, ///< The keyring stays locked, or the user or the system said no.
        TimedOut, ///< No answer in time; perhaps the keyring waits for its password.
    };
    struct Answer {
        Outcome outcome = Outcome::Done;
        /// What was read; empty for everything but a read that is Done.
        QString secret;
        /// The keyring's own words where it failed, empty where it said nothing.
        QString detail;
    };
    using Continuation = std::function<void(const SecretStore::Answer &)>;

    SecretStore() = default;
    SecretStore(const SecretStore &) = delete;
    SecretStore &operator=(const SecretStore &) = delete;
    virtual ~SecretStore() = default;

    virtual void read(const QString &id, QObject *context, Continuation continuation) = 0;
    virtual void write(const QString &id, const QString &secret, QObject *context, Continuation continuation) = 0;
    /// Done where there was none, too.
    virtual void remove(const QString &id, QObject *context, Continuation continuation) = 0;

    /// Keeps it in memory only, before anything stored, until it is written, removed or the program ends.
    virtual void keepForSession(const QString &id, const QString &secret) = 0;
    virtual bool isKeptForSession(const QString &id) const = 0;
};

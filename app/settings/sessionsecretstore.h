#pragma once

#include "app/settings/secretstore.h"

#include <QHash>

/// Keeps secrets in memory only: for machines without a keyring, and for tests.
class SessionSecretStore : public SecretStore
{
public:
    void read(const QString &id, QObject *context, Continuation continuation) override;
    void write(const QString &id, const QString &secret, QObject *context, Continuation continuation) override;
    void remove(const QString &id, QObject *context, Continuation continuation) override;
    void keepForSession(const QString &id, const QString &secret) override;
    bool isKeptForSession(const QString &id) const override;
    void forget(const QString &id);

private:
    void answer(QObject *context, Continuation continuation, Answer answer);

    // Guards answers on their way: none comes once the store is gone.
    QObject m_life;
    QHash<QString, QString> m_secrets;
};

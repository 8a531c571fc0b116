#include "app/settings/sessionsecretstore.h"

#include <QPointer>

void SessionSecretStore::read(const QString &id, QObject *context, Continuation continuation)
{
    const bool found = m_secrets.contains(id);
    answer(context, std::move(continuation), {found ? Outcome::Done : Outcome::NotFound, m_secrets.value(id), {}});
}

void SessionSecretStore::write(const QString &id, const QString &secret, QObject *context, Continuation continuation)
{
    m_secrets.insert(id, secret);
    answer(context, std::move(continuation), {});
}

void SessionSecretStore::remove(const QString &id, QObject *context, Continuation continuation)
{
    m_secrets.remove(id);
    answer(context, std::move(continuation), {});
}

void SessionSecretStore::keepForSession(const QString &id, const QString &secret)
{
    m_secrets.insert(id, secret);
}

bool SessionSecretStore::isKeptForSession(const QString &id) const
{
    return m_secrets.contains(id);
}

void SessionSecretStore::forget(const QString &id)
{
    m_secrets.remove(id);
}

void SessionSecretStore::answer(QObject *context, Continuation continuation, Answer answer)
{
    const auto deliver = [life = QPointer<QObject>(&m_life), continuation = std::move(continuation), answer = std::move(answer)] {
        if (life)
            continuation(answer);
    };
    QMetaObject::invokeMethod(context, deliver, Qt::QueuedConnection);
}

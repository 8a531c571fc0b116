#pragma once

#include "app/settings/sessionsecretstore.h"

#include <QPointer>

#include <chrono>
#include <deque>
#include <memory>

namespace QKeychain {
class Job;
}

/// Keeps secrets in the desktop's keyring through QtKeychain, with a deadline of its own: a keyring that asks for its password,
/// or a bus that never answers, would otherwise be waited for without end. Never stores anything in the clear.
class KeychainSecretStore : public QObject, public SecretStore
{
    Q_OBJECT
public:
    /// The service is what the entries are filed under, the deadline counts from each request.
    explicit KeychainSecretStore(const QString &service = QStringLiteral("Retriever"), std::chrono::milliseconds deadline = std::chrono::seconds(60),
                                 QObject *parent = nullptr);
    ~KeychainSecretStore() override;

    void read(const QString &id, QObject *context, Continuation continuation) override;
    /// On Done what was kept for the session goes.
    void write(const QString &id, const QString &secret, QObject *context, Continuation continuation) override;
    void remove(const QString &id, QObject *context, Continuation continuation) override;
    void keepForSession(const QString &id, const QString &secret) override;
    bool isKeptForSession(const QString &id) const override;

private:
    struct Request;

    void enqueue(Request wanted);
    void startNext();
    void finish(QKeychain::Job *job);
    void expire(const std::shared_ptr<Request> &request);
    void answer(Request &request, Answer answer);

    const QString m_service;
    const std::chrono::milliseconds m_deadline;
    SessionSecretStore m_session;
    // The first is with the keyring. QtKeychain runs one job of a service at a time and has no way to stop one, so a request whose
    // deadline passes while it waits here never reaches the keyring.
    std::deque<std::shared_ptr<Request>> m_queue;
    QPointer<QKeychain::Job> m_job;
};

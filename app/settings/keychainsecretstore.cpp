#include "app/settings/keychainsecretstore.h"

#include <QTimer>

#include <qt6keychain/keychain.h>

#include <algorithm>

struct KeychainSecretStore::Request {
    enum class Kind { Read, Write, Remove };
    Kind kind = Kind::Read;
    QString id;
    QString secret;
    QPointer<QObject> context;
    Continuation continuation;
};

namespace {

SecretStore::Outcome outcome(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::NoError:
        return SecretStore::Outcome::Done;
    case QKeychain::EntryNotFound:
        return SecretStore::Outcome::NotFound;
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return SecretStore::Outcome::Refused;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        return SecretStore::Outcome::NoKeyring;
    }
    return SecretStore::Outcome::NoKeyring;
}

} // namespace

KeychainSecretStore::KeychainSecretStore(const QString &service, std::chrono::milliseconds deadline, QObject *parent)
    : QObject(parent), m_service(service), m_deadline(deadline)
{
}

// A running job is not deleted: the keyring's answer would arrive at freed memory. It deletes itself when the answer comes.
KeychainSecretStore::~KeychainSecretStore() = default;

void KeychainSecretStore::read(const QString &id, QObject *context, Continuation continuation)
{
    if (m_session.isKeptForSession(id))
        m_session.read(id, context, std::move(continuation));
    else
        enqueue({Request::Kind::Read, id, {}, context, std::move(continuation)});
}

void KeychainSecretStore::write(const QString &id, const QString &secret, QObject *context, Continuation continuation)
{
    enqueue({Request::Kind::Write, id, secret, context, std::move(continuation)});
}

void KeychainSecretStore::remove(const QString &id, QObject *context, Continuation continuation)
{
    m_session.forget(id);
    enqueue({Request::Kind::Remove, id, {}, context, std::move(continuation)});
}

void KeychainSecretStore::keepForSession(const QString &id, const QString &secret)
{
    m_session.keepForSession(id, secret);
}

bool KeychainSecretStore::isKeptForSession(const QString &id) const
{
    return m_session.isKeptForSession(id);
}

void KeychainSecretStore::enqueue(Request wanted)
{
    auto request = std::make_shared<Request>(std::move(wanted));
    const std::weak_ptr<Request> weak = request;
    QTimer::singleShot(m_deadline, this, [this, weak] {
        if (const auto late = weak.lock())
            expire(late);
    });
    m_queue.push_back(std::move(request));
    startNext();
}

void KeychainSecretStore::startNext()
{
    if (m_job || m_queue.empty())
        return;
    const Request &request = *m_queue.front();
    switch (request.kind) {
    case Request::Kind::Read:
        m_job = new QKeychain::ReadPasswordJob(m_service);
        break;
    case Request::Kind::Write: {
        auto *job = new QKeychain::WritePasswordJob(m_service);
        job->setTextData(request.secret);
        m_job = job;
        break;
    }
    case Request::Kind::Remove:
        m_job = new QKeychain::DeletePasswordJob(m_service);
        break;
    }
    m_job->setKey(request.id);
    connect(m_job, &QKeychain::Job::finished, this, &KeychainSecretStore::finish);
    m_job->start();
}

void KeychainSecretStore::finish(QKeychain::Job *job)
{
    // The job deletes itself later; it is out of the way now.
    m_job = nullptr;
    if (!m_queue.empty() && m_queue.front()->continuation) {
        const std::shared_ptr<Request> request = m_queue.front();
        m_queue.pop_front();
        Answer result{outcome(job->error()), {}, job->error() == QKeychain::NoError ? QString() : job->errorString()};
        if (const auto *read = qobject_cast<QKeychain::ReadPasswordJob *>(job); read && result.outcome == Outcome::Done)
            result.secret = read->textData();
        if (request->kind == Request::Kind::Remove && result.outcome == Outcome::NotFound)
            result = {};
        if (request->kind == Request::Kind::Write && result.outcome == Outcome::Done)
            m_session.forget(request->id);
        answer(*request, std::move(result));
    } else if (!m_queue.empty()) {
        m_queue.pop_front();
    }
    startNext();
}

void KeychainSecretStore::expire(const std::shared_ptr<Request> &request)
{
    answer(*request, {Outcome::TimedOut, {}, {}});
    // The one with the keyring keeps its place, told, until the keyring answers; the others go.
    if (!m_queue.empty() && m_queue.front() != request)
        std::erase(m_queue, request);
}

void KeychainSecretStore::answer(Request &request, Answer answer)
{
    request.secret.clear();
    const Continuation continuation = std::exchange(request.continuation, nullptr);
    if (!request.context || !continuation)
        return;
    const auto deliver = [store = QPointer<KeychainSecretStore>(this), continuation, answer = std::move(answer)] {
        if (store)
            continuation(answer);
    };
    QMetaObject::invokeMethod(request.context, deliver, Qt::QueuedConnection);
}

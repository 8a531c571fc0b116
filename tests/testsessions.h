#pragma once

#include "app/api/networkpath.h"
#include "app/settings/profiles.h"
#include "app/settings/sessionsecretstore.h"
#include "app/settings/settings.h"
#include "ui/profileconnection.h"
#include "ui/sessions.h"

#include <QTemporaryDir>

/// Sessions as the program has them, with a settings file of their own and keys in memory: the local workspace is the server that the test runs.
class TestSessions : public Sessions
{
public:
    TestSessions(const QUrl &url, const QString &key, const OrganizationId &organization)
        : m_local{.baseUrl = url, .apiKey = key, .organization = organization}, m_settings(m_folder.filePath(QStringLiteral("retriever.ini"))), m_profiles(m_settings)
    {
    }

    ~TestSessions() override { close(); }

    Settings &settings() { return m_settings; }
    Profiles &profiles() override { return m_profiles; }
    void useSecrets(std::unique_ptr<SecretStore> secrets) { m_secrets = std::move(secrets); }
    SecretStore &secrets() override { return *m_secrets; }
    State state() const override { return m_state; }
    const Session *current() const override { return m_session.get(); }
    QString profileId() const override { return m_profileId; }
    ApiClient client(const Connection &connection) override
    {
        m_trial = std::make_unique<NetworkPath>(connection.proxy);
        ApiClient client = m_trial->client(connection);
        client.keepHistory(m_history);
        return client;
    }
    RequestHistory &history() { return m_history; }
    /// Where it writes whatever it writes.
    QString folder() const { return m_folder.path(); }
    /// Requests are sent once unless a test wants it otherwise.
    void setRetryPolicy(const RetryPolicy &policy) { m_policy = policy; }

    void openProfile(const QString &id) override
    {
        close();
        m_profileId = id;
        const Profile profile = *m_profiles.find(id);
        if (profile.kind == Profile::Kind::LocalWorkspace)
            return open(profile, m_local);
        m_state = State::WaitingForKeyring;
        Q_EMIT stateChanged();
        m_secrets->read(id, this, [this, profile](const SecretStore::Answer &answer) {
            m_state = State::Closed;
            const ProfileSecrets secrets = ProfileSecrets::fromText(answer.secret);
            if (answer.outcome == SecretStore::Outcome::Done && secrets.sufficesFor(profile))
                return open(profile, *connectionOf(profile, secrets));
            Q_EMIT stateChanged();
            Q_EMIT keyNeeded(QStringLiteral("No key is stored for it."));
        });
    }

    void close()
    {
        if (!m_session)
            return;
        Q_EMIT closing();
        m_session.reset();
        m_state = State::Closed;
        Q_EMIT stateChanged();
    }

private:
    void open(const Profile &profile, const Connection &connection)
    {
        m_path = std::make_unique<NetworkPath>(connection.proxy);
        m_session.reset(new Session{profile, m_path->client(connection, {}, m_policy)});
        m_session->client.keepHistory(m_history);
        m_state = State::Open;
        Q_EMIT stateChanged();
        Q_EMIT opened();
    }

    QTemporaryDir m_folder;
    RequestHistory m_history{m_folder.filePath(QStringLiteral("requests"))};
    Connection m_local;
    RetryPolicy m_policy = RetryPolicy::never();
    Settings m_settings;
    Profiles m_profiles;
    std::unique_ptr<SecretStore> m_secrets = std::make_unique<SessionSecretStore>();
    std::unique_ptr<NetworkPath> m_path;
    std::unique_ptr<NetworkPath> m_trial;
    std::unique_ptr<Session> m_session;
    State m_state = State::Closed;
    QString m_profileId;
};

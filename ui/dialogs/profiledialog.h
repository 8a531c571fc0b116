#pragma once

#include "app/settings/profilesecrets.h"
#include "app/settings/profiles.h"
#include "app/settings/secretstore.h"
#include "ui/dialogs/connectiontest.h"
#include "ui/widgets/formdialog.h"

class ColourPicker;
class FileField;
class HeadersField;
class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;
class Sessions;
class TestSteps;

/// A connection to a server, new or to be changed. What is secret goes to the keyring; where there is none, it is kept for this run of the
/// program only, after saying so. The sessions must outlive it.
class ProfileDialog : public FormDialog
{
    Q_OBJECT

public:
    /// A null profile begins a new one.
    ProfileDialog(Sessions &sessions, const Profile *profile, QWidget *parent);

Q_SIGNALS:
    /// Stored, and its secrets are in the keyring or kept for this run.
    void stored(const QString &profileId);

private:
    QLineEdit *addLine(const QString &name, const QString &label, const QString &help, const QString &text);
    QLineEdit *addSecret(const QString &name, const QString &label, bool isStored);
    FileField *addFile(const QString &name, const QString &label, const QString &title, const QString &help, const QString &path);
    QCheckBox *addCheck(const QString &name, const QString &label, bool checked);
    void addServerTab();
    void addProxyTab();
    void addHeaderTab();
    void addCertificateTab();
    void addTestTab();
    Profile typed() const;
    ProfileSecrets typedSecrets() const;
    bool hasSecrets() const;
    void check();
    bool showProblem(Profiles::Problem problem);
    /// Runs it with what was typed and, for the rest, what is stored; says so where that is not all. Busy meanwhile.
    void withSecrets(const std::function<void(const Profile &, const ProfileSecrets &)> &proceed);
    void test();
    void runTest(const Profile &profile, const ProfileSecrets &secrets);
    void submit();
    void keep(const Profile &profile, const ProfileSecrets &secrets);
    void keyAnswered(const SecretStore::Answer &answer);
    void offerSessionOnly(SecretStore::Outcome outcome);
    void store(bool hasStoredKey);

    Sessions &m_sessions;
    Profile m_profile;
    const bool m_isNew;
    bool m_sessionOnly = false;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_url = nullptr;
    QLineEdit *m_key = nullptr;
    QLineEdit *m_organization = nullptr;
    QLineEdit *m_dataset = nullptr;
    ColourPicker *m_colour = nullptr;
    QCheckBox *m_production = nullptr;
    QCheckBox *m_readOnly = nullptr;
    QComboBox *m_proxy = nullptr;
    QLineEdit *m_proxyHost = nullptr;
    QSpinBox *m_proxyPort = nullptr;
    QLineEdit *m_proxyUser = nullptr;
    QLineEdit *m_proxyPassword = nullptr;
    HeadersField *m_headers = nullptr;
    FileField *m_authorities = nullptr;
    FileField *m_certificate = nullptr;
    FileField *m_keyFile = nullptr;
    QLineEdit *m_passphrase = nullptr;
    TestSteps *m_steps = nullptr;
    QPushButton *m_testButton = nullptr;
    std::unique_ptr<ConnectionTest> m_test;
};

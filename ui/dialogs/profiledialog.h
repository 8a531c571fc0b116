#pragma once

#include "app/settings/profile.h"
#include "app/settings/profiles.h"
#include "app/settings/secretstore.h"
#include "ui/dialogs/connectiontest.h"
#include "ui/widgets/formdialog.h"

class ColourPicker;
class QLineEdit;
class Sessions;

/// A connection to a server, new or to be changed. The key goes to the keyring; where there is none, it is kept for this run of the program
/// only, after saying so. The sessions must outlive it.
class ProfileDialog : public FormDialog
{
    Q_OBJECT

public:
    /// A null profile begins a new one.
    ProfileDialog(Sessions &sessions, const Profile *profile, QWidget *parent);

Q_SIGNALS:
    /// Stored, and its key is in the keyring or kept for this run.
    void stored(const QString &profileId);

private:
    QLineEdit *addLine(const QString &name, const QString &label, const QString &help, const QString &text);
    void addFields();
    Profile typed() const;
    void check();
    bool showProblem(Profiles::Problem problem);
    void test();
    void submit();
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
    QPushButton *m_testButton = nullptr;
    std::unique_ptr<ConnectionTest> m_test;
};

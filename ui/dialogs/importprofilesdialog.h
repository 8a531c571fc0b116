#pragma once

#include "app/settings/profile.h"
#include "ui/widgets/formdialog.h"

class QComboBox;
class Sessions;

/// Takes connections over from a file that somebody exported: each is added under its name, and where that is taken the person says what is
/// meant. Secrets are not in such a file; they are asked for at the first use. The sessions must outlive it.
class ImportProfilesDialog : public FormDialog
{
    Q_OBJECT

public:
    /// There is at least one profile.
    ImportProfilesDialog(Sessions &sessions, const QList<Profile> &profiles, QWidget *parent);

Q_SIGNALS:
    /// How many were taken, and the one that is open among them, which has to be opened anew; empty where it is not.
    void imported(int count, const QString &openProfile);

private:
    enum Choice { Add, Replace, LeaveOut };

    void addRow(const Profile &profile);
    void submit();
    void take(const Profile &profile, Choice choice);
    void replace(Profile profile);

    Sessions &m_sessions;
    QList<Profile> m_profiles;
    QList<QComboBox *> m_choices;
    int m_taken = 0;
    QString m_reopen;
};

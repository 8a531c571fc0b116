#pragma once

#include "app/settings/profilesecrets.h"

#include <QWidget>

class Sessions;
class QCheckBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

/// What is shown while there is no session: that the keyring or the local workspace is waited for, why a connection could not be opened, or
/// the fields for what is secret of it. It follows the sessions by itself; they must outlive it.
class ConnectionPane : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionPane(Sessions &sessions, QWidget *parent = nullptr);

Q_SIGNALS:
    /// How the connection is, in few words.
    void judged(const QString &state, bool isTrouble);
    void statusMessage(const QString &text);

private:
    void showState();
    void showFailure(const QString &why);
    void askForSecrets(const QString &why);
    void show(const QString &iconName, const QString &sentence, bool waiting, bool retry, bool key);
    QLineEdit *addSecret(const QString &objectName, const QString &label);
    void buildForm();
    bool isComplete() const;
    void submit();
    void keep(const QString &profileId, const QString &secrets);
    void changeEvent(QEvent *event) override;

    Sessions &m_sessions;
    QLabel *m_icon = nullptr;
    QLabel *m_sentence = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_retry = nullptr;
    QWidget *m_keyForm = nullptr;
    QVBoxLayout *m_fields = nullptr;
    QList<QLineEdit *> m_secrets;
    QCheckBox *m_keep = nullptr;
    QPushButton *m_connect = nullptr;
    QString m_iconName;
};

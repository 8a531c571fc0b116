#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

/// What is shown while there is no session: that the keyring or the local workspace is waited for, why a connection could not be opened, or the
/// field for a key that is used for this run of the program only.
class ConnectionPane : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionPane(QWidget *parent = nullptr);

    void showWaiting(const QString &sentence);
    void showFailure(const QString &why);
    void askForKey(const QString &why);

Q_SIGNALS:
    void retryRequested();
    void keyEntered(const QString &key);

private:
    void show(const QString &iconName, const QString &sentence, bool waiting, bool retry, bool key);
    void submitKey();
    void changeEvent(QEvent *event) override;

    QLabel *m_icon = nullptr;
    QLabel *m_sentence = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_retry = nullptr;
    QWidget *m_keyForm = nullptr;
    QLineEdit *m_key = nullptr;
    QPushButton *m_connect = nullptr;
    QString m_iconName;
};

#pragma once

#include <QMenu>

class Appearance;
class ProfileExchange;
class Sessions;

/// The menu under the profile button: the connections there are, and their dialogs. It asks for a connection to be opened, because the page
/// that is shown has to agree first. Sessions and appearance must outlive it.
class ConnectionMenu : public QMenu
{
    Q_OBJECT

public:
    ConnectionMenu(Sessions &sessions, Appearance &appearance, QWidget *window);

    /// "Connect to a server...", for the File menu too.
    QAction *connectAction() const { return m_connect; }

Q_SIGNALS:
    void profileRequested(const QString &id);
    void aboutRequested();
    void statusMessage(const QString &text);

private:
    void rebuild();
    void openDialog(bool forNew);
    void confirmRemoval();
    void removeLeft();

    Sessions &m_sessions;
    Appearance &m_appearance;
    QWidget *m_window = nullptr;
    QAction *m_connect = nullptr;
    ProfileExchange *m_exchange = nullptr;
    /// The connection to remove once another one is open.
    QString m_leaving;
};

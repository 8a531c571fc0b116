#pragma once

#include "ui/pagespecs.h"

#include <QMainWindow>

class Appearance;
class ConnectionMenu;
class ConnectionPane;
class ProductionStrip;
class RetryStrip;
class DatasetCommands;
class Sessions;
class Settings;
class Sidebar;
class Workspace;
class QLabel;
class QSplitter;
class QStackedWidget;

/// The shell: sidebar, what is shown beside it, menus, status bar. It knows where one is and how to get elsewhere; what is done there belongs to
/// the pages. Sessions, settings and appearance must outlive it.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(Sessions &sessions, Settings &settings, Appearance &appearance, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Null while no session is open.
    Workspace *workspace() const { return m_workspace; }
    /// Closes the session and opens another one, once the page that is shown agrees.
    void requestProfile(const QString &id);

private:
    void makeMenus();
    void makeFileMenu();
    void makeViewMenu();
    QAction *addCommand(QMenu *menu, const QString &text, const QString &iconName, const QKeySequence &shortcut, void (MainWindow::*run)());
    void connectSessions();
    void openWorkspace();
    void closeWorkspace();
    void showWaiting();
    void showShown();
    void judgeConnection(bool reachable, const QString &why);
    void refresh();
    void openHandbook();
    void foldSidebar(bool folded);
    void showStatus(const QString &text);
    void restorePlaces();
    void savePlaces();
    void closeEvent(QCloseEvent *event) override;

    Sessions &m_sessions;
    Settings &m_settings;
    Appearance &m_appearance;
    const QList<PageSpec> m_pages;
    Sidebar *m_sidebar = nullptr;
    QSplitter *m_splitter = nullptr;
    QStackedWidget *m_content = nullptr;
    ConnectionPane *m_connectionPane = nullptr;
    Workspace *m_workspace = nullptr;
    DatasetCommands *m_commands = nullptr;
    ConnectionMenu *m_connections = nullptr;
    QMenu *m_pageMenu = nullptr;
    QLabel *m_server = nullptr;
    ProductionStrip *m_production = nullptr;
    RetryStrip *m_retries = nullptr;
    QList<QAction *> m_pageActions;
    bool m_mayClose = false;
};

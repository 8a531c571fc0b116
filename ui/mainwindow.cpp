#include "ui/mainwindow.h"

#include "app/settings/profiles.h"
#include "app/settings/settings.h"
#include "ui/appearancemenu.h"
#include "ui/connectionmenu.h"
#include "ui/connectionpane.h"
#include "ui/datasetcommands.h"
#include "ui/helpmenu.h"
#include "ui/icons.h"
#include "ui/productionstrip.h"
#include "ui/profilebutton.h"
#include "ui/sessions.h"
#include "ui/sidebar.h"
#include "ui/widgets/retrystrip.h"
#include "ui/widgets/scrollaccess.h"
#include "ui/workspace.h"

#include <QAccessible>
#include <QCloseEvent>
#include <QLabel>
#include <QMenuBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

constexpr QSize smallestSize(1024, 700);
constexpr QSize firstSize(1280, 800);
constexpr int firstSidebarWidth = 232;
constexpr int statusMilliseconds = 6000;

}

MainWindow::MainWindow(Sessions &sessions, Settings &settings, Appearance &appearance, QWidget *parent)
    : QMainWindow(parent), m_sessions(sessions), m_settings(settings), m_appearance(appearance), m_pages(pageSpecs()), m_sidebar(new Sidebar(m_pages)),
      m_splitter(new QSplitter(this)), m_content(new QStackedWidget), m_connectionPane(new ConnectionPane(sessions)), m_commands(new DatasetCommands(this)),
      m_connections(new ConnectionMenu(sessions, appearance, this)), m_server(new QLabel(this)),
      m_production(new ProductionStrip), m_retries(new RetryStrip(RetryStrip::Shape::Line, this))
{
    QAccessible::installFactory(&scrollaccess::create);
    setObjectName(u"mainWindow"_s);
    setMinimumSize(smallestSize);
    // Before it gets a place: a style looks at what widgets say of themselves only once.
    m_content->setProperty("ground", u"surface"_s);
    m_splitter->setObjectName(u"sidebarSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_sidebar);
    m_splitter->addWidget(m_content);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({firstSidebarWidth, firstSize.width() - firstSidebarWidth});
    m_content->addWidget(m_connectionPane);
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_production);
    column->addWidget(m_splitter, 1);
    setCentralWidget(whole);
    m_server->setProperty("look", u"secondary"_s);
    m_server->setContentsMargins(0, 0, 12, 0);
    statusBar()->addPermanentWidget(m_retries);
    statusBar()->addPermanentWidget(m_server);
    // What comes and goes in it does not move the window.
    statusBar()->setMinimumHeight(m_retries->sizeHint().height() + 4);
    statusBar()->setSizeGripEnabled(false);

    m_sidebar->setActions(m_commands->createAction(), m_commands->datasetActions());
    m_sidebar->profileButton().setMenu(m_connections);
    m_commands->setTarget([this] { return m_sidebar->menuDataset(); });
    connect(m_sidebar, &Sidebar::datasetRequested, this, [this](const DatasetId &dataset) { m_workspace->openDataset(dataset); });
    connect(m_sidebar, &Sidebar::pageRequested, this, [this](const QString &id) { m_workspace->openPage(id); });
    connect(m_commands, &DatasetCommands::statusMessage, this, &MainWindow::showStatus);
    connect(m_connections, &ConnectionMenu::profileRequested, this, &MainWindow::requestProfile);
    connect(m_connections, &ConnectionMenu::statusMessage, this, &MainWindow::showStatus);
    makeMenus();
    restorePlaces();
    connectSessions();
}

MainWindow::~MainWindow()
{
    closeWorkspace();
}

void MainWindow::makeMenus()
{
    makeFileMenu();
    makeViewMenu();
    QMenu *dataset = menuBar()->addMenu(tr("&Dataset"));
    dataset->setToolTipsVisible(true);
    dataset->addAction(m_commands->addDocumentsAction());
    dataset->addSeparator();
    dataset->addActions(m_commands->datasetActions());
    m_pageMenu = menuBar()->addMenu(tr("&Page"));
    auto *help = new HelpMenu(this);
    menuBar()->addMenu(help);
    connect(help, &HelpMenu::handbookRequested, this, &MainWindow::openHandbook);
    connect(m_connections, &ConnectionMenu::aboutRequested, help, &HelpMenu::openAbout);
}

void MainWindow::makeFileMenu()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(m_commands->createAction());
    file->addAction(m_commands->addDocumentsAction());
    file->addSeparator();
    file->addAction(m_connections->connectAction());
    file->addSeparator();
    connect(addCommand(file, tr("&Quit"), u"close"_s, QKeySequence::Quit, nullptr), &QAction::triggered, this, &QWidget::close);
}

void MainWindow::makeViewMenu()
{
    QMenu *view = menuBar()->addMenu(tr("&View"));
    addCommand(view, tr("&Refresh"), u"refresh"_s, QKeySequence::Refresh, &MainWindow::refresh);
    view->addSeparator();
    for (int i = 0; i < m_pages.size(); ++i) {
        QAction *action = addCommand(view, m_pages.at(i).title, m_pages.at(i).iconName, QKeySequence(u"Ctrl+%1"_s.arg(i + 1)), nullptr);
        connect(action, &QAction::triggered, this, [this, id = m_pages.at(i).id] { m_workspace->openPage(id); });
        m_pageActions.append(action);
    }
    view->addSeparator();
    QAction *sidebar = addCommand(view, tr("&Sidebar"), u"sidebar"_s, QKeySequence(u"Ctrl+B"_s), nullptr);
    sidebar->setCheckable(true);
    sidebar->setChecked(!m_settings.value(Settings::Key::SidebarFolded).toBool());
    connect(sidebar, &QAction::toggled, this, [this](bool shown) { foldSidebar(!shown); });
    view->addMenu(new AppearanceMenu(m_appearance, view));
}

QAction *MainWindow::addCommand(QMenu *menu, const QString &text, const QString &iconName, const QKeySequence &shortcut, void (MainWindow::*run)())
{
    QAction *action = menu->addAction(icon(iconName), text);
    action->setShortcut(shortcut);
    if (run)
        connect(action, &QAction::triggered, this, run);
    return action;
}

void MainWindow::connectSessions()
{
    connect(&m_sessions, &Sessions::opened, this, &MainWindow::openWorkspace);
    connect(&m_sessions, &Sessions::closing, this, &MainWindow::closeWorkspace);
    connect(&m_sessions, &Sessions::stateChanged, this, &MainWindow::showWaiting);
    connect(m_connectionPane, &ConnectionPane::judged, &m_sidebar->profileButton(), &ProfileButton::setConnectionState);
    connect(m_connectionPane, &ConnectionPane::statusMessage, this, &MainWindow::showStatus);
    connect(&m_sessions.profiles(), &Profiles::updated, this, &MainWindow::showWaiting);
    showWaiting();
    if (m_sessions.current())
        openWorkspace();
}

void MainWindow::requestProfile(const QString &id)
{
    // Queued: the page that agrees must not be deleted from within its own agreement.
    const auto open = [this, id] { QMetaObject::invokeMethod(this, [this, id] { m_sessions.openProfile(id); }, Qt::QueuedConnection); };
    if (m_workspace)
        m_workspace->leave(open);
    else
        open();
}

void MainWindow::showWaiting()
{
    const Profile *profile = m_sessions.profiles().find(m_sessions.profileId());
    m_sidebar->profileButton().setProfile(profile ? *profile : m_sessions.profiles().localWorkspace());
    m_production->setProfile(profile ? *profile : Profile());
    m_content->setCurrentWidget(m_workspace ? static_cast<QWidget *>(m_workspace) : m_connectionPane);
}

void MainWindow::openWorkspace()
{
    closeWorkspace();
    const Session &session = *m_sessions.current();
    m_sidebar->profileButton().setProfile(session.profile);
    m_sidebar->profileButton().setConnectionState(tr("Connecting\u2026"), false);
    QStringList told{session.client.connection().baseUrl.authority()};
    if (session.profile.isReadOnly)
        told.prepend(tr("Read-only"));
    m_server->setText(told.join(u" \u00b7 "_s));
    m_retries->setBoard(session.client.retries());
    m_sidebar->profileButton().followKey(session.client.keyRole());
    m_workspace = new Workspace(session, m_pages);
    m_content->addWidget(m_workspace);
    m_content->setCurrentWidget(m_workspace);
    connect(m_workspace, &Workspace::shown, this, &MainWindow::showShown);
    connect(m_workspace, &Workspace::pageMade, this, [this](Page *page) { rememberIn(m_settings, *page); });
    connect(m_workspace, &Workspace::connectionJudged, this, &MainWindow::judgeConnection);
    connect(m_workspace, &Workspace::newDatasetRequested, m_commands->createAction(), &QAction::trigger);
    connect(m_workspace, &Workspace::addDocumentsRequested, m_commands->addDocumentsAction(), &QAction::trigger);
    connect(m_workspace, &Workspace::statusMessage, this, &MainWindow::showStatus);
    m_sidebar->setModel(&m_workspace->datasets());
    m_commands->setWorkspace(m_workspace);
    m_settings.setValue(Settings::Key::LastProfile, session.profile.id);
    const QString last = m_settings.value(Settings::Key::LastDataset, session.profile.id).toString();
    m_workspace->chooseWhenListed(last.isEmpty() ? session.profile.dataset : DatasetId(last),
        m_settings.value(Settings::Key::LastPage).toString());
    showShown();
}

void MainWindow::closeWorkspace()
{
    m_commands->setWorkspace(nullptr);
    m_sidebar->setModel(nullptr);
    m_pageMenu->clear();
    m_server->clear();
    m_retries->setBoard(nullptr);
    m_sidebar->profileButton().followKey(nullptr);
    delete std::exchange(m_workspace, nullptr);
    for (QAction *action : std::as_const(m_pageActions))
        action->setEnabled(false);
    setWindowTitle(tr("Retriever"));
}

void MainWindow::showShown()
{
    const Dataset *dataset = m_workspace->dataset();
    m_sidebar->markDataset(dataset ? dataset->id : DatasetId());
    m_sidebar->markPage(m_workspace->pageId());
    m_commands->updateActions();
    m_pageMenu->clear();
    if (const Page *page = m_workspace->currentPage())
        m_pageMenu->addActions(page->pageActions());
    m_pageMenu->setEnabled(!m_pageMenu->isEmpty());
    for (int i = 0; i < m_pageActions.size(); ++i)
        m_pageActions.at(i)->setEnabled(dataset);
    setWindowTitle(dataset ? tr("%1 \u2013 Retriever").arg(dataset->name) : tr("Retriever"));
    if (!dataset)
        return;
    m_settings.setValue(Settings::Key::LastDataset, m_sessions.profileId(), dataset->id.text());
    m_settings.setValue(Settings::Key::LastPage, m_workspace->pageId());
}

void MainWindow::judgeConnection(bool reachable, const QString &why)
{
    m_sidebar->profileButton().setConnectionState(reachable ? tr("Connected") : why, !reachable);
}

void MainWindow::refresh()
{
    if (m_workspace)
        m_workspace->refresh();
}

void MainWindow::openHandbook()
{
    if (!m_workspace)
        return;
    const DatasetModel &datasets = m_workspace->datasets();
    const QModelIndexList found = datasets.match(datasets.index(0, 0), Qt::DisplayRole, u"Handbook"_s, 1, Qt::MatchFixedString);
    if (found.isEmpty())
        showStatus(tr("There is no dataset called \u201CHandbook\u201D here. The local workspace has it."));
    else
        m_workspace->openDatasetPage(DatasetId(found.first().data(PagedModel::IdRole).toString()), m_pages.first().id);
}

void MainWindow::foldSidebar(bool folded)
{
    m_sidebar->setVisible(!folded);
    m_settings.setValue(Settings::Key::SidebarFolded, folded);
}

void MainWindow::showStatus(const QString &text)
{
    statusBar()->showMessage(text, statusMilliseconds);
}

void MainWindow::restorePlaces()
{
    // restoreGeometry moves a window whose screen is gone onto one that is there.
    if (!restoreGeometry(m_settings.value(Settings::Key::WindowGeometry).toByteArray()))
        resize(firstSize);
    m_splitter->restoreState(m_settings.value(Settings::Key::Splitter, m_splitter->objectName()).toByteArray());
    m_sidebar->setVisible(!m_settings.value(Settings::Key::SidebarFolded).toBool());
}

void MainWindow::savePlaces()
{
    m_settings.setValue(Settings::Key::WindowGeometry, saveGeometry());
    m_settings.setValue(Settings::Key::Splitter, m_splitter->objectName(), m_splitter->saveState());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_workspace && !m_mayClose) {
        event->ignore();
        m_workspace->leave([this] {
            m_mayClose = true;
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        });
        return;
    }
    savePlaces();
    event->accept();
}

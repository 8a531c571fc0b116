#include "ui/helpmenu.h"

#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/shortcutsheet.h"
#include "ui/icons.h"

#include <QMainWindow>
#include <QMenuBar>

using namespace Qt::StringLiterals;

HelpMenu::HelpMenu(QMainWindow *window) : QMenu(tr("&Help"), window), m_window(window)
{
    QAction *handbook = addAction(::icon(u"book"_s), tr("&Handbook"));
    handbook->setShortcut(QKeySequence::HelpContents);
    connect(handbook, &QAction::triggered, this, &HelpMenu::handbookRequested);
    QAction *shortcuts = addAction(::icon(u"help"_s), tr("&Keyboard shortcuts"));
    shortcuts->setShortcut(QKeySequence(u"Ctrl+/"_s));
    connect(shortcuts, &QAction::triggered, this, &HelpMenu::openShortcuts);
    connect(addAction(::icon(u"information"_s), tr("&About Retriever")), &QAction::triggered, this, &HelpMenu::openAbout);
}

void HelpMenu::openShortcuts()
{
    (new ShortcutSheet(*m_window->menuBar(), m_window))->open();
}

void HelpMenu::openAbout()
{
    (new AboutDialog(m_window))->open();
}

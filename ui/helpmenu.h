#pragma once

#include <QMenu>

class QMainWindow;

/// The Help menu of the window, with its dialogs. The handbook is a dataset, so it is asked for.
class HelpMenu : public QMenu
{
    Q_OBJECT

public:
    explicit HelpMenu(QMainWindow *window);

    void openAbout();

Q_SIGNALS:
    void handbookRequested();

private:
    void openShortcuts();

    QMainWindow *m_window = nullptr;
};

#pragma once

#include <QDialog>

class QMenuBar;

/// Every action of the menus that has a shortcut, by menu. Shown with open(); deletes itself.
class ShortcutSheet : public QDialog
{
    Q_OBJECT

public:
    ShortcutSheet(const QMenuBar &menus, QWidget *parent);
};

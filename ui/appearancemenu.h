#pragma once

#include <QMenu>

class Appearance;

/// The choice between the desktop's look, light and dark. The appearance must outlive it.
class AppearanceMenu : public QMenu
{
    Q_OBJECT

public:
    AppearanceMenu(Appearance &appearance, QWidget *parent);
};

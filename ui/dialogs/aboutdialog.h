#pragma once

#include <QDialog>

/// What the program is, which version, and what it is made of. Shown with open(); deletes itself.
class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AboutDialog(QWidget *parent);
};

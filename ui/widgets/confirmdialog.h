#pragma once

#include "ui/widgets/formdialog.h"

class QLineEdit;

/// Asks before something is lost: what will be lost, and a button named after the act. For the largest acts the name of the thing has to be
/// typed. It waits for the server within itself like every FormDialog: connect submitted().
class ConfirmDialog : public FormDialog
{
    Q_OBJECT

public:
    ConfirmDialog(const QString &title, const QString &whatIsLost, const QString &act, QWidget *parent);

    /// The act is possible once exactly that was typed.
    void requireTyped(const QString &name);
    void setWhatIsLost(const QString &text);

private:
    QLabel *m_text = nullptr;
    QLineEdit *m_typed = nullptr;
};

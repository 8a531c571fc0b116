#pragma once

#include "app/values/error.h"

#include <QDialog>
#include <QHash>
#include <QPointer>

class MessageBar;
class QDialogButtonBox;
class QLabel;
class QPushButton;
class QTabWidget;
class QVBoxLayout;

/// A narrow form that asks for one thing and waits for the server within itself: labels above the fields, help and errors under them, a message
/// bar for what the server refuses. What was typed stays until it worked. Shown with open(); deletes itself when closed.
/// Fields are laid out in the order they are added, which is the tab order.
///
/// The owner connects submitted(), starts its Call, says setBusy(true), and ends with accept() or showError(). Cancel and Escape while busy
/// emit aborted() (drop the Call) and leave the dialog open; otherwise they close it.
class FormDialog : public QDialog
{
    Q_OBJECT

public:
    /// The title and the accept button are named after the act: "New dataset", "Create dataset".
    FormDialog(const QString &title, const QString &acceptText, QWidget *parent);

    /// What is added from now on goes onto a new page with that name.
    void beginTab(const QString &title);
    /// The page that was added that many-th, counted from 0.
    void showTab(int index);
    /// A label with a mnemonic above the field; the dialog becomes the field's parent.
    void addField(const QString &label, QWidget *field, const QString &help = {});
    /// Anything without a label: a sentence, a check box, a group.
    void addWidget(QWidget *widget);
    /// A plain sentence over the whole width.
    QLabel *addText(const QString &text);

    /// What is wrong with that field; an empty text takes it away.
    void setFieldError(QWidget *field, const QString &error);
    QString fieldError(QWidget *field) const;
    /// Whether the accept button may be pressed when not busy; true from the start.
    void setAcceptable(bool acceptable);
    void setBusy(bool busy);
    bool isBusy() const { return m_busy; }
    /// Ends the busy state; what was typed stays.
    void showError(const QString &whatFailed, const Error &error);

    MessageBar &messageBar() { return *m_messageBar; }
    QPushButton &acceptButton() { return *m_accept; }
    /// A further button at the left of the row: "Test connection".
    QPushButton *addButton(const QString &text);

    void reject() override;
    bool event(QEvent *event) override;

Q_SIGNALS:
    /// The accept button was pressed while acceptable.
    void submitted();
    void aborted();

private:
    QLabel *addErrorLine(const QString &name);
    void markTabs();
    void updateButtons();
    void fitHeight();

    MessageBar *m_messageBar = nullptr;
    QVBoxLayout *m_fields = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
    QPushButton *m_accept = nullptr;
    QWidget *m_form = nullptr;
    QTabWidget *m_tabs = nullptr;
    QHash<QWidget *, QLabel *> m_errors;
    /// The height that was last fitted to the content, until the person changes it.
    int m_fittedHeight = 0;
    QPointer<QWidget> m_focusBefore;
    bool m_acceptable = true;
    bool m_busy = false;
};

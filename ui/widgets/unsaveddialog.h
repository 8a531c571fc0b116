#pragma once

#include <QDialog>

class QPushButton;

/// Asks what becomes of changes that were not saved yet. Shown with open(); deletes itself. Escape means to stay.
class UnsavedDialog : public QDialog
{
    Q_OBJECT

public:
    /// What is unsaved, as a sentence: "The settings of “Handbook” were changed and not saved."
    UnsavedDialog(const QString &whatIsUnsaved, QWidget *parent);

    /// Why there is no saving; empty where there is.
    void forbidSaving(const QString &why);

Q_SIGNALS:
    void saveChosen();
    void discardChosen();

private:
    QPushButton *m_save = nullptr;
};

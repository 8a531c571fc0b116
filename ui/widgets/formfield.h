#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

/// One field of a form: its label above, with a mark and a button to revert where it was changed, help and what is wrong under it.
/// Takes the control over and names it by the label.
class FormField : public QWidget
{
    Q_OBJECT

public:
    FormField(const QString &label, QWidget *control, const QString &help = {}, QWidget *parent = nullptr);

    QString label() const;
    void setHelp(const QString &help);
    void setDirty(bool dirty);
    bool isDirty() const { return m_dirty; }
    /// Empty takes it away.
    void setError(const QString &error);
    QString error() const;

Q_SIGNALS:
    void revertRequested();

private:
    QLabel *m_label = nullptr;
    QLabel *m_mark = nullptr;
    QToolButton *m_revert = nullptr;
    QWidget *m_control = nullptr;
    QLabel *m_help = nullptr;
    QWidget *m_errorLine = nullptr;
    QLabel *m_error = nullptr;
    bool m_dirty = false;
};

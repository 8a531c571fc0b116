#pragma once

#include "app/values/error.h"

#include <QFrame>
#include <QTimer>

class QBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

/// A line above the content that says what happened; it never covers the content and never blocks. Hidden until something is shown.
/// Announced to screen readers. Object name "messageBar".
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    enum class Severity { Information, Positive, Warning, Negative };

    explicit MessageBar(QWidget *parent = nullptr);

    /// Information and Positive go away by themselves after 6 s, the others when they are closed or replaced.
    void showMessage(Severity severity, const QString &text);
    /// errorText(whatFailed, error), with a Retry button when canRetry; its press hides the bar and emits retryRequested.
    void showError(const QString &whatFailed, const Error &error, bool canRetry = false);
    void dismiss();
    QString text() const;

Q_SIGNALS:
    void retryRequested();

private:
    void paintSeverity();
    void appear();
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

    Severity m_severity = Severity::Information;
    QTimer m_expiry;
    QBoxLayout *m_row = nullptr;
    QLabel *m_icon = nullptr;
    QLabel *m_text = nullptr;
    QPushButton *m_retry = nullptr;
    QToolButton *m_close = nullptr;
};

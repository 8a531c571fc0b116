#pragma once

#include <QDateTime>
#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QToolButton;

/// A moment as text, to the millisecond and in UTC, or none. Every form that servers send can be typed or pasted; what it was understood
/// as is said below. A calendar chooses the day and keeps the time of day.
class MomentEdit : public QWidget
{
    Q_OBJECT

public:
    explicit MomentEdit(QWidget *parent = nullptr);

    /// As the server wrote it.
    void setText(const QString &text);
    QString text() const;
    bool isEmpty() const;
    /// Nothing where it is empty or no moment.
    std::optional<QDateTime> moment() const;
    QLineEdit *field() const { return m_field; }

Q_SIGNALS:
    void textChanged();

private:
    void chooseDay();
    void setNow();
    void explain();

    QLineEdit *m_field = nullptr;
    QToolButton *m_calendar = nullptr;
    QToolButton *m_now = nullptr;
    QLabel *m_reading = nullptr;
};

#pragma once

#include "app/api/retryboard.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

/// One line that says which requests wait to be sent again, why and for how long, with buttons that shorten or end the waiting. Hidden
/// while nothing waits, and for waits that are over before they could be read.
class RetryStrip : public QWidget
{
    Q_OBJECT

public:
    enum class Shape { Line, Wrapped };

    explicit RetryStrip(Shape shape, QWidget *parent = nullptr);

    /// Null shows nothing. The board may go before this.
    void setBoard(RetryBoard *board);
    QString text() const;

private:
    void follow();
    void appear();
    void showEntries();
    QString sentence() const;
    QString details() const;
    void changeEvent(QEvent *event) override;
    void paintSign();

    QPointer<RetryBoard> m_board;
    QTimer m_delay;
    QTimer m_tick;
    QLabel *m_sign = nullptr;
    QLabel *m_words = nullptr;
    QToolButton *m_now = nullptr;
    QToolButton *m_stop = nullptr;
};

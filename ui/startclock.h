#pragma once

#include <QElapsedTimer>
#include <QObject>

class QAbstractItemView;

/// Logs once how long it took from its making until the view painted its first rows: what a person waits for at the start.
/// Make it first of all.
class StartClock : public QObject
{
    Q_OBJECT

public:
    StartClock() { m_time.start(); }
    void watch(QAbstractItemView *view);

private:
    bool eventFilter(QObject *watched, QEvent *event) override;

    QElapsedTimer m_time;
    QAbstractItemView *m_view = nullptr;
};

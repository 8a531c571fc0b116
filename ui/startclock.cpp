#include "ui/startclock.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QLoggingCategory>

namespace {

Q_LOGGING_CATEGORY(startLog, "retriever.ui.start", QtInfoMsg)

}

void StartClock::watch(QAbstractItemView *view)
{
    m_view = view;
    view->viewport()->installEventFilter(this);
}

bool StartClock::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint && m_view->model() && m_view->model()->rowCount() > 0) {
        watched->removeEventFilter(this);
        qCInfo(startLog, "datasets shown %lld ms after the start", m_time.elapsed());
    }
    return QObject::eventFilter(watched, event);
}

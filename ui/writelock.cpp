#include "ui/writelock.h"

#include <QAction>

WriteLock::WriteLock(QObject *parent) : QActionGroup(parent)
{
    setExclusionPolicy(ExclusionPolicy::None);
}

QString WriteLock::reason()
{
    return tr("This profile is read-only.");
}

void WriteLock::add(const QList<QAction *> &added)
{
    for (QAction *action : added) {
        m_toolTips.insert(action, action->toolTip());
        addAction(action);
        explain(action);
    }
}

void WriteLock::setLocked(bool locked)
{
    setEnabled(!locked);
    for (QAction *action : actions())
        explain(action);
}

void WriteLock::explain(QAction *action)
{
    action->setToolTip(isLocked() ? reason() : m_toolTips.value(action));
    action->setStatusTip(isLocked() ? reason() : QString());
}

#include "ui/pages/page.h"

#include "ui/icons.h"
#include "ui/writelock.h"

#include <QAction>

QAction *Page::addPageAction(const QString &name, const QString &iconName, const QString &text, const QKeySequence &shortcut, const QString &toolTip)
{
    auto *action = new QAction(icon(iconName), text, this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    const QString keys = shortcut.toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? toolTip : tr("%1 (%2)").arg(toolTip, keys));
    addAction(action);
    return action;
}

void Page::lockWriting(const ApiClient &client, const QList<QAction *> &actions, Error::Role needed)
{
    auto *lock = new WriteLock(needed, this);
    lock->add(actions);
    lock->follow(&client);
}

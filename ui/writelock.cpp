#include "ui/writelock.h"

#include <QAction>

WriteLock::WriteLock(Error::Role needed, QObject *parent) : QActionGroup(parent), m_needed(needed)
{
    setExclusionPolicy(ExclusionPolicy::None);
}

QString WriteLock::objection(const ApiClient &client, Error::Role needed)
{
    if (client.connection().isReadOnly)
        return tr("This profile is read-only.");
    if (!client.keyRole() || !client.keyRole()->lacks(needed))
        return {};
    return needed == Error::Role::Owner ? tr("This needs a key with the owner role.") : tr("This needs a key with the admin or the owner role.");
}

void WriteLock::add(const QList<QAction *> &added)
{
    for (QAction *action : added) {
        // None of its own is none again: menus show only those.
        const QString shown = action->toolTip();
        action->setToolTip({});
        m_toolTips.insert(action, action->toolTip() == shown ? QString() : shown);
        addAction(action);
        explain(action);
    }
}

void WriteLock::follow(const ApiClient *client)
{
    disconnect(m_news);
    m_client = client;
    if (m_client && m_client->keyRole())
        m_news = connect(m_client->keyRole(), &KeyRole::changed, this, &WriteLock::judge);
    judge();
}

void WriteLock::judge()
{
    m_objection = m_client ? objection(*m_client, m_needed) : QString();
    setEnabled(m_objection.isEmpty());
    for (QAction *action : actions())
        explain(action);
}

void WriteLock::explain(QAction *action)
{
    action->setToolTip(m_objection.isEmpty() ? m_toolTips.value(action) : m_objection);
    action->setStatusTip(m_objection);
}

#pragma once

#include "app/api/apiclient.h"

#include <QActionGroup>
#include <QHash>

/// Keeps the actions that write disabled, whatever a page says of them, while the profile is read-only or the server said that the key
/// lacks the role they need; their tooltips say why. Such requests are refused anyway: this tells before somebody has typed much.
class WriteLock : public QActionGroup
{
    Q_OBJECT

public:
    /// For actions that need a key of this role.
    WriteLock(Error::Role needed, QObject *parent);

    /// What speaks against writing what needs that role, in a sentence for a tooltip or a pane; empty where nothing is known to.
    static QString objection(const ApiClient &client, Error::Role needed);
    /// Calls judge whenever the objection may have become another one.
    template <typename T>
    static void watch(const ApiClient &client, T *context, void (T::*judge)())
    {
        if (client.keyRole())
            connect(client.keyRole(), &KeyRole::changed, context, judge);
    }

    void add(const QList<QAction *> &actions);
    /// Locks as long as something speaks against it, and follows what becomes known. It must outlive this or the next call; null unlocks.
    /// Unlocked actions are as whoever owns them said last.
    void follow(const ApiClient *client);

private:
    void judge();
    void explain(QAction *action);

    const Error::Role m_needed;
    const ApiClient *m_client = nullptr;
    QMetaObject::Connection m_news;
    QString m_objection;
    QHash<QAction *, QString> m_toolTips;
};

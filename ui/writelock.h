#pragma once

#include <QActionGroup>
#include <QHash>

/// Keeps the actions that write disabled, whatever a page says of them, while the profile is read-only; their tooltips say why. The api
/// refuses such requests anyway: this tells before somebody has typed much.
class WriteLock : public QActionGroup
{
    Q_OBJECT

public:
    explicit WriteLock(QObject *parent);

    /// Why, in a sentence for a tooltip or a pane.
    static QString reason();

    void add(const QList<QAction *> &actions);
    /// Unlocked actions are left enabled; whoever owns them says next which ones are not.
    void setLocked(bool locked);
    bool isLocked() const { return !isEnabled(); }

private:
    void explain(QAction *action);

    QHash<QAction *, QString> m_toolTips;
};

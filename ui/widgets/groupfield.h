#pragma once

#include "app/values/chunkgroup.h"

#include <QWidget>

class FlowLayout;
class QToolButton;

/// Some chosen groups as chips, and a button to choose others.
class GroupField : public QWidget
{
    Q_OBJECT

public:
    explicit GroupField(QWidget *parent = nullptr);

    void setGroups(const QList<SlimGroup> &groups);
    const QList<SlimGroup> &groups() const { return m_groups; }
    QList<ChunkGroupId> groupIds() const;

Q_SIGNALS:
    void groupsChanged();
    void chooseRequested();

private:
    void remove(const ChunkGroupId &group);

    QList<SlimGroup> m_groups;
    FlowLayout *m_layout = nullptr;
    QToolButton *m_choose = nullptr;
};

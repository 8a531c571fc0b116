#pragma once

#include "app/api/apiclient.h"

#include <QWidget>

class QListWidget;
class QPushButton;
class StateStack;

/// The groups that one chunk is in: add it to others, take it out, go to one. Reads when it is looked at. The client must outlive it.
class ChunkGroupsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ChunkGroupsPanel(const ApiClient &client, QWidget *parent = nullptr);

    /// An empty id shows nothing.
    void showChunk(const DatasetId &dataset, const ChunkId &chunk);
    void refresh();

Q_SIGNALS:
    void groupRequested(const ChunkGroupId &group);
    /// The chunk is in other groups now.
    void membershipChanged(const ChunkId &chunk);

private:
    void build();
    void judgeButtons();
    void showGroups(const QList<SlimGroup> &groups);
    void choose();
    void change(const QList<SlimGroup> &wanted);
    void changeNext();
    void removeCurrent();
    void openCurrent();
    void showEvent(QShowEvent *event) override;

    struct Change {
        ChunkGroupId group;
        bool adds = false;
    };

    const ApiClient &m_client;
    DatasetId m_dataset;
    ChunkId m_chunk;
    bool m_isStale = false;
    /// The groups of the chunk are known.
    bool m_isRead = false;
    QList<SlimGroup> m_groups;
    QList<Change> m_changes;
    Call<QList<ChunkMembership>> m_read;
    Call<void> m_write;
    QListWidget *m_list = nullptr;
    StateStack *m_states = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_open = nullptr;
};

#pragma once

#include "app/api/apiclient.h"
#include "app/models/chunkmodel.h"
#include "app/models/groupmodel.h"
#include "ui/pages/page.h"

class ChunkCommands;
class ChunkPreview;
class ChunkTable;
class GroupTable;
class QLabel;
class StateStack;

/// The groups of a dataset and what is in them: make, change and delete groups, put chunks in and take them out. The client must outlive it.
class GroupsPage : public Page
{
    Q_OBJECT

public:
    explicit GroupsPage(const ApiClient &client, QWidget *parent = nullptr);

    void showDataset(const Dataset &dataset) override;
    void refresh() override;
    QList<QAction *> pageActions() const override;

    /// Selects that group, also where the list has not come to it.
    void showGroup(const ChunkGroupId &group);
    GroupModel &groups() { return m_groups; }
    ChunkModel &chunks() { return m_chunks; }

private:
    void buildActions();
    QWidget *groupPane();
    void offerNewGroup();
    QWidget *chunkPane();
    void showGroupStates();
    void showChunkStates();
    void keepSelection();
    void followCurrentGroup();
    void open(const std::optional<ChunkGroup> &group);
    void enableActions();
    void startNew();
    void edit();
    void adopt(const ChunkGroup &group);
    void confirmDelete();
    void noteDeleting(const ChunkGroup &group, bool withChunks);
    void sayDeleted(const ChunkGroup &group);
    void sayNotDeleted(const ChunkGroup &group);
    void addChunks();
    void takeOut();
    void readAgain();
    QString wordsOf(const ChunkId &chunk) const;

    const ApiClient &m_client;
    Dataset m_dataset;
    GroupModel m_groups;
    ChunkModel m_chunks;
    /// Whose chunks are shown.
    std::optional<ChunkGroup> m_shown;
    Call<ChunkGroup> m_read;

    QAction *m_new = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_delete = nullptr;
    QAction *m_chat = nullptr;
    QAction *m_add = nullptr;
    QAction *m_takeOut = nullptr;
    QAction *m_open = nullptr;
    GroupTable *m_groupTable = nullptr;
    StateStack *m_groupStates = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_description = nullptr;
    QLabel *m_count = nullptr;
    ChunkCommands *m_commands = nullptr;
    ChunkTable *m_chunkTable = nullptr;
    StateStack *m_chunkStates = nullptr;
    ChunkPreview *m_preview = nullptr;
};

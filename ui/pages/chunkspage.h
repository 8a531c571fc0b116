#pragma once

#include "app/api/apiclient.h"
#include "app/models/chunkmodel.h"
#include "ui/pages/page.h"

class ActionBar;
class ChunkCommands;
class ChunkEditor;
class ChunkFilterBar;
class ChunkGroupsPanel;
class ChunkPreview;
class ChunkTable;
class QLabel;
class QSplitter;
class QTabWidget;
class StateStack;

/// The chunks of a dataset: find them, read them, edit them, delete them, put them into groups. The client must outlive it.
class ChunksPage : public Page
{
    Q_OBJECT

public:
    explicit ChunksPage(const ApiClient &client, QWidget *parent = nullptr);

    void showDataset(const Dataset &dataset) override;
    void refresh() override;
    QList<QAction *> pageActions() const override;
    void leave(std::function<void()> proceed) override;

    /// Shows that chunk beside the list, also where the list has not come to it.
    void showChunk(const ChunkId &chunk);
    ChunkModel &model() { return m_model; }

private:
    static QString doubtText(ChunkModel::WriteState state, const QString &reason);
    enum Tab { PreviewTab, FormTab, GroupsTab };

    void buildActions();
    ActionBar *toolBar();
    QWidget *inspector();
    void connectModel();
    void connectEditor();
    void list();
    void showStates();
    void showCount();
    void enableActions();
    void followCurrent();
    void inspect(const ChunkId &chunk);
    void refreshShown();
    void keepSelection();
    void startNew();
    void edit();
    void editShown();
    void adoptDoubt(const ChunkId &asked, ChunkModel::WriteState state, const QString &why);
    void editAgain(const ChunkId &phantom);
    void takeBack(const ChunkId &phantom);
    void dismiss(const ChunkId &phantom);
    void confirmDismissal(const ChunkId &phantom);
    void confirmDelete();
    void forget(const ChunkId &chunk);
    void chooseGroupFilter();
    void chatAboutSelection();
    void foldInspector(bool folded);
    QString wordsOf(const ChunkId &chunk) const;

    const ApiClient &m_client;
    Dataset m_dataset;
    ChunkModel m_model;
    /// What the inspector shows.
    ChunkId m_shown;
    bool m_isReturning = false;
    /// Another list was asked for: its first row is what to read.
    bool m_takesFirst = false;
    Call<Chunk> m_lookup;

    QAction *m_new = nullptr;
    QAction *m_documents = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_delete = nullptr;
    QAction *m_addToGroup = nullptr;
    QAction *m_chat = nullptr;
    QAction *m_save = nullptr;
    QAction *m_find = nullptr;
    QAction *m_fold = nullptr;
    ChunkFilterBar *m_filter = nullptr;
    ChunkTable *m_table = nullptr;
    StateStack *m_states = nullptr;
    ChunkCommands *m_commands = nullptr;
    QLabel *m_count = nullptr;
    QSplitter *m_splitter = nullptr;
    QTabWidget *m_tabs = nullptr;
    ChunkPreview *m_preview = nullptr;
    ChunkEditor *m_editor = nullptr;
    ChunkGroupsPanel *m_groups = nullptr;
};

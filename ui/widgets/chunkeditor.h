#pragma once

#include "app/api/apiclient.h"

#include <QWidget>

class ChunkForm;
class MessageBar;
class QLabel;
class QPushButton;
class StateStack;

/// Edits one chunk of a server or makes a new one: reads it fresh first (a search's copy carries marks), sends only what was changed, and
/// says "saved" only after the server did. What was typed stays when the server refuses. The client must outlive it.
class ChunkEditor : public QWidget
{
    Q_OBJECT

public:
    explicit ChunkEditor(const ApiClient &client, QWidget *parent = nullptr);

    /// These drop what is in the form: ask with leave() first.
    void setDataset(const DatasetId &dataset);
    void startNew(const QList<SlimGroup> &groups = {});
    void edit(const ChunkId &chunk);
    /// A chunk that was sent and never stored, to be sent again.
    void writeAgain(const Chunk &accepted, const ChunkPatch &sent);
    void clear();

    /// Empty for a new chunk and for none.
    ChunkId chunkId() const { return m_chunk; }
    bool isNew() const { return m_isNew; }
    bool isDirty() const;
    void save();
    void revert();
    /// Runs proceed once nothing unsaved would be lost; never when the person chose to stay.
    void leave(std::function<void()> proceed);

    /// Reading back showed the write: the server's own copy is the original from now on.
    void confirm(const ChunkId &asked, const Chunk &chunk);
    /// Reading back did not show it. What was never stored is a new chunk's form again; true where that is shown here.
    bool doubt(const ChunkId &asked, const QString &why, bool isStored);

    ChunkForm *form() const { return m_form; }

Q_SIGNALS:
    void created(const Chunk &accepted, const ChunkPatch &patch);
    void updated(const Chunk &before, const ChunkPatch &patch);
    /// The person leaves the form (Escape); nothing is unsaved.
    void closed();
    void stateChanged();

private:
    void build();
    void load(bool keepTyped);
    void loaded(const Result<Chunk> &chunk, bool keepTyped);
    void loadGroups(bool keepTyped);
    void saveNew();
    void create();
    void saveChanges();
    void update(const Result<Chunk> &current);
    void sent(const Result<void> &result);
    void refuse(const QString &whatFailed, const Error &error);
    void accepted();
    void becomeNew(const ChunkPatch &sent);
    void askAboutConflict();
    void setBusy(bool busy);
    void review();
    void chooseGroups();
    void askToLeave(std::function<void()> proceed);
    void keyPressEvent(QKeyEvent *event) override;

    const ApiClient &m_client;
    DatasetId m_dataset;
    ChunkId m_chunk;
    bool m_isNew = false;
    bool m_hasForm = false;
    bool m_busy = false;
    /// A write was accepted and has not been seen yet.
    bool m_waits = false;
    /// The person has seen that the server's copy is newer and wants to write all the same.
    bool m_overwrites = false;
    ChunkPatch m_sent;
    std::function<void()> m_afterSave;
    Call<Chunk> m_read;
    Call<QList<ChunkMembership>> m_readGroups;
    Call<QueuedChunks> m_create;
    Call<void> m_update;

    ChunkForm *m_form = nullptr;
    StateStack *m_states = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_reason = nullptr;
    QPushButton *m_revert = nullptr;
    QPushButton *m_save = nullptr;
};

#pragma once

#include "app/models/chunkbatch.h"

class BatchBar;
class MessageBar;
class QWidget;

/// What a person does to several chunks at once: delete them, put them into groups, take them out. Shows how far it has come, and says
/// what became of every chunk. The client, the message bar and the window must outlive it.
class ChunkCommands : public QObject
{
    Q_OBJECT

public:
    ChunkCommands(const ApiClient &client, MessageBar &messages, QWidget *window);

    /// The progress, for the window's layout.
    BatchBar *bar() const { return m_bar; }
    /// How a chunk is named in messages; by its id without.
    void setNaming(std::function<QString(const ChunkId &)> nameOf) { m_nameOf = std::move(nameOf); }
    bool isRunning() const { return m_batch.isRunning(); }
    void stop();

    /// Asks first, and says what will be lost; alsoLost is one more sentence of it.
    void confirmDelete(const DatasetId &dataset, const QString &datasetName, const QList<ChunkId> &chunks, const QString &alsoLost);
    void chooseGroups(const DatasetId &dataset, const QList<ChunkId> &chunks);
    void addToGroup(const DatasetId &dataset, const SlimGroup &group, const QList<ChunkId> &chunks);
    void takeOut(const DatasetId &dataset, const SlimGroup &group, const QList<ChunkId> &chunks);

Q_SIGNALS:
    void started();
    void deleted(const ChunkId &chunk);
    /// All is done, or as much as could be.
    void finished();

private:
    void deleteChunks(const DatasetId &dataset, const QList<ChunkId> &chunks);
    void addToNextGroup(const DatasetId &dataset, const QList<ChunkId> &chunks);
    void run(const QString &doing, const QString &done, const QList<ChunkId> &chunks, ChunkBatch::Step step);
    void report();
    QString nameOf(const ChunkId &chunk) const;

    const ApiClient &m_client;
    MessageBar &m_messages;
    QWidget *m_window = nullptr;
    ChunkBatch m_batch;
    BatchBar *m_bar = nullptr;
    std::function<QString(const ChunkId &)> m_nameOf;
    /// With a place for how many.
    QString m_done;
    bool m_deletes = false;
    QList<SlimGroup> m_groupsLeft;
    std::function<void()> m_next;
};

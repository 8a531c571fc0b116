#pragma once

#include "app/api/watchpace.h"
#include "app/models/failureevents.h"

#include <QObject>
#include <QSet>

#include <map>

/// Whether what a chunk says is what the patch wanted. Lenient where servers rewrite: spelling of numbers, form of time stamps,
/// tags with commas. True for a patch of which nothing can be read back.
bool showsPatch(const Chunk &chunk, const ChunkPatch &patch);

/// Watches writes that a server has accepted until reading the chunk back shows them: the server answers "queued". Asks with growing
/// pauses, and gives up after a minute. Where an update takes long it asks for events, too: some servers report there that one failed,
/// others have no events, and success is believed of none.
class WriteWatch : public QObject
{
    Q_OBJECT

public:
    struct Write {
        DatasetId dataset;
        ChunkId chunk;
        ChunkPatch patch;
        /// A create; its id may turn out to be another where the tracking id was taken.
        bool isNew = false;
        /// The chunk's time of update before the write; empty for a create.
        QString updatedBefore;
    };
    enum class Doubt {
        NotSeen, ///< The deadline passed.
        Failed, ///< An event said so.
        TrackingIdTaken, ///< Another chunk has the tracking id, and the server passed this one over.
    };

    explicit WriteWatch(const ApiClient &client, QObject *parent = nullptr);

    /// A newer write of the same chunk takes the place of the older.
    void watch(const Write &write);
    void forget(const ChunkId &chunk);
    bool isPending(const ChunkId &chunk) const { return m_running.contains(chunk); }
    int pendingCount() const { return int(m_running.size()); }
    /// Milliseconds; for tests.
    void setPace(int firstPause, int deadline);

Q_SIGNALS:
    /// The chunk as the server has it now; its id may differ from the one that was asked for.
    void confirmed(const ChunkId &asked, const Chunk &chunk);
    /// reason is the server's, where it gave one.
    void doubted(const ChunkId &asked, WriteWatch::Doubt doubt, const QString &reason);

private:
    struct Running {
        Write write;
        WatchPace pace;
        int generation = 0;
        Call<Chunk> call;
        FailureEvents events;
    };

    void askSoon(const ChunkId &chunk);
    void ask(const ChunkId &chunk, int generation);
    void judge(const ChunkId &chunk, const Result<Chunk> &answer);
    void askForEvents(const ChunkId &chunk);
    void finish(const ChunkId &chunk, Doubt doubt, const QString &reason = {});

    const ApiClient &m_client;
    std::map<ChunkId, Running> m_watched;
    QSet<ChunkId> m_running;
    int m_firstPause = 150;
    int m_deadline = 60'000;
    int m_generation = 0;
};

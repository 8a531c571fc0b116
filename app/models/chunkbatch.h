#pragma once

#include "app/api/apiclient.h"

#include <map>

/// Does one thing to each of many chunks, a few at a time, and keeps the outcome of every one. Destroying it or stop() aborts what is under
/// way and leaves the rest undone; what was done stays done. GUI thread.
class ChunkBatch : public QObject
{
    Q_OBJECT

public:
    using Step = std::function<Call<void>(const ChunkId &)>;
    struct Failure {
        ChunkId chunk;
        Error error;
    };

    using QObject::QObject;

    /// Ends with finished(), also for no chunks at all. Starting again drops what was running.
    void start(const QList<ChunkId> &chunks, Step step);
    void stop();
    bool isRunning() const { return m_running; }
    bool wasStopped() const { return m_stopped; }
    int total() const { return m_total; }
    int doneCount() const { return m_done; }
    const QList<Failure> &failures() const { return m_failures; }

Q_SIGNALS:
    void progressed();
    void chunkDone(const ChunkId &chunk);
    void finished();

private:
    void next();
    void came(const ChunkId &chunk, const Result<void> &result);

    QList<ChunkId> m_waiting;
    std::map<ChunkId, Call<void>> m_calls;
    Step m_step;
    QList<Failure> m_failures;
    int m_total = 0;
    int m_done = 0;
    bool m_running = false;
    bool m_stopped = false;
};

#pragma once

#include "app/localserver/database.h"
#include "app/localserver/datasetrow.h"
#include "app/localserver/querylog.h"
#include "app/localserver/turnstile.h"
#include "app/localserver/vectorgraphs.h"
#include "app/values/result.h"

#include <QString>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

/// The workspace on disk: one SQLite file, one connection that writes, and as many that read as there are readers at once.
/// Usable from any thread. Opened by one process at a time (a lock on a file beside the database).
///
/// A route reads with read([&](Database &database) { ... }) and writes with write([&](Database &database) { ... }); both give back what
/// the function gives back. Never call one inside the other.
class Store
{
public:
    /// Rejected, with a sentence for the user, where the folder is in use, cannot be written or holds a damaged database.
    static Result<std::unique_ptr<Store>> open(const QString &folder);
    ~Store();
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    /// Calls f with a connection that sees one unchanging state of the workspace.
    template <typename F>
    auto read(F f) -> decltype(f(std::declval<Database &>()))
    {
        const Reader reader(*this);
        return f(reader.database());
    }

    /// Calls f within the one transaction that writes. It is kept on disk when this returns, and taken back when f throws.
    /// Others wait for their turn meanwhile, first come first served: prepare everything before.
    template <typename F>
    auto write(F f) -> decltype(f(std::declval<Database &>()))
    {
        Writer writer(*this);
        if constexpr (std::is_void_v<decltype(f(writer.database()))>) {
            f(writer.database());
            writer.commit();
        } else {
            auto result = f(writer.database());
            writer.commit();
            return result;
        }
    }

    const QString &organizationId() const { return m_organizationId; }
    /// Where the database is.
    const QString &path() const { return m_path; }
    /// What makes finding near vectors fast.
    VectorGraphs &vectorGraphs() { return m_vectorGraphs; }
    QueryLog &queryLog() { return m_queryLog; }

    /// Calls whoever listens (the indexer) after chunks were queued; call it after the write.
    void noteQueuedChunks();
    /// Waits until chunks may have been queued or stop() was called; false then.
    bool waitForQueuedChunks(int milliseconds);
    /// Calls whoever makes vectors, after chunks were queued for it or a dataset's model changed.
    void noteQueuedVectors();
    /// As waitForQueuedChunks().
    bool waitForQueuedVectors(int milliseconds);
    /// Waits; false as soon as stop() was called.
    bool pause(int milliseconds);
    /// Wakes the indexer and ends what is being read (SQLITE_INTERRUPT); writes that run finish.
    void stop();
    /// For long work that goes on in steps.
    bool isStopping();

    /// Larger than every one before, over restarts too (as long as the clock does not go back): the order of the index queue.
    qint64 nextSequence();

    /// A new id: a UUID of version 7, so that ids made later sort later and land beside each other in the index.
    static QString newId();
    /// Milliseconds since 1970, UTC.
    static qint64 now();

private:
    class Reader
    {
    public:
        explicit Reader(Store &store);
        ~Reader();
        Reader(const Reader &) = delete;
        Reader &operator=(const Reader &) = delete;
        Database &database() const { return *m_database; }

    private:
        Store &m_store;
        std::unique_ptr<Database> m_database;
    };

    class Writer
    {
    public:
        explicit Writer(Store &store);
        ~Writer();
        Writer(const Writer &) = delete;
        Writer &operator=(const Writer &) = delete;
        Database &database() const { return *m_store.m_writer; }
        void commit();

    private:
        Store &m_store;
        Turnstile::Turn m_turn;
        bool m_open = false;
    };

    void note(bool &flag);
    bool wait(bool &flag, int milliseconds);

    explicit Store(const QString &folder);

    const QString m_path;
    VectorGraphs m_vectorGraphs;
    QueryLog m_queryLog;
    QString m_organizationId;
    int m_lock = -1;
    Turnstile m_turnstile;
    std::unique_ptr<Database> m_writer;
    std::mutex m_readersMutex;
    std::vector<std::unique_ptr<Database>> m_idleReaders;
    std::set<Database *> m_busyReaders;
    std::atomic<qint64> m_sequence;
    std::mutex m_queueMutex;
    std::condition_variable m_queueChanged;
    bool m_queued = true;
    bool m_vectorsQueued = true;
    bool m_stopping = false;
};

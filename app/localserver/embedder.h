#pragma once

#include "app/localserver/embeddingsettings.h"
#include "app/localserver/embeddingsource.h"

#include <QHash>

#include <thread>

class Database;
class Store;

/// Makes the vectors of queued chunks with the embeddings models of their datasets, and keeps the graphs level with them, in a thread of
/// its own from constructor to destructor. A vector and the end of its entry in the queue are one transaction: killed at any moment,
/// nothing is forgotten, and what is stored is not asked for again. A server that is away is asked again after a while; a chunk that it
/// refuses waits longer each time and stops nobody else. Store::stop() must be called before the destructor.
class Embedder
{
public:
    explicit Embedder(Store &store);
    ~Embedder();
    Embedder(const Embedder &) = delete;
    Embedder &operator=(const Embedder &) = delete;

private:
    struct Set {
        qint64 dataset = 0;
        QString id;
        EmbeddingSettings settings;
        QByteArray model;
    };
    struct Entry {
        qint64 chunk = 0;
        qint64 sequence = 0;
        EmbeddingSource source;
        QByteArray hash;
        /// The vector as it will be stored; empty for a chunk without text.
        QByteArray vector;
        bool isRefused = false;
    };
    struct Pause {
        qint64 until = 0;
        qint64 length = 0;
    };

    void run();
    /// Makes the sets in the database those that the datasets are configured for.
    void adoptSettings();
    void adopt(Database &database, const QList<Set> &sets);
    /// Whether there may be more to do.
    bool workOnce();
    bool emptyInactive();
    bool queueSome(const Set &set);
    bool embedSome(const Set &set);
    QList<Entry> nextEntries(const Set &set);
    static void findStored(Database &database, Entry &entry);
    /// False where nothing more can be done now.
    bool fill(const Set &set, QList<Entry> &entries);
    Result<void> ask(const Set &set, QList<Entry *> &entries);
    void put(const Set &set, const QList<Entry> &entries);
    static void storeVector(Database &database, const Set &set, const Entry &entry);
    void pause(const Set &set, const Error &error);
    void noteWake(qint64 moment);

    Store &m_store;
    QList<Set> m_sets;
    QHash<qint64, Pause> m_pauses;
    /// When to look again though nobody calls.
    qint64 m_wake = 0;
    std::thread m_thread;
};

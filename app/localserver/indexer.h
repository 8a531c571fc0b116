#pragma once

#include "app/localserver/datasetrow.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSet>

#include <thread>

class Database;
class Store;

/// Moves accepted chunks into the full-text index, removes what deleted datasets left behind and goes on with deletions and copies, in a thread of its own from constructor
/// to destructor. A chunk's row in the index and the end of its entry in the queue are one transaction: killed at any moment, nothing is
/// forgotten and nothing is indexed twice. Store::stop() must be called before the destructor.
///
/// For tests of crashes RETRIEVER_INDEXING_DELAY_MS makes it wait that long before each batch, so that a queue is there to be found.
class Indexer
{
public:
    explicit Indexer(Store &store);
    ~Indexer();
    Indexer(const Indexer &) = delete;
    Indexer &operator=(const Indexer &) = delete;

private:
    struct Entry {
        qint64 chunk = 0;
        qint64 dataset = 0;
        qint64 sequence = 0;
        bool isNew = false;
        QByteArray body;
        QByteArray boost;
        QString id;
    };

    void run();
    /// Whether there may be more to do.
    bool workOnce();
    /// How many it put in.
    qsizetype indexBatch();
    QList<Entry> nextEntries();
    static void noteEvents(Database &database, const QList<Entry> &taken);
    qint64 index(const QList<Entry> &entries);
    static bool prepareTextTable(Database &database, qint64 dataset);
    static void insert(Database &database, const Entry &entry);
    bool purge();
    bool tidyUp();

    Store &m_store;
    int m_delay;
    int m_batchSize = 100;
    /// Datasets whose index was written to since it was last merged.
    QSet<qint64> m_untidy;
    std::thread m_thread;
};

#pragma once

#include "app/localserver/embeddingsettings.h"
#include "app/localserver/vectorgraph.h"

#include <QHash>
#include <QSet>

#include <mutex>

class Store;

/// The graphs of the datasets that have enough vectors for one, in memory and as one file each beside the database. They only make
/// searching faster: a file that is missing, damaged or behind is made up for from the database, and so is a graph that would take more
/// memory than there is to spare. One thread brings them up to date, any may search.
///
/// For tests RETRIEVER_VECTOR_GRAPH_FROM says from how many vectors on there is a graph.
class VectorGraphs
{
public:
    /// A graph as a search uses it. What was stamped later than `applied` is not in it.
    struct Known {
        std::shared_ptr<const VectorGraph> graph;
        qint64 applied = 0;
    };

    explicit VectorGraphs(QString folder);

    /// Null where there is none whose vectors are stamped after that base.
    Known known(qint64 dataset, qint64 base, VectorMetric metric) const;

    /// A step of a fraction of a second towards a graph with all vectors of the dataset; false when there is nothing to do.
    bool bringUp(Store &store, qint64 dataset, const EmbeddingSettings &settings);
    /// Forgets all others, and removes files that belong to no dataset.
    void keepOnly(Store &store, const QSet<qint64> &datasets);

private:
    struct Level {
        qint64 base = 0;
        qint64 vectors = 0;
        QString file;
        QByteArray checksum;
        QByteArray metric;
        qint64 size = 0;
        qint64 fileBase = 0;
        qint64 fileApplied = 0;
    };
    struct Entry {
        VectorMetric metric = VectorMetric::Kind::Cosine;
        std::size_t size = 0;
        qint64 base = 0;
        std::shared_ptr<VectorGraph> graph;
        qint64 applied = 0;
        /// Takes the place of the graph once it holds as much.
        std::shared_ptr<VectorGraph> next;
        qint64 nextApplied = 0;
        qint64 saved = 0;
        qint64 bytes = 0;
    };

    static Level level(Store &store, qint64 dataset);
    Entry opened(const Level &level, const EmbeddingSettings &settings) const;
    bool hasRoom(qint64 dataset, qint64 bytes) const;
    bool addSome(Store &store, qint64 dataset, Entry &entry);
    void save(Store &store, qint64 dataset, Entry &entry, const QString &oldFile);
    void publish(qint64 dataset, const Entry &entry);
    QString pathOf(const QString &file) const;

    const QString m_folder;
    const qint64 m_fewest;
    const qint64 m_room;
    mutable std::mutex m_mutex;
    QHash<qint64, Entry> m_entries;
};

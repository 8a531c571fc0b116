#pragma once

#include "app/localserver/vectormetric.h"

#include <QString>

#include <memory>

/// A graph of vectors that finds the nearest ones without looking at all of them (HNSW). Each has a label that is never used twice; what
/// is out of date stays in it, so whoever asks looks the labels up. One thread adds and saves while others search.
class VectorGraph
{
public:
    VectorGraph(VectorMetric metric, std::size_t size);
    ~VectorGraph();
    VectorGraph(const VectorGraph &) = delete;
    VectorGraph &operator=(const VectorGraph &) = delete;

    /// Null where the file is none of this metric and size. Check the file's checksum before: what is in it is believed.
    static std::unique_ptr<VectorGraph> fromFile(const QString &path, VectorMetric metric, std::size_t size);
    /// False where it could not be written.
    bool save(const QString &path) const;

    void add(qint64 label, const Vector &vector);
    /// Labels, nearest first; nearly always the right ones.
    QList<qint64> nearest(const Vector &vector, std::size_t count) const;
    std::size_t count() const;
    /// Memory that a graph of so many vectors takes.
    static qint64 bytes(qint64 count, std::size_t size);

private:
    class Private;
    explicit VectorGraph(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

#pragma once

#include <QByteArray>
#include <QTemporaryFile>

#include <vector>

/// Byte strings made beforehand and read again in their order, on disk: what is measured should not wait for its data, and a million
/// chunks need not fit into memory.
class Spool
{
public:
    Spool() { m_file.open(); }

    void append(const QByteArray &bytes);
    qsizetype size() const { return qsizetype(m_sizes.size()); }
    /// The first one is next.
    void rewind();
    QByteArray next();

private:
    QTemporaryFile m_file;
    std::vector<qint64> m_sizes;
    std::size_t m_next = 0;
};

#include "tests/benchmarks/spool.h"

void Spool::append(const QByteArray &bytes)
{
    if (m_file.write(bytes) != bytes.size())
        qFatal("no room for the texts: %s", qPrintable(m_file.errorString()));
    m_sizes.push_back(bytes.size());
}

void Spool::rewind()
{
    m_file.flush();
    m_file.seek(0);
    m_next = 0;
}

QByteArray Spool::next()
{
    return m_file.read(m_sizes[m_next++]);
}

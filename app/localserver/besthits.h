#pragma once

#include "app/localserver/hitsource.h"

#include <QList>

#include <algorithm>

/// Keeps the best so many of any number of hits, with room for twice as many; of the same score the older chunk is the better one.
class BestHits
{
public:
    /// At least 1.
    explicit BestHits(qint64 most) : m_most(most) { }

    void add(const Hit &hit)
    {
        ++m_added;
        if (m_isFull && isBetter(m_worst, hit))
            return;
        m_kept.append(hit);
        if (m_kept.size() >= 2 * m_most)
            dropWorse();
    }

    /// How many were added.
    qint64 added() const { return m_added; }

    /// Best first.
    QList<Hit> taken()
    {
        std::sort(m_kept.begin(), m_kept.end(), isBetter);
        m_kept.resize(std::min(m_kept.size(), m_most));
        return std::move(m_kept);
    }

private:
    static bool isBetter(const Hit &a, const Hit &b) { return a.score != b.score ? a.score > b.score : a.chunk < b.chunk; }

    void dropWorse()
    {
        std::nth_element(m_kept.begin(), m_kept.begin() + m_most - 1, m_kept.end(), isBetter);
        m_kept.resize(m_most);
        m_worst = m_kept.last();
        m_isFull = true;
    }

    qsizetype m_most;
    qint64 m_added = 0;
    bool m_isFull = false;
    Hit m_worst;
    QList<Hit> m_kept;
};

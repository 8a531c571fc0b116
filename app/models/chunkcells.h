#pragma once

#include "app/models/chunkmodel.h"

#include <QCoreApplication>

/// What the cells of one chunk's row say. Lives as long as the question; the hit must outlive it.
class ChunkCells
{
    Q_DECLARE_TR_FUNCTIONS(ChunkCells)

public:
    ChunkCells(const SearchHit &hit, ChunkModel::WriteState state, bool isSearch) : m_hit(hit), m_state(state), m_isSearch(isSearch) { }

    QVariant data(int column, int role) const;
    static QVariant header(int column);

private:
    QVariant text(int column) const;
    QVariant raw(int column) const;
    QVariant toolTip(int column) const;
    QString stateText() const;
    QString stateExplained() const;

    const SearchHit &m_hit;
    ChunkModel::WriteState m_state;
    bool m_isSearch = false;
};

#pragma once

#include "app/models/chunkmodel.h"
#include "ui/widgets/rowtable.h"

/// The table of chunks, whose text keeps about half of the room. The model must outlive it.
class ChunkTable : public RowTable
{
    Q_OBJECT

public:
    explicit ChunkTable(ChunkModel &model, QWidget *parent = nullptr);

    /// In the order of the rows.
    QList<ChunkId> selectedChunks() const;
    ChunkId currentChunk() const;
    /// Makes it the current and only selected row; nothing where it is not listed.
    bool selectChunk(const ChunkId &chunk);
    /// Shows the score column for searches.
    void fitColumns();

Q_SIGNALS:
    void currentChunkChanged();
    void chunkSelectionChanged();

private:
    ChunkModel &m_model;
};

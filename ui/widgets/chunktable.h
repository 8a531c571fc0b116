#pragma once

#include "app/models/chunkmodel.h"

#include <QTableView>

/// The table of chunks: rows of one height, whole rows selected, widths that leave the text the room. The model must outlive it.
class ChunkTable : public QTableView
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
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

    ChunkModel &m_model;
};

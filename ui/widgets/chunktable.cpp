#include "ui/widgets/chunktable.h"

#include "ui/widgets/chunkdelegate.h"

using namespace Qt::StringLiterals;

ChunkTable::ChunkTable(ChunkModel &model, QWidget *parent) :
    RowTable(parent), m_model(model)
{
    setObjectName(u"chunkTable"_s);
    setAccessibleName(tr("Chunks"));
    setModel(&model);
    auto *delegate = new ChunkDelegate(this);
    delegate->setColumns(ChunkModel::StateColumn, {ChunkModel::TagsColumn, ChunkModel::TrackingIdColumn, ChunkModel::LinkColumn,
                                                   ChunkModel::WeightColumn, ChunkModel::UpdatedColumn, ChunkModel::ScoreColumn});
    setItemDelegate(delegate);
    setSelectionMode(ExtendedSelection);
    setWidths(ChunkModel::TextColumn, {{ChunkModel::ScoreColumn, 64}, {ChunkModel::TagsColumn, 120}, {ChunkModel::TrackingIdColumn, 120},
                                       {ChunkModel::LinkColumn, 140}, {ChunkModel::WeightColumn, 64}, {ChunkModel::UpdatedColumn, 120},
                                       {ChunkModel::StateColumn, 116}});
    // What says least goes first.
    hideWhenNarrower(ChunkModel::LinkColumn, 900);
    hideWhenNarrower(ChunkModel::WeightColumn, 760);
    hideWhenNarrower(ChunkModel::TrackingIdColumn, 660);
    hideWhenNarrower(ChunkModel::TagsColumn, 500);
    hideWhenNarrower(ChunkModel::UpdatedColumn, 400);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ChunkTable::currentChunkChanged);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &ChunkTable::chunkSelectionChanged);
    fitColumns();
}

QList<ChunkId> ChunkTable::selectedChunks() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [](const QModelIndex &a, const QModelIndex &b) { return a.row() < b.row(); });
    QList<ChunkId> chunks;
    for (const QModelIndex &row : std::as_const(rows)) {
        // It may have been selected before it was known to be none.
        if (const ChunkId chunk = m_model.chunkIdAt(row.row()); !m_model.isPhantom(chunk))
            chunks.append(chunk);
    }
    return chunks;
}

ChunkId ChunkTable::currentChunk() const
{
    return m_model.chunkIdAt(currentIndex().row());
}

bool ChunkTable::selectChunk(const ChunkId &chunk)
{
    return selectRowAt(m_model.rowOf(chunk));
}

void ChunkTable::fitColumns()
{
    setColumnHidden(ChunkModel::ScoreColumn, !m_model.source().isSearch());
}

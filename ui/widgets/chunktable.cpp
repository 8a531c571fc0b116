#include "ui/widgets/chunktable.h"

#include "ui/widgets/chunkdelegate.h"

#include <QHeaderView>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

ChunkTable::ChunkTable(ChunkModel &model, QWidget *parent) :
    QTableView(parent), m_model(model)
{
    setObjectName(u"chunkTable"_s);
    setAccessibleName(tr("Chunks"));
    setModel(&model);
    auto *delegate = new ChunkDelegate(this);
    delegate->setColumns(ChunkModel::StateColumn, {ChunkModel::TagsColumn, ChunkModel::TrackingIdColumn, ChunkModel::LinkColumn,
                                                   ChunkModel::WeightColumn, ChunkModel::UpdatedColumn, ChunkModel::ScoreColumn});
    setItemDelegate(delegate);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setWordWrap(false);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(28);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(56);
    horizontalHeader()->setSectionResizeMode(ChunkModel::TextColumn, QHeaderView::Stretch);
    for (const auto &[column, width] : {std::pair(ChunkModel::ScoreColumn, 64), std::pair(ChunkModel::TagsColumn, 120),
                                        std::pair(ChunkModel::TrackingIdColumn, 120), std::pair(ChunkModel::LinkColumn, 140),
                                        std::pair(ChunkModel::WeightColumn, 64), std::pair(ChunkModel::UpdatedColumn, 120),
                                        std::pair(ChunkModel::StateColumn, 116)})
        setColumnWidth(column, width);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ChunkTable::currentChunkChanged);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &ChunkTable::chunkSelectionChanged);
    fitColumns();
}

QList<ChunkId> ChunkTable::selectedChunks() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [](const QModelIndex &a, const QModelIndex &b) { return a.row() < b.row(); });
    QList<ChunkId> chunks;
    for (const QModelIndex &row : std::as_const(rows))
        chunks.append(m_model.chunkIdAt(row.row()));
    return chunks;
}

ChunkId ChunkTable::currentChunk() const
{
    return m_model.chunkIdAt(currentIndex().row());
}

bool ChunkTable::selectChunk(const ChunkId &chunk)
{
    const int row = m_model.rowOf(chunk);
    if (row < 0)
        return false;
    const QModelIndex index = m_model.index(row, 0);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
    return true;
}

void ChunkTable::fitColumns()
{
    const int room = viewport()->width();
    setColumnHidden(ChunkModel::ScoreColumn, !m_model.source().isSearch());
    // The text keeps at least about half: what says least goes first.
    setColumnHidden(ChunkModel::LinkColumn, room < 900);
    setColumnHidden(ChunkModel::WeightColumn, room < 760);
    setColumnHidden(ChunkModel::TrackingIdColumn, room < 660);
    setColumnHidden(ChunkModel::TagsColumn, room < 500);
    setColumnHidden(ChunkModel::UpdatedColumn, room < 400);
}

void ChunkTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void ChunkTable::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT activated(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

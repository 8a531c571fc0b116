#include "ui/widgets/grouptable.h"

#include "ui/widgets/chunkdelegate.h"

#include <QHeaderView>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

GroupTable::GroupTable(GroupModel &model, QWidget *parent) :
    QTableView(parent), m_model(model)
{
    setObjectName(u"groupTable"_s);
    setAccessibleName(tr("Groups"));
    setModel(&model);
    auto *delegate = new ChunkDelegate(this);
    delegate->setColumns(-1, {GroupModel::CountColumn, GroupModel::TrackingIdColumn, GroupModel::TagsColumn, GroupModel::UpdatedColumn});
    setItemDelegate(delegate);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
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
    horizontalHeader()->setSectionResizeMode(GroupModel::NameColumn, QHeaderView::Stretch);
    for (const auto &[column, width] : {std::pair(GroupModel::CountColumn, 64), std::pair(GroupModel::TrackingIdColumn, 110),
                                        std::pair(GroupModel::TagsColumn, 110), std::pair(GroupModel::UpdatedColumn, 110)})
        setColumnWidth(column, width);
}

bool GroupTable::selectGroup(const ChunkGroupId &group)
{
    const int row = m_model.rowOf(group);
    if (row < 0)
        return false;
    const QModelIndex index = m_model.index(row, 0);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
    return true;
}

void GroupTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    // The name keeps at least about half: what says least goes first.
    const int room = viewport()->width();
    setColumnHidden(GroupModel::TagsColumn, room < 600);
    setColumnHidden(GroupModel::TrackingIdColumn, room < 460);
    setColumnHidden(GroupModel::UpdatedColumn, room < 320);
}

void GroupTable::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT activated(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

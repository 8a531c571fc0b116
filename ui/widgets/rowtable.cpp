#include "ui/widgets/rowtable.h"

#include "ui/widgets/rowtableaccess.h"

#include <QHeaderView>
#include <QKeyEvent>

namespace {

constexpr int heightOfRow = 28;
constexpr int smallestColumn = 56;

}

RowTable::RowTable(QWidget *parent) : QTableView(parent)
{
    QAccessible::installFactory(&RowTableAccess::create);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setWordWrap(false);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    // Anything but fixed heights asks every row for its own: 24 s for a million rows.
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(heightOfRow);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(smallestColumn);
}

void RowTable::setWidths(int stretched, const QList<std::pair<int, int>> &widths)
{
    horizontalHeader()->setSectionResizeMode(stretched, QHeaderView::Stretch);
    for (const auto &[column, width] : widths)
        setColumnWidth(column, width);
}

bool RowTable::selectRowAt(int row)
{
    if (row < 0)
        return false;
    const QModelIndex index = model()->index(row, 0);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
    return true;
}

void RowTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    for (const auto &[column, room] : std::as_const(m_needs))
        setColumnHidden(column, viewport()->width() < room);
}

void RowTable::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT activated(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

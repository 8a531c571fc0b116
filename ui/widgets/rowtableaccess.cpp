#include "ui/widgets/rowtableaccess.h"

#include "ui/widgets/rowtablecell.h"
#include "ui/widgets/rowtableheading.h"

#include <QTableView>

using namespace Qt::StringLiterals;

RowTableAccess::RowTableAccess(QTableView *table) :
    QAccessibleWidget(table, QAccessible::Table), m_nowhere(QAccessible::registerAccessibleInterface(new RowTableCell(table, {})))
{
}

RowTableAccess::~RowTableAccess()
{
    for (const QAccessible::Id id : std::as_const(m_children))
        QAccessible::deleteAccessibleInterface(id);
    QAccessible::deleteAccessibleInterface(m_nowhere);
}

QAccessibleInterface *RowTableAccess::create(const QString &className, QObject *object)
{
    auto *table = className == "RowTable"_L1 ? qobject_cast<QTableView *>(object) : nullptr;
    return table ? new RowTableAccess(table) : nullptr;
}

void *RowTableAccess::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface *>(this) : QAccessibleWidget::interface_cast(type);
}

QTableView &RowTableAccess::table() const
{
    return *static_cast<QTableView *>(widget());
}

int RowTableAccess::rowCount() const
{
    return table().model() ? table().model()->rowCount() : 0;
}

int RowTableAccess::columnCount() const
{
    return table().model() ? table().model()->columnCount() : 0;
}

int RowTableAccess::childCount() const
{
    return (rowCount() + 1) * (columnCount() + 1);
}

int RowTableAccess::numberOf(const QModelIndex &index) const
{
    return index.isValid() ? (index.row() + 1) * (columnCount() + 1) + index.column() + 1 : -1;
}

QAccessibleInterface *RowTableAccess::child(int number) const
{
    if (number < 0 || number >= childCount())
        return nullptr;
    if (QAccessibleInterface *known = QAccessible::accessibleInterface(m_children.value(number))) {
        if (known->isValid() && indexOfChild(known) == number)
            return known;
        // Asked between a change of the rows and the news of it.
        rearrange();
        return child(number);
    }
    const int width = columnCount() + 1;
    QAccessibleInterface *made = newChild(number / width - 1, number % width - 1);
    if (made)
        m_children.insert(number, QAccessible::registerAccessibleInterface(made));
    return made;
}

QAccessibleInterface *RowTableAccess::newChild(int row, int column) const
{
    if (column < 0)
        return nullptr;
    if (row < 0)
        return new RowTableHeading(&table(), column);
    return new RowTableCell(&table(), table().model()->index(row, column));
}

QAccessibleInterface *RowTableAccess::childAt(int x, int y) const
{
    return child(numberOf(table().indexAt(table().viewport()->mapFromGlobal(QPoint(x, y)))));
}

QAccessibleInterface *RowTableAccess::focusChild() const
{
    return child(numberOf(table().currentIndex()));
}

int RowTableAccess::indexOfChild(const QAccessibleInterface *child) const
{
    if (!child || child->parent() != this)
        return -1;
    return child->role() == QAccessible::ColumnHeader ? static_cast<const RowTableHeading *>(child)->column() + 1
                                                      : numberOf(static_cast<const RowTableCell *>(child)->index());
}

QAccessibleInterface *RowTableAccess::cellAt(int row, int column) const
{
    QAccessibleInterface *cell = row >= 0 && row < rowCount() && column >= 0 && column < columnCount() ? child(numberOf(table().model()->index(row, column)))
                                                                                                      : nullptr;
    return cell ? cell : QAccessible::accessibleInterface(m_nowhere);
}

QString RowTableAccess::columnDescription(int column) const
{
    return table().model() ? table().model()->headerData(column, Qt::Horizontal).toString() : QString();
}

int RowTableAccess::selectedCellCount() const
{
    return selectedRowCount() * columnCount();
}

QList<QAccessibleInterface *> RowTableAccess::selectedCells() const
{
    QList<QAccessibleInterface *> cells;
    for (const int row : selectedRows()) {
        for (int column = 0; column < columnCount(); ++column)
            cells.append(cellAt(row, column));
    }
    return cells;
}

int RowTableAccess::selectedRowCount() const
{
    return int(selectedRows().size());
}

QList<int> RowTableAccess::selectedRows() const
{
    QList<int> rows;
    if (!table().selectionModel())
        return rows;
    for (const QModelIndex &index : table().selectionModel()->selectedRows())
        rows.append(index.row());
    return rows;
}

bool RowTableAccess::isRowSelected(int row) const
{
    return table().selectionModel() && table().selectionModel()->isRowSelected(row);
}

bool RowTableAccess::selectRow(int row)
{
    return choose(row, true);
}

bool RowTableAccess::unselectRow(int row)
{
    return choose(row, false);
}

bool RowTableAccess::choose(int row, bool selected)
{
    if (row < 0 || row >= rowCount() || !table().selectionModel())
        return false;
    const bool one = table().selectionMode() == QAbstractItemView::SingleSelection;
    const auto how = !selected ? QItemSelectionModel::Deselect : one ? QItemSelectionModel::ClearAndSelect : QItemSelectionModel::Select;
    table().selectionModel()->select(table().model()->index(row, 0), how | QItemSelectionModel::Rows);
    return true;
}

void RowTableAccess::modelChange(QAccessibleTableModelChangeEvent *event)
{
    if (event->modelChangeType() != QAccessibleTableModelChangeEvent::DataChanged)
        rearrange();
}

// Cells follow their row; those of rows that are gone go.
void RowTableAccess::rearrange() const
{
    QHash<int, QAccessible::Id> kept;
    for (const QAccessible::Id id : std::as_const(m_children)) {
        const QAccessibleInterface *each = QAccessible::accessibleInterface(id);
        const int place = each && each->isValid() ? indexOfChild(each) : -1;
        if (place < 0 || kept.contains(place))
            QAccessible::deleteAccessibleInterface(id);
        else
            kept.insert(place, id);
    }
    m_children = kept;
}

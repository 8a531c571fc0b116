#include "ui/widgets/rowtablecell.h"

void *RowTableCell::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TableCellInterface)
        return static_cast<QAccessibleTableCellInterface *>(this);
    if (type == QAccessible::ActionInterface)
        return static_cast<QAccessibleActionInterface *>(this);
    return nullptr;
}

bool RowTableCell::isValid() const
{
    return m_table && m_index.isValid() && m_index.model() == m_table->model();
}

QAccessible::State RowTableCell::state() const
{
    QAccessible::State state;
    if (!isValid())
        return state;
    const QRect whole(m_table->viewport()->mapToGlobal(QPoint()), m_table->viewport()->size());
    state.invisible = !m_table->isVisible() || !whole.intersects(rect());
    state.selectable = m_index.flags().testFlag(Qt::ItemIsSelectable);
    state.focusable = state.selectable;
    state.extSelectable = state.selectable && m_table->selectionMode() == QAbstractItemView::ExtendedSelection;
    state.selected = isSelected();
    state.focused = m_table->currentIndex() == m_index;
    return state;
}

QRect RowTableCell::rect() const
{
    if (!isValid())
        return {};
    const QRect area = m_table->visualRect(m_index);
    return area.isNull() ? area : area.translated(m_table->viewport()->mapToGlobal(QPoint()));
}

QString RowTableCell::text(QAccessible::Text what) const
{
    if (!isValid())
        return {};
    if (what == QAccessible::Description)
        return m_index.data(Qt::AccessibleDescriptionRole).toString();
    if (what != QAccessible::Name)
        return {};
    const QString own = m_index.data(Qt::AccessibleTextRole).toString();
    return own.isEmpty() ? m_index.data(Qt::DisplayRole).toString() : own;
}

QAccessibleInterface *RowTableCell::parent() const
{
    return QAccessible::queryAccessibleInterface(m_table);
}

bool RowTableCell::isSelected() const
{
    return isValid() && m_table->selectionModel() && m_table->selectionModel()->isSelected(m_index);
}

QList<QAccessibleInterface *> RowTableCell::columnHeaderCells() const
{
    QAccessibleInterface *whole = isValid() ? parent() : nullptr;
    QAccessibleInterface *heading = whole ? whole->child(m_index.column() + 1) : nullptr;
    return heading ? QList{heading} : QList<QAccessibleInterface *>();
}

void RowTableCell::doAction(const QString &name)
{
    QAccessibleInterface *whole = name == toggleAction() && isValid() ? parent() : nullptr;
    if (!whole)
        return;
    if (isSelected())
        whole->tableInterface()->unselectRow(m_index.row());
    else
        whole->tableInterface()->selectRow(m_index.row());
}

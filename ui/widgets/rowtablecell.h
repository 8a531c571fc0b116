#pragma once

#include <QAccessible>
#include <QPersistentModelIndex>
#include <QPointer>
#include <QTableView>

/// A cell of a RowTable as a screen reader knows it. One without a valid index, or whose row has gone, is no cell: it is invalid and in
/// row and column -1.
class RowTableCell : public QAccessibleInterface, public QAccessibleTableCellInterface, public QAccessibleActionInterface
{
public:
    RowTableCell(QTableView *table, const QModelIndex &index) : m_table(table), m_index(index) { }

    QModelIndex index() const { return m_index; }

    void *interface_cast(QAccessible::InterfaceType type) override;
    bool isValid() const override;
    QObject *object() const override { return nullptr; }
    QAccessible::Role role() const override { return QAccessible::Cell; }
    QAccessible::State state() const override;
    QRect rect() const override;
    QString text(QAccessible::Text what) const override;
    void setText(QAccessible::Text, const QString &) override { }
    QAccessibleInterface *parent() const override;
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }

    bool isSelected() const override;
    QList<QAccessibleInterface *> columnHeaderCells() const override;
    QList<QAccessibleInterface *> rowHeaderCells() const override { return {}; }
    int columnIndex() const override { return isValid() ? m_index.column() : -1; }
    int rowIndex() const override { return isValid() ? m_index.row() : -1; }
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QAccessibleInterface *table() const override { return parent(); }

    QStringList actionNames() const override { return {toggleAction()}; }
    /// Selects the row, or takes it out of the selection.
    void doAction(const QString &name) override;
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    QPointer<QTableView> m_table;
    QPersistentModelIndex m_index;
};

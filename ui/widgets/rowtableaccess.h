#pragma once

#include <QAccessibleWidget>
#include <QHash>

class QTableView;
class RowTableCell;

/// A RowTable as a screen reader knows it. Children are counted as Qt's own tables count them, line by line with the headings first and
/// the row's heading before its cells, which there is none of here. Unlike Qt's own, of which Qt 6.4 takes for granted that every cell it
/// is asked for exists and crashes where none does, cellAt() always gives a cell, if need be one that is invalid.
class RowTableAccess : public QAccessibleWidget, public QAccessibleTableInterface
{
public:
    explicit RowTableAccess(QTableView *table);
    ~RowTableAccess() override;

    /// For QAccessible::installFactory().
    static QAccessibleInterface *create(const QString &className, QObject *object);

    void *interface_cast(QAccessible::InterfaceType type) override;
    int childCount() const override;
    QAccessibleInterface *child(int number) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QAccessibleInterface *focusChild() const override;
    int indexOfChild(const QAccessibleInterface *child) const override;

    QAccessibleInterface *caption() const override { return nullptr; }
    QAccessibleInterface *summary() const override { return nullptr; }
    QAccessibleInterface *cellAt(int row, int column) const override;
    int rowCount() const override;
    int columnCount() const override;
    QString columnDescription(int column) const override;
    QString rowDescription(int) const override { return {}; }
    int selectedCellCount() const override;
    QList<QAccessibleInterface *> selectedCells() const override;
    int selectedColumnCount() const override { return 0; }
    int selectedRowCount() const override;
    QList<int> selectedColumns() const override { return {}; }
    QList<int> selectedRows() const override;
    bool isColumnSelected(int) const override { return false; }
    bool isRowSelected(int row) const override;
    bool selectRow(int row) override;
    bool selectColumn(int) override { return false; }
    bool unselectRow(int row) override;
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent *event) override;

private:
    QTableView &table() const;
    int numberOf(const QModelIndex &index) const;
    QAccessibleInterface *newChild(int row, int column) const;
    bool choose(int row, bool selected);
    void rearrange() const;

    /// By their number; made when somebody asks for them.
    mutable QHash<int, QAccessible::Id> m_children;
    QAccessible::Id m_nowhere = 0;
};

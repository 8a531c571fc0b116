#pragma once

#include <QAccessible>
#include <QPointer>
#include <QTableView>

/// The heading of a column of a RowTable as a screen reader knows it.
class RowTableHeading : public QAccessibleInterface
{
public:
    RowTableHeading(QTableView *table, int column) : m_table(table), m_column(column) { }

    int column() const { return m_column; }

    bool isValid() const override;
    QObject *object() const override { return nullptr; }
    QAccessible::Role role() const override { return QAccessible::ColumnHeader; }
    QAccessible::State state() const override;
    QRect rect() const override;
    QString text(QAccessible::Text what) const override;
    void setText(QAccessible::Text, const QString &) override { }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_table); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }

private:
    QPointer<QTableView> m_table;
    int m_column;
};

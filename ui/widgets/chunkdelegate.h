#pragma once

#include <QStyledItemDelegate>

/// Paints the cells of chunk and group tables: moments as "2 minutes ago", what became of a write with a sign beside the word, side notes in
/// the secondary colour, and a row that is only a placeholder faintly.
class ChunkDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// The column that says the state of a write, -1 for none; and those in the secondary colour.
    void setColumns(int stateColumn, const QList<int> &secondaryColumns);

    QString displayText(const QVariant &value, const QLocale &locale) const override;

private:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

    int m_stateColumn = -1;
    QList<int> m_secondaryColumns;
};

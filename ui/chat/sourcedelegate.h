#pragma once

#include <QStyledItemDelegate>

/// A source's row: its number in a chip like the citations', its first words, and a word where the answer does not name it.
class SourceDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum Role { NumberRole = Qt::UserRole + 1, CitedRole, TextRole };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

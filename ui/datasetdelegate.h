#pragma once

#include <QStyledItemDelegate>

/// A dataset in the sidebar: its name, and at the right the number of its chunks, shortened ("12k").
class DatasetDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

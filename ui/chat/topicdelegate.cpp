#include "ui/chat/topicdelegate.h"

#include "app/models/topicmodel.h"
#include "ui/theme.h"
#include "ui/widgets/relativetime.h"

#include <QPainter>

namespace {

constexpr int padding = 8;

}

void TopicDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->text.clear();
}

void TopicDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const QRect area = option.rect.adjusted(padding, 5, -padding, -5);
    const QFontMetrics metrics(option.font);
    painter->save();
    painter->setPen(currentTheme().text);
    painter->drawText(area, Qt::AlignLeft | Qt::AlignTop, metrics.elidedText(index.data().toString(), Qt::ElideRight, area.width()));
    QFont small = option.font;
    small.setPointSizeF(small.pointSizeF() - 1);
    painter->setFont(small);
    painter->setPen(currentTheme().secondaryText);
    painter->drawText(area, Qt::AlignLeft | Qt::AlignBottom, relativeTime(index.data(TopicModel::LastUsedRole).toDateTime()));
    painter->restore();
}

QSize TopicDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {120, QFontMetrics(option.font).lineSpacing() * 2 + 12};
}

void TopicDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    QRect area = option.rect.adjusted(2, 0, -2, 0);
    area.setHeight(editor->sizeHint().height());
    area.moveCenter(option.rect.center());
    editor->setGeometry(area);
}

#include "ui/chat/sourcedelegate.h"

#include "ui/theme.h"

#include <QPainter>

void SourceDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->text.clear();
}

void SourceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const Theme &theme = currentTheme();
    const bool cited = index.data(CitedRole).toBool();
    const QFontMetrics metrics(option.font);
    const QString number = QString::number(index.data(NumberRole).toInt());
    const int chipWidth = qMax(22, metrics.horizontalAdvance(number) + 12);
    const QRect chip(option.rect.left() + 6, option.rect.center().y() - 9, chipWidth, 19);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(cited ? QPen(Qt::NoPen) : QPen(theme.border));
    painter->setBrush(cited ? QBrush(blend(theme.surface, theme.accent, 0.16)) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    painter->setPen(cited ? theme.accent : theme.secondaryText);
    painter->drawText(chip, Qt::AlignCenter, number);

    const QRect area = option.rect.adjusted(chipWidth + 14, 5, -8, -5);
    const QString text = index.data(TextRole).toString();
    const int titleLine = text.isEmpty() && cited ? Qt::AlignVCenter : Qt::AlignTop;
    painter->setPen(cited ? theme.text : theme.secondaryText);
    painter->drawText(area, Qt::AlignLeft | titleLine, metrics.elidedText(index.data().toString(), Qt::ElideRight, area.width()));
    QFont small = option.font;
    small.setPointSizeF(small.pointSizeF() - 1);
    painter->setFont(small);
    painter->setPen(theme.secondaryText);
    const QString below = cited ? text : text.isEmpty() ? tr("not cited") : tr("not cited \u00b7 %1").arg(text);
    painter->drawText(area, Qt::AlignLeft | Qt::AlignBottom, QFontMetrics(small).elidedText(below, Qt::ElideRight, area.width()));
    painter->restore();
}

QSize SourceDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {120, QFontMetrics(option.font).lineSpacing() * 2 + 12};
}

#include "ui/sidebardelegate.h"

#include "app/models/datasetmodel.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace {

QString shortCount(const QVariant &count)
{
    if (!count.isValid())
        return {};
    const qlonglong number = count.toLongLong();
    if (number < 10'000)
        return QLocale().toString(number);
    if (number < 1'000'000)
        return SidebarDelegate::tr("%1k").arg(number / 1000);
    return SidebarDelegate::tr("%1M").arg(QLocale().toString(double(number) / 1'000'000, 'f', 1));
}

QString whatBecameOf(DatasetModel::Deletion deletion)
{
    return deletion == DatasetModel::Deletion::Pending ? SidebarDelegate::tr("is being deleted") : SidebarDelegate::tr("deletion not confirmed");
}

}

SidebarDelegate::SidebarDelegate(int iconRole, const QString &iconName, QObject *parent)
    : QStyledItemDelegate(parent), m_iconRole(iconRole), m_iconName(iconName)
{
}

void SidebarDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const QWidget *view = item.widget;
    view->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, view);

    const bool chosen = item.state.testFlag(QStyle::State_Selected);
    QRect inner = item.rect.adjusted(10, 0, -10, 0);
    const QString iconName = index.data(m_iconRole).toString();
    icon(iconName.isEmpty() ? m_iconName : iconName, chosen ? Tint::Accent : Tint::Secondary).paint(painter, QRect(inner.left(), inner.center().y() - 7, 16, 16));
    inner.setLeft(inner.left() + 24);

    painter->save();
    const auto deletion = DatasetModel::Deletion(index.data(DatasetModel::DeletionRole).toInt());
    const QString count = deletion == DatasetModel::Deletion::None ? shortCount(index.data(DatasetModel::ChunkCountRole)) : whatBecameOf(deletion);
    painter->setPen(currentTheme().secondaryText);
    painter->setFont(item.font);
    painter->drawText(inner, Qt::AlignVCenter | Qt::AlignRight, count);
    inner.setRight(inner.right() - item.fontMetrics.horizontalAdvance(count) - 8);
    QFont font = item.font;
    font.setWeight(chosen ? QFont::DemiBold : QFont::Normal);
    painter->setFont(font);
    painter->setPen(deletion == DatasetModel::Deletion::Pending ? currentTheme().secondaryText : currentTheme().text);
    painter->drawText(inner, Qt::AlignVCenter, QFontMetrics(font).elidedText(item.text, Qt::ElideRight, inner.width()));
    painter->restore();
    if (item.state.testFlag(QStyle::State_HasFocus) && item.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(item);
        focus.rect = item.rect.adjusted(1, 1, -1, -1);
        view->style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, view);
    }
}

QSize SidebarDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return QSize(QStyledItemDelegate::sizeHint(option, index).width(), 28);
}

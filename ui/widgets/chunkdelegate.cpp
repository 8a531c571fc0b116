#include "ui/widgets/chunkdelegate.h"

#include "app/models/chunkmodel.h"
#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/widgets/relativetime.h"

using namespace Qt::StringLiterals;

void ChunkDelegate::setColumns(int stateColumn, const QList<int> &secondaryColumns)
{
    m_stateColumn = stateColumn;
    m_secondaryColumns = secondaryColumns;
}

QString ChunkDelegate::displayText(const QVariant &value, const QLocale &locale) const
{
    return value.typeId() == QMetaType::QDateTime ? relativeTime(value.toDateTime()) : QStyledItemDelegate::displayText(value, locale);
}

void ChunkDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (m_secondaryColumns.contains(index.column()))
        option->palette.setColor(QPalette::Text, currentTheme().secondaryText);
    if (m_secondaryColumns.contains(index.column()))
        option->palette.setColor(QPalette::HighlightedText, currentTheme().text);
    // Figures end where the next column's words begin: keep them apart.
    if (option->displayAlignment.testFlag(Qt::AlignRight))
        option->text += u"  "_s;
    if (index.column() != m_stateColumn)
        return;
    const QVariant state = index.data(PagedModel::SortRole);
    if (!state.isValid())
        return;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = {14, 14};
    switch (ChunkModel::WriteState(state.toInt())) {
    case ChunkModel::WriteState::Indexed:
        option->icon = icon(u"check"_s, Tint::Positive);
        break;
    case ChunkModel::WriteState::Pending:
        option->icon = icon(u"clock"_s, Tint::Warning);
        break;
    case ChunkModel::WriteState::NotConfirmed:
        option->icon = icon(u"warning"_s, Tint::Warning);
        break;
    case ChunkModel::WriteState::Failed:
    case ChunkModel::WriteState::PassedOver:
        option->icon = icon(u"error"_s, Tint::Negative);
        break;
    }
}

#include "ui/widgets/requesttable.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace {

/// Gives the status a sign beside its number, and keeps side notes back.
class RequestDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

private:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.column() != RequestModel::PathColumn && index.column() != RequestModel::StatusColumn) {
            option->palette.setColor(QPalette::Text, currentTheme().secondaryText);
            option->palette.setColor(QPalette::HighlightedText, currentTheme().text);
        }
        // Figures end where the next column's words begin: keep them apart.
        if (option->displayAlignment.testFlag(Qt::AlignRight))
            option->text += u"  "_s;
        if (index.column() != RequestModel::StatusColumn)
            return;
        const bool failed = index.data(RequestModel::FailedRole).toBool();
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = {14, 14};
        option->icon = failed ? icon(u"error"_s, Tint::Negative) : icon(u"check"_s, Tint::Positive);
    }
};

}

RequestTable::RequestTable(RequestModel &model, QWidget *parent) :
    RowTable(parent)
{
    setObjectName(u"requestTable"_s);
    setAccessibleName(tr("Requests"));
    setModel(&model);
    setItemDelegate(new RequestDelegate(this));
    setSelectionMode(ExtendedSelection);
    setWidths(RequestModel::PathColumn, {{RequestModel::TimeColumn, 132}, {RequestModel::MethodColumn, 72}, {RequestModel::StatusColumn, 96},
                                         {RequestModel::DurationColumn, 84}, {RequestModel::SentColumn, 84}, {RequestModel::ReceivedColumn, 92},
                                         {RequestModel::ProfileColumn, 130}});
    // What says least goes first.
    hideWhenNarrower(RequestModel::ProfileColumn, 900);
    hideWhenNarrower(RequestModel::SentColumn, 760);
    hideWhenNarrower(RequestModel::ReceivedColumn, 660);
    hideWhenNarrower(RequestModel::DurationColumn, 540);
}

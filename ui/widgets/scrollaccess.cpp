#include "ui/widgets/scrollaccess.h"

#include <QAbstractScrollArea>
#include <QAccessibleWidget>

using namespace Qt::StringLiterals;

QAccessibleInterface *scrollaccess::create(const QString &className, QObject *object)
{
    auto *area = className == "QScrollArea"_L1 || className == "QAbstractScrollArea"_L1 ? qobject_cast<QAbstractScrollArea *>(object) : nullptr;
    return area ? new QAccessibleWidget(area, QAccessible::Client) : nullptr;
}

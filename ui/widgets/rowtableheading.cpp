#include "ui/widgets/rowtableheading.h"

#include <QHeaderView>

bool RowTableHeading::isValid() const
{
    return m_table && m_table->model() && m_column < m_table->model()->columnCount();
}

QAccessible::State RowTableHeading::state() const
{
    QAccessible::State state;
    state.invisible = !isValid() || !m_table->horizontalHeader()->isVisible() || m_table->isColumnHidden(m_column);
    return state;
}

QRect RowTableHeading::rect() const
{
    if (!isValid())
        return {};
    const QHeaderView &header = *m_table->horizontalHeader();
    return {header.viewport()->mapToGlobal(QPoint(header.sectionViewportPosition(m_column), 0)), QSize(header.sectionSize(m_column), header.height())};
}

QString RowTableHeading::text(QAccessible::Text what) const
{
    return what == QAccessible::Name && isValid() ? m_table->model()->headerData(m_column, Qt::Horizontal).toString() : QString();
}

#pragma once

#include <QStyledItemDelegate>

/// A line of the sidebar: an icon, a name, and for a dataset the number of its chunks at the right, shortened ("12k").
class SidebarDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// The role answers with the name of the icon; where it gives none, iconName is taken.
    SidebarDelegate(int iconRole, const QString &iconName, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const int m_iconRole;
    const QString m_iconName;
};

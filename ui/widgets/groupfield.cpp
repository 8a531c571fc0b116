#include "ui/widgets/groupfield.h"

#include "ui/icons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flowlayout.h"

#include <QToolButton>

using namespace Qt::StringLiterals;

GroupField::GroupField(QWidget *parent) :
    QWidget(parent), m_layout(new FlowLayout(this)), m_choose(new QToolButton(this))
{
    m_choose->setText(tr("Choose\u2026"));
    m_choose->setIcon(icon(u"group"_s));
    m_choose->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_choose->setObjectName(u"chooseGroups"_s);
    m_choose->setAccessibleName(tr("Choose groups"));
    m_layout->addWidget(m_choose);
    setFocusProxy(m_choose);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_choose, &QToolButton::clicked, this, &GroupField::chooseRequested);
}

void GroupField::setGroups(const QList<SlimGroup> &groups)
{
    m_groups = groups;
    const auto chips = findChildren<Chip *>();
    for (Chip *chip : chips) {
        m_layout->removeWidget(chip);
        chip->hide();
        chip->deleteLater();
    }
    for (int i = 0; i < groups.size(); ++i) {
        const SlimGroup &group = groups.at(i);
        auto *chip = new Chip(group.name.isEmpty() ? group.id.text() : group.name, this);
        chip->setObjectName(u"groupChip"_s);
        chip->setRemovable(tr("Group %1").arg(group.name));
        connect(chip, &Chip::removeRequested, this, [this, id = group.id] { remove(id); });
        m_layout->insertWidget(i, chip);
        chip->show();
    }
    updateGeometry();
    Q_EMIT groupsChanged();
}

QList<ChunkGroupId> GroupField::groupIds() const
{
    QList<ChunkGroupId> ids;
    for (const SlimGroup &group : m_groups)
        ids.append(group.id);
    return ids;
}

void GroupField::remove(const ChunkGroupId &group)
{
    QList<SlimGroup> rest = m_groups;
    rest.removeIf([&group](const SlimGroup &one) { return one.id == group; });
    setGroups(rest);
}

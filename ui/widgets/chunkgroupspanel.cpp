#include "ui/widgets/chunkgroupspanel.h"

#include "app/models/tooltip.h"
#include "ui/dialogs/choosegroupsdialog.h"
#include "ui/icons.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statestack.h"
#include "ui/writelock.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

ChunkGroupsPanel::ChunkGroupsPanel(const ApiClient &client, QWidget *parent) :
    QWidget(parent), m_client(client)
{
    build();
    showChunk({}, {});
}

void ChunkGroupsPanel::build()
{
    m_list = new QListWidget;
    m_list->setObjectName(u"chunkGroups"_s);
    m_list->setAccessibleName(tr("Groups of the chunk"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setSpacing(4);
    m_states = new StateStack(m_list);
    m_add = new QPushButton(icon(u"add"_s), tr("&Choose groups\u2026"));
    m_add->setObjectName(u"addToGroup"_s);
    m_remove = new QPushButton(tr("&Take out"));
    m_remove->setObjectName(u"removeFromGroup"_s);
    m_open = new QPushButton(tr("&Open group"));
    m_open->setObjectName(u"openGroup"_s);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 8, 12, 8);
    foot->setSpacing(8);
    foot->addWidget(m_add);
    foot->addStretch(1);
    foot->addWidget(m_remove);
    foot->addWidget(m_open);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_states, 1);
    layout->addLayout(foot);
    connect(m_add, &QPushButton::clicked, this, &ChunkGroupsPanel::choose);
    connect(m_remove, &QPushButton::clicked, this, &ChunkGroupsPanel::removeCurrent);
    connect(m_open, &QPushButton::clicked, this, &ChunkGroupsPanel::openCurrent);
    connect(m_list, &QListWidget::itemActivated, this, &ChunkGroupsPanel::openCurrent);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &ChunkGroupsPanel::judgeButtons);
    WriteLock::watch(m_client, this, &ChunkGroupsPanel::judgeButtons);
    judgeButtons();
    connect(&m_states->messageBar(), &MessageBar::retryRequested, this, &ChunkGroupsPanel::refresh);
}

void ChunkGroupsPanel::judgeButtons()
{
    const QString objection = WriteLock::objection(m_client, Error::Role::Admin);
    const bool isChosen = m_list->currentRow() >= 0;
    m_add->setEnabled(m_isRead && objection.isEmpty());
    m_add->setToolTip(objection);
    m_remove->setEnabled(isChosen && objection.isEmpty());
    m_remove->setToolTip(objection.isEmpty() ? tr("Take the chunk out of the group; the chunk stays") : objection);
    m_open->setEnabled(isChosen);
}

void ChunkGroupsPanel::showChunk(const DatasetId &dataset, const ChunkId &chunk)
{
    if (dataset == m_dataset && chunk == m_chunk && !chunk.isEmpty())
        return;
    m_dataset = dataset;
    m_chunk = chunk;
    m_read = {};
    m_write = {};
    m_changes.clear();
    m_states->messageBar().dismiss();
    m_states->setLoading(false);
    m_states->setEmptyPane(u"group"_s, chunk.isEmpty() ? tr("Choose a chunk to see its groups.") : tr("This chunk is in no group."));
    m_isRead = false;
    showGroups({});
    m_isStale = !chunk.isEmpty();
    if (isVisible())
        refresh();
}

void ChunkGroupsPanel::refresh()
{
    if (m_chunk.isEmpty())
        return;
    m_isStale = false;
    m_states->setLoading(true);
    m_read = m_client.groupsOfChunks(m_dataset, {m_chunk});
    m_read.then(this, [this](const Result<QList<ChunkMembership>> &answer) {
        m_states->setLoading(false);
        if (!answer)
            return m_states->messageBar().showError(tr("The groups of the chunk could not be read."), answer.error(), true);
        m_isRead = true;
        showGroups(answer->isEmpty() ? QList<SlimGroup>() : answer->constFirst().groups);
    });
}

void ChunkGroupsPanel::showGroups(const QList<SlimGroup> &groups)
{
    m_groups = groups;
    m_list->clear();
    for (const SlimGroup &group : groups) {
        auto *item = new QListWidgetItem(icon(u"group"_s, Tint::Secondary), group.name.isEmpty() ? group.id.text() : group.name, m_list);
        item->setToolTip(plainToolTip(group.trackingId ? tr("Tracking id %1").arg(*group.trackingId) : group.id.text()));
    }
    m_states->setEmpty(groups.isEmpty());
    judgeButtons();
}

void ChunkGroupsPanel::choose()
{
    auto *dialog = new ChooseGroupsDialog(m_client, m_dataset, m_groups, this);
    connect(dialog, &ChooseGroupsDialog::chosen, this, &ChunkGroupsPanel::change);
    dialog->open();
}

void ChunkGroupsPanel::change(const QList<SlimGroup> &wanted)
{
    const auto holds = [](const QList<SlimGroup> &groups, const ChunkGroupId &id) {
        return std::any_of(groups.begin(), groups.end(), [&id](const SlimGroup &group) { return group.id == id; });
    };
    m_changes.clear();
    for (const SlimGroup &group : wanted) {
        if (!holds(m_groups, group.id))
            m_changes.append({.group = group.id, .adds = true});
    }
    for (const SlimGroup &group : std::as_const(m_groups)) {
        if (!holds(wanted, group.id))
            m_changes.append({.group = group.id, .adds = false});
    }
    changeNext();
}

void ChunkGroupsPanel::changeNext()
{
    if (m_changes.isEmpty()) {
        Q_EMIT membershipChanged(m_chunk);
        return refresh();
    }
    const Change next = m_changes.takeFirst();
    m_states->setLoading(true);
    m_write = next.adds ? m_client.addToGroup(m_dataset, next.group, m_chunk) : m_client.removeFromGroup(m_dataset, next.group, m_chunk);
    m_write.then(this, [this](const Result<void> &result) {
        if (result)
            return changeNext();
        m_changes.clear();
        refresh();
        m_states->messageBar().showError(tr("The groups of the chunk could not be changed."), result.error());
    });
}

void ChunkGroupsPanel::removeCurrent()
{
    if (m_list->currentRow() < 0)
        return;
    m_changes = {{.group = m_groups.at(m_list->currentRow()).id, .adds = false}};
    changeNext();
}

void ChunkGroupsPanel::openCurrent()
{
    if (m_list->currentRow() >= 0)
        Q_EMIT groupRequested(m_groups.at(m_list->currentRow()).id);
}

void ChunkGroupsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        refresh();
}

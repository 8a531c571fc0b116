#include "ui/dialogs/choosegroupsdialog.h"

#include "app/models/groupmodel.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statestack.h"

#include <QIdentityProxyModel>
#include <QListView>

using namespace Qt::StringLiterals;

/// The groups with a tick each, which outlives paging.
class CheckedGroups : public QIdentityProxyModel
{
public:
    CheckedGroups(GroupModel &groups, const QList<SlimGroup> &ticked, QObject *parent) :
        QIdentityProxyModel(parent), m_groups(groups), m_ticked(ticked)
    {
        setSourceModel(&groups);
    }

    const QList<SlimGroup> &ticked() const { return m_ticked; }
    void setSingle() { m_isSingle = true; }

    Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        return QIdentityProxyModel::flags(index) | Qt::ItemIsUserCheckable;
    }

    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role == Qt::CheckStateRole && index.isValid())
            return isTicked(m_groups.groupIdAt(index.row())) ? Qt::Checked : Qt::Unchecked;
        return QIdentityProxyModel::data(index, role);
    }

    bool setData(const QModelIndex &index, const QVariant &value, int role) override
    {
        const auto group = m_groups.groupAt(index.row());
        if (role != Qt::CheckStateRole || !group)
            return false;
        m_ticked.removeIf([this, &group](const SlimGroup &one) { return m_isSingle || one.id == group->id; });
        if (value.toInt() == Qt::Checked)
            m_ticked.append({.id = group->id, .name = group->name, .trackingId = group->trackingId});
        Q_EMIT dataChanged(this->index(0, 0), this->index(rowCount() - 1, 0), {Qt::CheckStateRole});
        return true;
    }

private:
    bool isTicked(const ChunkGroupId &id) const
    {
        return std::any_of(m_ticked.begin(), m_ticked.end(), [&id](const SlimGroup &one) { return one.id == id; });
    }

    GroupModel &m_groups;
    QList<SlimGroup> m_ticked;
    bool m_isSingle = false;
};

ChooseGroupsDialog::ChooseGroupsDialog(const ApiClient &client, const DatasetId &dataset, const QList<SlimGroup> &ticked, QWidget *parent) :
    FormDialog(tr("Choose groups"), tr("Choose"), parent), m_groups(new GroupModel(client, this)),
    m_checked(new CheckedGroups(*m_groups, ticked, this)), m_list(new QListView)
{
    setObjectName(u"chooseGroupsDialog"_s);
    m_list->setObjectName(u"groupList"_s);
    m_list->setAccessibleName(tr("Groups"));
    m_list->setModel(m_checked);
    m_list->setUniformItemSizes(true);
    m_list->setSpacing(3);
    m_list->setMinimumSize(432, 280);
    auto *states = new StateStack(m_list);
    states->setEmptyPane(u"group"_s, tr("This dataset has no groups yet. Make one on the Groups page."));
    states->setEmpty(true);
    states->setLoading(true);
    addWidget(states);
    const auto show = [this, states] {
        states->setLoading(m_groups->state() == PagedModel::State::Loading);
        states->setEmpty(m_groups->rowCount() == 0);
        if (m_groups->state() == PagedModel::State::Failed)
            states->messageBar().showError(tr("The groups could not be read."), m_groups->lastError(), true);
    };
    connect(m_groups, &PagedModel::stateChanged, this, show);
    connect(m_groups, &PagedModel::rowsArrived, this, show);
    connect(&states->messageBar(), &MessageBar::retryRequested, m_groups, &PagedModel::retry);
    connect(this, &FormDialog::submitted, this, [this] {
        Q_EMIT chosen(m_checked->ticked());
        accept();
    });
    m_list->setFocus();
    m_groups->show(dataset);
}

void ChooseGroupsDialog::setSingle()
{
    m_checked->setSingle();
    setWindowTitle(tr("Choose a group"));
}

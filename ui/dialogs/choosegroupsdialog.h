#pragma once

#include "app/api/apiclient.h"
#include "ui/widgets/formdialog.h"

class CheckedGroups;
class GroupModel;
class QListView;

/// Chooses groups of a dataset by ticking them; more come as the list is scrolled. The client must outlive it.
class ChooseGroupsDialog : public FormDialog
{
    Q_OBJECT

public:
    ChooseGroupsDialog(const ApiClient &client, const DatasetId &dataset, const QList<SlimGroup> &ticked, QWidget *parent);

    /// A tick takes the others away.
    void setSingle();

Q_SIGNALS:
    void chosen(const QList<SlimGroup> &groups);

private:
    GroupModel *m_groups = nullptr;
    CheckedGroups *m_checked = nullptr;
    QListView *m_list = nullptr;
};

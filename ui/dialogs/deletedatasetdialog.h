#pragma once

#include "app/api/apiclient.h"
#include "ui/widgets/confirmdialog.h"

/// Asks before a dataset is deleted, with the number of chunks and groups that go with it, and has its name typed. The client must outlive it.
class DeleteDatasetDialog : public ConfirmDialog
{
    Q_OBJECT

public:
    DeleteDatasetDialog(const ApiClient &client, const Dataset &dataset, QWidget *parent);

Q_SIGNALS:
    /// The server has accepted it, or the dataset was gone already; servers delete later.
    void deletionAccepted(const DatasetId &dataset);

private:
    void count();
    void countGroups(const Result<GroupPage> &first);
    void sayWhatIsLost();
    void remove();

    const ApiClient &m_client;
    const Dataset m_dataset;
    std::optional<qint64> m_chunks;
    std::optional<qint64> m_groups;
    bool m_countFailed = false;
    Call<qint64> m_chunkCount;
    Call<GroupPage> m_firstGroups;
    Call<GroupPage> m_lastGroups;
    Call<void> m_delete;
};

#pragma once

#include "app/api/apiclient.h"
#include "ui/widgets/confirmdialog.h"

class QRadioButton;

/// Deletes a group and, where the person says so, its chunks; says how many those are. Emits deletionAccepted() before it closes. The client must
/// outlive it.
class DeleteGroupDialog : public ConfirmDialog
{
    Q_OBJECT

public:
    DeleteGroupDialog(const ApiClient &client, const ChunkGroup &group, QWidget *parent);

Q_SIGNALS:
    /// The server has accepted it; what it deletes may go later.
    void deletionAccepted(bool withChunks);

private:
    void submit();
    void nameTheAct();

    const ApiClient &m_client;
    ChunkGroup m_group;
    std::optional<qint64> m_chunks;
    Call<qint64> m_count;
    Call<void> m_delete;
    QRadioButton *m_keep = nullptr;
    QRadioButton *m_lose = nullptr;
};

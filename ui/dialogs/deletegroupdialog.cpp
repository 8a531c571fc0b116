#include "ui/dialogs/deletegroupdialog.h"

#include <QPushButton>
#include <QRadioButton>

using namespace Qt::StringLiterals;

DeleteGroupDialog::DeleteGroupDialog(const ApiClient &client, const ChunkGroup &group, QWidget *parent) :
    ConfirmDialog(tr("Delete group"), tr("The group \u201c%1\u201d will be deleted, with its description, tags and metadata. This cannot be undone.").arg(group.name),
                  tr("Delete group"), parent),
    m_client(client), m_group(group), m_keep(new QRadioButton), m_lose(new QRadioButton)
{
    setObjectName(u"deleteGroupDialog"_s);
    m_keep->setObjectName(u"keepChunks"_s);
    m_lose->setObjectName(u"deleteChunksToo"_s);
    m_keep->setChecked(true);
    addWidget(m_keep);
    addWidget(m_lose);
    connect(m_lose, &QRadioButton::toggled, this, &DeleteGroupDialog::nameTheAct);
    connect(this, &FormDialog::submitted, this, &DeleteGroupDialog::submit);
    connect(this, &FormDialog::aborted, this, [this] { m_delete = {}; });
    m_count = m_client.groupChunkCount(group.datasetId, group.id);
    m_count.then(this, [this](const Result<qint64> &count) {
        if (count)
            m_chunks = *count;
        nameTheAct();
    });
    nameTheAct();
}

void DeleteGroupDialog::nameTheAct()
{
    m_keep->setText(m_chunks ? tr("&Keep its %Ln chunk(s) in the dataset", nullptr, int(*m_chunks)) : tr("&Keep its chunks in the dataset"));
    m_lose->setText(m_chunks ? tr("Delete its %Ln chunk(s) &too, also those in other groups", nullptr, int(*m_chunks))
                             : tr("Delete its chunks &too, also those in other groups"));
    acceptButton().setText(!m_lose->isChecked() ? tr("Delete group")
                               : m_chunks       ? tr("Delete group and %Ln chunk(s)", nullptr, int(*m_chunks))
                                                : tr("Delete group and chunks"));
}

void DeleteGroupDialog::submit()
{
    setBusy(true);
    const bool withChunks = m_lose->isChecked();
    m_delete = m_client.deleteGroup(m_group.datasetId, m_group.id, withChunks);
    m_delete.then(this, [this, withChunks](const Result<void> &result) {
        // Somebody else deleted it: that is what was wanted.
        if (!result && result.error().kind != Error::Kind::NotFound)
            return showError(tr("The group was not deleted."), result.error());
        Q_EMIT deletionAccepted(withChunks);
        setBusy(false);
        accept();
    });
}

#include "ui/dialogs/deletedatasetdialog.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 groupsOnPage = 10;

}

DeleteDatasetDialog::DeleteDatasetDialog(const ApiClient &client, const Dataset &dataset, QWidget *parent)
    : ConfirmDialog(tr("Delete dataset"), {}, tr("&Delete dataset"), parent), m_client(client), m_dataset(dataset)
{
    setObjectName(u"deleteDatasetDialog"_s);
    requireTyped(dataset.name);
    sayWhatIsLost();
    count();
    connect(this, &FormDialog::submitted, this, &DeleteDatasetDialog::remove);
    connect(this, &FormDialog::aborted, this, [this] { m_delete = {}; });
}

void DeleteDatasetDialog::count()
{
    m_chunkCount = m_client.chunkCount(m_dataset.id);
    m_chunkCount.then(this, [this](const Result<qint64> &count) {
        if (count)
            m_chunks = *count;
        m_countFailed = m_countFailed || !count;
        sayWhatIsLost();
    });
    m_firstGroups = m_client.groups(m_dataset.id, 1);
    m_firstGroups.then(this, [this](const Result<GroupPage> &first) { countGroups(first); });
}

// Servers do not count groups; all pages but the last are full.
void DeleteDatasetDialog::countGroups(const Result<GroupPage> &first)
{
    if (!first || first->totalPages <= 1) {
        if (first)
            m_groups = first->groups.size();
        m_countFailed = m_countFailed || !first;
        return sayWhatIsLost();
    }
    const int pages = first->totalPages;
    m_lastGroups = m_client.groups(m_dataset.id, pages);
    m_lastGroups.then(this, [this, pages](const Result<GroupPage> &last) {
        if (last)
            m_groups = (pages - 1) * groupsOnPage + last->groups.size();
        m_countFailed = m_countFailed || !last;
        sayWhatIsLost();
    });
}

void DeleteDatasetDialog::sayWhatIsLost()
{
    QStringList lost;
    if (m_chunks)
        lost += *m_chunks == 1 ? tr("1 chunk") : tr("%1 chunks").arg(QLocale().toString(*m_chunks));
    if (m_groups)
        lost += *m_groups == 1 ? tr("1 group") : tr("%1 groups").arg(QLocale().toString(*m_groups));
    QString counts;
    if (!lost.isEmpty())
        counts = tr("It holds %1.").arg(lost.join(tr(" and ")));
    else
        counts = m_countFailed ? tr("What it holds could not be counted.") : tr("Counting what it holds\u2026");
    setWhatIsLost(tr("The dataset \u201C%1\u201D will be deleted with all its chunks, groups and conversations. %2\n\nThis cannot be undone.").arg(m_dataset.name, counts));
}

void DeleteDatasetDialog::remove()
{
    setBusy(true);
    m_delete = m_client.deleteDataset(m_dataset.id);
    m_delete.then(this, [this](const Result<void> &outcome) {
        // Somebody else deleted it: that is what was wanted.
        if (!outcome && outcome.error().kind != Error::Kind::NotFound)
            return showError(tr("The dataset was not deleted."), outcome.error());
        Q_EMIT deletionAccepted(m_dataset.id);
        accept();
    });
}

#include "app/models/datasetmodel.h"

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 100;

}

DatasetModel::DatasetModel(const ApiClient &client, QObject *parent) : PagedModel(parent), m_client(client), m_deletions(client)
{
    connect(&m_deletions, &DeletionWatch::gone, this, &DatasetModel::onGone);
    connect(&m_deletions, &DeletionWatch::doubted, this, &DatasetModel::onDoubted);
    // The list is filtered and sorted here, so all of it is wanted, view or no view.
    connect(this, &PagedModel::rowsArrived, this, [this] { fetchMore({}); });
}

void DatasetModel::load(const DatasetId &only)
{
    m_only = only;
    // Whoever looks again sees what is there.
    m_notConfirmed.clear();
    startOver(true);
}

PagedModel::Request DatasetModel::ask(const Place &place, Answer answer)
{
    if (m_only.isEmpty()) {
        return hold(m_client.datasets(pageSize, (place.number - 1) * pageSize),
            [this](const QList<Dataset> &datasets) { return pageOf(datasets); }, std::move(answer));
    }
    // A key with the read-only role may use the dataset but not read its settings: then its id is all there is to show.
    const auto forgiving = [this, answer = std::move(answer)](const Result<Page> &page) {
        if (page || page.error().kind != Error::Kind::Forbidden)
            return answer(page);
        Dataset bare;
        bare.id = m_only;
        bare.name = m_only.text();
        keep(bare);
        answer(Page{.ids = {m_only.text()}, .isLast = true});
    };
    return hold(m_client.dataset(m_only), [this](const Dataset &dataset) {
        keep(dataset);
        return Page{.ids = {dataset.id.text()}, .isLast = true};
    }, forgiving);
}

PagedModel::Page DatasetModel::pageOf(const QList<Dataset> &datasets)
{
    Page page;
    page.isLast = datasets.size() < pageSize;
    for (const Dataset &dataset : datasets) {
        keep(dataset);
        page.ids.append(dataset.id.text());
    }
    return page;
}

void DatasetModel::keep(Dataset dataset)
{
    // The list does without the settings, and an answer to a change would hold its keys in the clear.
    dataset.serverConfiguration = {};
    const QString id = dataset.id.text();
    if (!dataset.chunkCount && m_datasets.contains(id))
        dataset.chunkCount = m_datasets[id].chunkCount;
    m_datasets.insert(id, std::move(dataset));
}

void DatasetModel::forgetBodiesExcept(const QStringList &ids)
{
    m_datasets.removeIf([&](const auto &entry) { return !ids.contains(entry.key()) && rowWithId(entry.key()) < 0; });
}

const Dataset *DatasetModel::find(const DatasetId &id) const
{
    const auto found = m_datasets.constFind(id.text());
    return found == m_datasets.constEnd() || rowWithId(id.text()) < 0 ? nullptr : &*found;
}

void DatasetModel::adopt(const Dataset &dataset)
{
    keep(dataset);
    insertLocalRow(dataset.id.text());
    settleRow(dataset.id.text());
}

void DatasetModel::remove(const DatasetId &id)
{
    removeRowWithId(id.text());
    m_datasets.remove(id.text());
    m_counts.erase(id.text());
}

void DatasetModel::noteDeleting(const DatasetId &id)
{
    m_notConfirmed.remove(id.text());
    m_deletions.watch(id);
    announceRow(id.text());
}

DatasetModel::Deletion DatasetModel::deletionOf(const QString &id) const
{
    if (m_deletions.isPending(id))
        return Deletion::Pending;
    return m_notConfirmed.contains(id) ? Deletion::NotConfirmed : Deletion::None;
}

void DatasetModel::onGone(const QString &id)
{
    Q_EMIT deletionConfirmed(DatasetId(id));
}

void DatasetModel::onDoubted(const QString &id, DeletionWatch::Doubt doubt, const QString &reason)
{
    if (doubt == DeletionWatch::Doubt::StillThere)
        m_notConfirmed.insert(id);
    announceRow(id);
    Q_EMIT deletionDoubted(DatasetId(id), doubt, reason);
}

void DatasetModel::recount(const DatasetId &id)
{
    const QString key = id.text();
    Call<qint64> &call = m_counts[key];
    call = m_client.chunkCount(id);
    call.then(this, [this, key](const Result<qint64> &count) {
        if (count && m_datasets.contains(key)) {
            m_datasets[key].chunkCount = *count;
            announceRow(key);
        }
    });
}

int DatasetModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1;
}

QVariant DatasetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto found = m_datasets.constFind(idAt(index.row()));
    if (found == m_datasets.constEnd())
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        return found->name;
    case Qt::ToolTipRole:
        return toolTip(*found);
    case Qt::AccessibleTextRole:
        return deletionOf(found->id.text()) == Deletion::Pending ? tr("%1, is being deleted").arg(found->name) : found->name;
    case IdRole:
        return found->id.text();
    case ChunkCountRole:
        return found->chunkCount ? QVariant(*found->chunkCount) : QVariant();
    case TrackingIdRole:
        return found->trackingId.value_or(QString());
    case DeletionRole:
        return int(deletionOf(found->id.text()));
    default:
        return {};
    }
}

QString DatasetModel::toolTip(const Dataset &dataset) const
{
    QStringList lines{dataset.name};
    if (dataset.trackingId)
        lines.append(tr("Tracking id: %1").arg(*dataset.trackingId));
    if (deletionOf(dataset.id.text()) == Deletion::Pending)
        lines.append(tr("The server has accepted its deletion and has not carried it out yet."));
    if (deletionOf(dataset.id.text()) == Deletion::NotConfirmed)
        lines.append(tr("The server has accepted its deletion, and it is still there. Refresh to see whether it is gone."));
    return lines.join(u'\n');
}

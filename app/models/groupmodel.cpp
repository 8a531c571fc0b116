#include "app/models/groupmodel.h"

#include "app/models/tooltip.h"
#include "app/values/timestamp.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

constexpr int groupPage = 10;
constexpr size_t countsAtOnce = 3;

}

GroupModel::GroupModel(const ApiClient &client, QObject *parent) :
    PagedModel(parent), m_client(client), m_deletions(client)
{
    connect(&m_deletions, &DeletionWatch::gone, this, &GroupModel::onGone);
    connect(&m_deletions, &DeletionWatch::doubted, this, &GroupModel::onDoubted);
}

void GroupModel::show(const DatasetId &dataset)
{
    const bool sameDataset = dataset == m_dataset;
    if (!sameDataset)
        clear();
    m_dataset = dataset;
    startOver(sameDataset);
}

void GroupModel::clear()
{
    m_dataset = {};
    m_deletions.forgetAll();
    m_counting.clear();
    m_countsWanted.clear();
    m_counts.clear();
    clearRows();
    m_groups.clear();
}

std::optional<ChunkGroup> GroupModel::groupAt(int row) const
{
    const auto group = m_groups.constFind(idAt(row));
    return group == m_groups.constEnd() ? std::nullopt : std::optional(*group);
}

std::optional<qint64> GroupModel::countOf(const ChunkGroupId &group) const
{
    const auto count = m_counts.constFind(group.text());
    return count == m_counts.constEnd() || !count->ok() ? std::nullopt : std::optional(count->value());
}

void GroupModel::adopt(const ChunkGroup &group)
{
    m_groups.insert(group.id.text(), group);
    if (rowOf(group.id) < 0)
        insertLocalRow(group.id.text());
    settleRow(group.id.text());
}

void GroupModel::noteDeleting(const ChunkGroupId &group, bool withChunks)
{
    m_deletions.watch(m_dataset, group, withChunks);
    announceRow(group.text());
}

void GroupModel::onGone(const QString &id)
{
    const ChunkGroup group = m_groups.take(id);
    m_counting.erase(id);
    m_counts.remove(id);
    removeRowWithId(id);
    Q_EMIT deletionConfirmed(group);
}

void GroupModel::onDoubted(const QString &id)
{
    announceRow(id);
    Q_EMIT deletionDoubted(m_groups.value(id));
}

void GroupModel::recount(const ChunkGroupId &group)
{
    m_counts.remove(group.text());
    m_counting.erase(group.text());
    announceRow(group.text());
}

PagedModel::Request GroupModel::ask(const Place &place, Answer answer)
{
    const int number = place.number;
    return hold(
        m_client.groups(m_dataset, number),
        [this, number](const GroupPage &answered) {
            Page page{.ids = {}, .isLast = number >= answered.totalPages || answered.groups.size() < groupPage};
            for (const ChunkGroup &group : answered.groups) {
                m_groups.insert(group.id.text(), group);
                page.ids.append(group.id.text());
            }
            return page;
        },
        answer);
}

void GroupModel::forgetBodiesExcept(const QStringList &)
{
    m_counts.clear();
}

void GroupModel::wantCount(const QString &id) const
{
    if (m_countsWanted.contains(id) || m_counting.contains(id))
        return;
    m_countsWanted.append(id);
    QMetaObject::invokeMethod(const_cast<GroupModel *>(this), &GroupModel::countNext, Qt::QueuedConnection);
}

void GroupModel::countNext()
{
    while (m_counting.size() < countsAtOnce && !m_countsWanted.isEmpty()) {
        const QString id = m_countsWanted.takeFirst();
        Call<qint64> &call = m_counting[id] = m_client.groupChunkCount(m_dataset, ChunkGroupId(id));
        call.then(this, [this, id](const Result<qint64> &count) {
            m_counts.insert(id, count);
            m_counting.erase(id);
            announceRow(id);
            countNext();
        });
    }
}

int GroupModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant GroupModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const QString id = idAt(index.row());
    if (role == IdRole)
        return id;
    if (role == Qt::TextAlignmentRole)
        return index.column() == CountColumn ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    if (index.column() == CountColumn)
        return countCell(id, role);
    const auto group = m_groups.constFind(id);
    if (group == m_groups.constEnd())
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
    case Qt::AccessibleTextRole:
        return text(*group, index.column());
    case Qt::ToolTipRole:
        if (index.column() == UpdatedColumn) {
            const auto moment = timestamp::parse(group->updatedAt);
            return moment ? tr("%1 UTC").arg(moment->toString(u"yyyy-MM-dd HH:mm:ss.zzz")) : group->updatedAt;
        }
        return plainToolTip(index.column() == NameColumn && !group->description.isEmpty() ? group->description
                                                                                         : text(*group, index.column()).toString());
    default:
        return {};
    }
}

QVariant GroupModel::countCell(const QString &id, int role) const
{
    const auto count = m_counts.constFind(id);
    if (count == m_counts.constEnd()) {
        if (role == Qt::DisplayRole)
            wantCount(id);
        return role == Qt::DisplayRole ? QVariant(u"\u2026"_s) : QVariant();
    }
    if (role == SortRole)
        return count->ok() ? QVariant(count->value()) : QVariant();
    if (role == Qt::DisplayRole)
        return count->ok() ? QLocale().toString(count->value()) : u"\u2013"_s;
    if (role == Qt::ToolTipRole && !count->ok())
        return plainToolTip(tr("The chunks could not be counted: %1").arg(count->error().message));
    return {};
}

QVariant GroupModel::text(const ChunkGroup &group, int column) const
{
    switch (column) {
    case NameColumn:
        return group.name.isEmpty() ? tr("(no name)") : group.name;
    case TrackingIdColumn:
        return group.trackingId.value_or(QString());
    case TagsColumn:
        return group.tagSet.value_or(QStringList()).join(u", "_s);
    case UpdatedColumn: {
        if (m_deletions.isPending(group.id.text()))
            return tr("is being deleted");
        const auto moment = timestamp::parse(group.updatedAt);
        return moment ? QVariant(*moment) : QVariant(group.updatedAt);
    }
    default:
        return {};
    }
}

QVariant GroupModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Group");
    case CountColumn:
        return tr("Chunks");
    case TrackingIdColumn:
        return tr("Tracking id");
    case TagsColumn:
        return tr("Tags");
    case UpdatedColumn:
        return tr("Updated");
    default:
        return {};
    }
}

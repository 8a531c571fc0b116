#pragma once

#include "app/models/deletionwatch.h"
#include "app/models/pagedmodel.h"

#include <map>

/// The groups of a dataset, ten a page as servers give them. The number of chunks of a group is asked for when its cell is first
/// looked at, three at a time; one that fails leaves the others alone. GUI thread; the client must outlive it.
class GroupModel : public PagedModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, CountColumn, TrackingIdColumn, TagsColumn, UpdatedColumn, ColumnCount };

    explicit GroupModel(const ApiClient &client, QObject *parent = nullptr);

    void show(const DatasetId &dataset);
    const DatasetId &dataset() const { return m_dataset; }
    void clear();

    ChunkGroupId groupIdAt(int row) const { return ChunkGroupId(idAt(row)); }
    int rowOf(const ChunkGroupId &group) const { return rowWithId(group.text()); }
    std::optional<ChunkGroup> groupAt(int row) const;
    /// Nothing while it is not known.
    std::optional<qint64> countOf(const ChunkGroupId &group) const;

    /// Takes over the server's own copy; a group that is not listed comes on top.
    void adopt(const ChunkGroup &group);
    /// The server has accepted its deletion: it stays listed until it, and with withChunks its chunks, are gone there.
    void noteDeleting(const ChunkGroupId &group, bool withChunks);
    DeletionWatch &deletionWatch() { return m_deletions; }
    /// The chunks of a group changed: count again.
    void recount(const ChunkGroupId &group);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// A deletion that was noted came true; the group is no longer listed.
    void deletionConfirmed(const ChunkGroup &group);
    /// The group, or what was in it, is still there.
    void deletionDoubted(const ChunkGroup &group);

private:
    Request ask(const Place &place, Answer answer) override;
    bool goesOnFromIds() const override { return false; }
    bool hasBody(const QString &id) const override { return m_groups.contains(id); }
    void forgetBodiesExcept(const QStringList &ids) override;

    QVariant text(const ChunkGroup &group, int column) const;
    QVariant countCell(const QString &id, int role) const;
    void wantCount(const QString &id) const;
    void countNext();
    void onGone(const QString &id);
    void onDoubted(const QString &id);

    const ApiClient &m_client;
    DatasetId m_dataset;
    // Small and few beside chunks: kept whole.
    QHash<QString, ChunkGroup> m_groups;
    QHash<QString, Result<qint64>> m_counts;
    mutable QStringList m_countsWanted;
    std::map<QString, Call<qint64>> m_counting;
    DeletionWatch m_deletions;
};

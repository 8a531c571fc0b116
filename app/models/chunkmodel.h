#pragma once

#include "app/models/pagedmodel.h"
#include "app/models/writewatch.h"

#include <QCache>

/// Which chunks of a dataset are listed.
struct ChunkSource {
    /// A search where it is not empty, else the chunks in the server's order.
    QString query;
    /// fulltext, bm25, semantic or hybrid.
    QString searchType = QStringLiteral("fulltext");
    /// Only those of this group, where it is not empty.
    ChunkGroupId group;
    /// Only those with one of these tags, where there are any.
    QStringList tags;

    bool isSearch() const { return !query.trimmed().isEmpty(); }
    bool isWhole() const { return !isSearch() && group.isEmpty() && tags.isEmpty(); }
    bool operator==(const ChunkSource &) const = default;
};

/// The chunks of a dataset, of a group or of a search, a page at a time, with what became of each write. Bodies are kept up to
/// 64 MB; those of far rows are asked for again when they come into view. GUI thread; the client must outlive it.
class ChunkModel : public PagedModel
{
    Q_OBJECT

public:
    enum Column { TextColumn, ScoreColumn, TagsColumn, TrackingIdColumn, LinkColumn, WeightColumn, UpdatedColumn, StateColumn, ColumnCount };
    /// What is known of a chunk's last write.
    enum class WriteState {
        Indexed, ///< The server gave it in an answer.
        Pending, ///< Accepted, not yet seen.
        NotConfirmed, ///< Accepted, and not seen within a minute.
        Failed, ///< Accepted, and an event of the server said that it failed.
        PassedOver, ///< Another chunk has its tracking id: the server did nothing with it.
    };

    explicit ChunkModel(const ApiClient &client, QObject *parent = nullptr);

    /// The rows of another dataset go at once; for another source of the same they stay until the first answer.
    void show(const DatasetId &dataset, const ChunkSource &source = {});
    const DatasetId &dataset() const { return m_dataset; }
    const ChunkSource &source() const { return m_source; }
    void clear();

    ChunkId chunkIdAt(int row) const { return ChunkId(idAt(row)); }
    int rowOf(const ChunkId &chunk) const { return rowWithId(chunk.text()); }
    /// The body as last answered (a search's carries marks), nothing where it was forgotten or is gone.
    std::optional<SearchHit> hitAt(int row) const;
    WriteState writeState(const ChunkId &chunk) const;
    /// Whether a row is only what a person wrote: the server accepted it, and it was never seen there. Its id is of nothing. It stays, and
    /// cannot be selected, until it is taken out with noteDeleted or a page of the server has it after all.
    bool isPhantom(const ChunkId &chunk) const { return m_drafts.contains(chunk) && writeState(chunk) != WriteState::Pending; }
    /// What was sent of a chunk that was not seen yet.
    ChunkPatch draft(const ChunkId &chunk) const { return m_drafts.value(chunk); }
    int pendingWrites() const { return m_watch.pendingCount(); }
    /// How many there are in all, nothing where no server said so.
    std::optional<qint64> total() const { return m_total; }

    /// Shows a chunk that the server has accepted but may not have indexed, and watches for it.
    void noteCreated(const Chunk &accepted, const ChunkPatch &patch);
    /// before is the chunk as it was when the patch was made.
    void noteUpdated(const Chunk &before, const ChunkPatch &patch);
    void noteDeleted(const ChunkId &chunk);
    /// Takes over a fresher copy of a listed chunk.
    void adopt(const Chunk &chunk);

    WriteWatch &writeWatch() { return m_watch; }

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void totalChanged();
    void writeConfirmed(const ChunkId &asked, const Chunk &chunk);
    /// reason is the server's, where it gave one.
    void writeDoubted(const ChunkId &chunk, ChunkModel::WriteState state, const QString &reason);

private:
    Request ask(const Place &place, Answer answer) override;
    bool goesOnFromIds() const override;
    bool hasBody(const QString &id) const override;
    void forgetBodiesExcept(const QStringList &ids) override;

    Filter filter() const;
    void countAll();
    void setTotal(std::optional<qint64> total);
    Page keep(const QList<SearchHit> &hits, bool isLast);
    void store(const SearchHit &hit);
    void settleDoubts(const Chunk &chunk);
    const SearchHit *body(const QString &id) const;
    void onConfirmed(const ChunkId &asked, const Chunk &chunk);
    void onDoubted(const ChunkId &asked, WriteWatch::Doubt doubt, const QString &reason);

    const ApiClient &m_client;
    DatasetId m_dataset;
    ChunkSource m_source;
    QCache<QString, SearchHit> m_bodies;
    /// Of chunks with a write under way; these are not forgotten.
    QHash<QString, SearchHit> m_pinned;
    QHash<ChunkId, WriteState> m_writes;
    /// What was sent of new chunks that were not seen yet.
    QHash<ChunkId, ChunkPatch> m_drafts;
    WriteWatch m_watch;
    Call<qint64> m_count;
    std::optional<qint64> m_total;
};

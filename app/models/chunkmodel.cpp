#include "app/models/chunkmodel.h"

#include "app/models/chunkcells.h"

using namespace Qt::StringLiterals;

namespace {

constexpr int scrollPage = 120;
constexpr int searchPage = 50;
constexpr int groupPage = 10;
constexpr int bodiesKilobytes = 64 * 1024;

ChunkModel::WriteState stateAfter(WriteWatch::Doubt doubt)
{
    switch (doubt) {
    case WriteWatch::Doubt::NotSeen: return ChunkModel::WriteState::NotConfirmed;
    case WriteWatch::Doubt::Failed: return ChunkModel::WriteState::Failed;
    case WriteWatch::Doubt::TrackingIdTaken: return ChunkModel::WriteState::PassedOver;
    }
    return ChunkModel::WriteState::NotConfirmed;
}

}

ChunkModel::ChunkModel(const ApiClient &client, QObject *parent) :
    PagedModel(parent), m_client(client), m_bodies(bodiesKilobytes), m_watch(client)
{
    connect(&m_watch, &WriteWatch::confirmed, this, &ChunkModel::onConfirmed);
    connect(&m_watch, &WriteWatch::doubted, this, &ChunkModel::onDoubted);
}

void ChunkModel::show(const DatasetId &dataset, const ChunkSource &source)
{
    const bool sameDataset = dataset == m_dataset;
    m_dataset = dataset;
    m_source = source;
    if (!sameDataset) {
        m_bodies.clear();
        m_pinned.clear();
        m_writes.clear();
        m_drafts.clear();
    }
    setTotal(std::nullopt);
    startOver(sameDataset);
}

void ChunkModel::clear()
{
    m_dataset = {};
    m_count = {};
    clearRows();
    setTotal(std::nullopt);
}

std::optional<SearchHit> ChunkModel::hitAt(int row) const
{
    const SearchHit *hit = body(idAt(row));
    return hit ? std::optional(*hit) : std::nullopt;
}

ChunkModel::WriteState ChunkModel::writeState(const ChunkId &chunk) const
{
    return m_writes.value(chunk, WriteState::Indexed);
}

void ChunkModel::noteCreated(const Chunk &accepted, const ChunkPatch &patch)
{
    m_writes.insert(accepted.id, WriteState::Pending);
    m_drafts.insert(accepted.id, patch);
    m_pinned.insert(accepted.id.text(), {.chunk = accepted, .score = 0, .highlights = {}});
    insertLocalRow(accepted.id.text());
    if (m_total)
        setTotal(*m_total + 1);
    m_watch.watch({.dataset = m_dataset, .chunk = accepted.id, .patch = patch, .isNew = true, .updatedBefore = {}});
}

void ChunkModel::noteUpdated(const Chunk &before, const ChunkPatch &patch)
{
    m_writes.insert(before.id, WriteState::Pending);
    if (!m_pinned.contains(before.id.text()))
        m_pinned.insert(before.id.text(), {.chunk = before, .score = 0, .highlights = {}});
    announceRow(before.id.text());
    m_watch.watch({.dataset = m_dataset, .chunk = before.id, .patch = patch, .isNew = false, .updatedBefore = before.updatedAt});
}

void ChunkModel::noteDeleted(const ChunkId &chunk)
{
    m_watch.forget(chunk);
    m_writes.remove(chunk);
    m_drafts.remove(chunk);
    m_pinned.remove(chunk.text());
    m_bodies.remove(chunk.text());
    if (rowOf(chunk) >= 0 && m_total && *m_total > 0)
        setTotal(*m_total - 1);
    removeRowWithId(chunk.text());
}

void ChunkModel::adopt(const Chunk &chunk)
{
    if (rowOf(chunk.id) < 0)
        return;
    SearchHit hit = body(chunk.id.text()) ? *body(chunk.id.text()) : SearchHit();
    hit.chunk = chunk;
    if (m_pinned.contains(chunk.id.text()))
        m_pinned.insert(chunk.id.text(), hit);
    else
        store(hit);
    announceRow(chunk.id.text());
}

void ChunkModel::onConfirmed(const ChunkId &asked, const Chunk &chunk)
{
    m_writes.remove(asked);
    m_drafts.remove(asked);
    m_pinned.remove(asked.text());
    changeRowId(asked.text(), chunk.id.text());
    SearchHit hit = body(chunk.id.text()) ? *body(chunk.id.text()) : SearchHit();
    hit.chunk = chunk;
    store(hit);
    settleRow(chunk.id.text());
    Q_EMIT writeConfirmed(asked, chunk);
}

void ChunkModel::onDoubted(const ChunkId &asked, WriteWatch::Doubt doubt, const QString &reason)
{
    const WriteState state = stateAfter(doubt);
    m_writes.insert(asked, state);
    if (const auto pinned = m_pinned.find(asked.text()); pinned != m_pinned.end() && m_drafts.contains(asked))
        pinned->chunk.id = {};
    else if (pinned != m_pinned.end())
        store(m_pinned.take(asked.text()));
    announceRow(asked.text());
    Q_EMIT writeDoubted(asked, state, reason);
}

Filter ChunkModel::filter() const
{
    Filter filter;
    if (!m_source.group.isEmpty())
        filter = Filter::inGroup(m_source.group);
    if (!m_source.tags.isEmpty())
        filter.must.append(Filter::matchAny(u"tag_set"_s, m_source.tags));
    return filter;
}

bool ChunkModel::goesOnFromIds() const
{
    return !m_source.isSearch() && (m_source.group.isEmpty() || !m_source.tags.isEmpty());
}

PagedModel::Request ChunkModel::ask(const Place &place, Answer answer)
{
    if (place.from.isEmpty() && place.number == 1)
        countAll();
    if (m_source.isSearch()) {
        const SearchRequest request{.query = m_source.query.trimmed(),
                                    .searchType = m_source.searchType,
                                    .page = place.number,
                                    .pageSize = searchPage,
                                    .totalPages = true,
                                    .filter = filter()};
        const int number = place.number;
        return hold(
            m_client.search(m_dataset, request),
            [this, number](const SearchResults &results) { return keep(results.hits, results.totalPages > 0 && number >= results.totalPages); },
            answer);
    }
    if (!goesOnFromIds()) {
        const int number = place.number;
        return hold(
            m_client.groupChunks(m_dataset, m_source.group, number),
            [this, number](const GroupChunksPage &page) {
                QList<SearchHit> hits;
                for (const Chunk &chunk : page.chunks)
                    hits.append({.chunk = chunk, .score = 0, .highlights = {}});
                return keep(hits, number >= page.totalPages || hits.size() < groupPage);
            },
            answer);
    }
    // The server counts the chunk that the page begins with.
    const int size = place.from.isEmpty() ? scrollPage : scrollPage + 1;
    return hold(
        m_client.scroll(m_dataset, {.from = ChunkId(place.from), .pageSize = size, .filter = filter()}),
        [this](const QList<Chunk> &chunks) {
            QList<SearchHit> hits;
            for (const Chunk &chunk : chunks)
                hits.append({.chunk = chunk, .score = 0, .highlights = {}});
            return keep(hits, false);
        },
        answer);
}

void ChunkModel::countAll()
{
    m_count = {};
    if (m_source.isSearch() || !m_source.tags.isEmpty())
        return;
    m_count = m_source.group.isEmpty() ? m_client.chunkCount(m_dataset) : m_client.groupChunkCount(m_dataset, m_source.group);
    // A count that fails is no reason for a message: the list says what it has loaded.
    m_count.then(this, [this](const Result<qint64> &count) { setTotal(count ? std::optional(*count) : std::nullopt); });
}

void ChunkModel::setTotal(std::optional<qint64> total)
{
    m_total = total;
    Q_EMIT totalChanged();
}

PagedModel::Page ChunkModel::keep(const QList<SearchHit> &hits, bool isLast)
{
    Page page{.ids = {}, .isLast = isLast};
    for (const SearchHit &hit : hits) {
        settleDoubts(hit.chunk);
        store(hit);
        page.ids.append(hit.chunk.id.text());
    }
    return page;
}

// What the server gives now is the truth, whatever was doubted before.
void ChunkModel::settleDoubts(const Chunk &chunk)
{
    if (writeState(chunk.id) == WriteState::Pending)
        return;
    m_writes.remove(chunk.id);
    m_drafts.remove(chunk.id);
    m_pinned.remove(chunk.id.text());
    if (!chunk.trackingId || chunk.trackingId->isEmpty())
        return;
    const auto isLate = [&](const ChunkId &id, const ChunkPatch &draft) {
        return writeState(id) == WriteState::NotConfirmed && draft.trackingId.value() == chunk.trackingId && showsPatch(chunk, draft);
    };
    for (auto draft = m_drafts.cbegin(); draft != m_drafts.cend(); ++draft) {
        if (isLate(draft.key(), draft.value()))
            return noteDeleted(ChunkId(draft.key()));
    }
}

void ChunkModel::store(const SearchHit &hit)
{
    const Chunk &chunk = hit.chunk;
    const qsizetype size = (chunk.chunkHtml ? 2 * chunk.chunkHtml->size() : 0) + chunk.metadata.text().size();
    // One huge body may not push itself out, else its row would be asked for without end.
    m_bodies.insert(chunk.id.text(), new SearchHit(hit), std::min<qsizetype>(1 + size / 1024, bodiesKilobytes / 16));
}

const SearchHit *ChunkModel::body(const QString &id) const
{
    if (const auto pinned = m_pinned.constFind(id); pinned != m_pinned.constEnd())
        return &*pinned;
    return m_bodies.object(id);
}

bool ChunkModel::hasBody(const QString &id) const
{
    return body(id) != nullptr;
}

void ChunkModel::forgetBodiesExcept(const QStringList &ids)
{
    const QSet<QString> kept(ids.begin(), ids.end());
    const QList<QString> keys = m_bodies.keys();
    for (const QString &key : keys) {
        if (!kept.contains(key))
            m_bodies.remove(key);
    }
}

int ChunkModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ChunkModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const QString id = idAt(index.row());
    if (role == IdRole)
        return id;
    const SearchHit *hit = body(id);
    if (!hit) {
        if (isGone(id))
            return role == Qt::DisplayRole && index.column() == TextColumn ? tr("(no longer there)") : QVariant();
        if (role == Qt::DisplayRole || role == SortRole)
            wantBody(index.row());
        return role == Qt::DisplayRole && index.column() == TextColumn ? u"\u2026"_s : QVariant();
    }
    return ChunkCells(*hit, writeState(ChunkId(id)), m_source.isSearch()).data(index.column(), role);
}

Qt::ItemFlags ChunkModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = PagedModel::flags(index);
    return isPhantom(chunkIdAt(index.row())) ? flags & ~Qt::ItemIsSelectable : flags;
}

QVariant ChunkModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? ChunkCells::header(section) : QVariant();
}

#include "app/localserver/chunkroutes.h"

#include "app/localserver/chunkwriter.h"
#include "app/localserver/fields.h"
#include "app/localserver/refusal.h"
#include "app/localserver/router.h"
#include "app/localserver/store.h"

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype batchLimit = 120;

/// What one create request did, all of it in one transaction.
class ChunkCreation
{
public:
    ChunkCreation(Database &database, Store &store, const DatasetRow &dataset, bool isBatch) :
        m_database(database), m_writer(database, store, dataset), m_dataset(dataset), m_isBatch(isBatch)
    {
    }

    void add(const ChunkInput &input, const QString &place);
    /// In the order of the request.
    QList<ChunkRow> written() && { return std::move(m_written); }

private:
    void overwrite(ChunkRow old, const ChunkInput &input, const QList<qint64> &groups);
    void create(const ChunkInput &input, const QList<qint64> &groups);
    void note(const ChunkRow &row);

    Database &m_database;
    ChunkWriter m_writer;
    const DatasetRow &m_dataset;
    bool m_isBatch;
    QList<ChunkRow> m_written;
};

void ChunkCreation::add(const ChunkInput &input, const QString &place)
{
    const QList<qint64> groups = m_writer.groups(input, place, true);
    const QString trackingId = input.trackingId.value_or(QString());
    const auto existing = trackingId.isEmpty() ? std::nullopt : chunkByTrackingId(m_database, m_dataset.key, trackingId);
    if (!existing)
        create(input, groups);
    else if (input.upsert)
        overwrite(*existing, input, groups);
    else if (!m_isBatch)
        throw Refusal(400, u"tracking_id: Duplicate Tracking Id \"%1\"; a chunk with it exists. Choose another, or send upsert_by_tracking_id to replace it"_s.arg(trackingId));
    // In a batch a chunk that exists is passed over, as the contract says; the answer lists what was written.
}

void ChunkCreation::create(const ChunkInput &input, const QList<qint64> &groups)
{
    ChunkRow row;
    row.id = Store::newId();
    row.createdAt = row.updatedAt = Store::now();
    input.applyTo(row);
    m_writer.insert(row, input);
    m_writer.join(row.key, groups);
    note(row);
}

void ChunkCreation::overwrite(ChunkRow old, const ChunkInput &input, const QList<qint64> &groups)
{
    const QStringList oldTags = old.tags();
    input.replace(old);
    old.updatedAt = Store::now();
    m_writer.update(old, oldTags, input);
    m_writer.join(old.key, groups);
    note(old);
}

void ChunkCreation::note(const ChunkRow &row)
{
    m_written.removeIf([&](const ChunkRow &other) { return other.key == row.key; });
    m_written.append(row);
}

// Made after the write: others need not wait for it.
Json created(const QList<ChunkRow> &rows, const QString &datasetId, bool isBatch, qint64 queued)
{
    Json chunks = Json::array();
    for (const ChunkRow &row : rows) {
        Json chunk = row.toJson(datasetId);
        if (!row.tagSet)
            chunk.set(u"tag_set", nullptr);
        chunks.append(chunk);
    }
    return Json::object({{u"chunk_metadata", isBatch ? chunks : chunks.items().value(0)}, {u"pos_in_queue", queued}});
}

Response createChunks(const Request &request, Store &store)
{
    const Json body = request.json();
    const bool isBatch = body.isArray();
    if (body.items().size() > batchLimit)
        throw Refusal(413, u"Too many chunks provided in bulk. The limit is %1 chunks per bulk upload"_s.arg(batchLimit));
    const auto place = [&](qsizetype i) { return isBatch ? u"chunks[%1]."_s.arg(i) : QString(); };
    QList<ChunkInput> inputs;
    if (isBatch) {
        for (qsizetype i = 0; i < body.items().size(); ++i)
            inputs.append(ChunkInput::fromJson(body.items()[i], place(i)));
    } else {
        inputs.append(ChunkInput::fromJson(body));
    }
    qint64 queued = 0;
    const QList<ChunkRow> rows = store.write([&](Database &database) {
        const DatasetRow dataset = currentDataset(database, *request.dataset);
        ChunkCreation creation(database, store, dataset, isBatch);
        for (qsizetype i = 0; i < inputs.size(); ++i)
            creation.add(inputs[i], place(i));
        queued = database.integer("SELECT sum(queued) FROM dataset_counts");
        return std::move(creation).written();
    });
    store.noteQueuedChunks();
    return Response::json(created(rows, request.dataset->id, isBatch, queued));
}

// The chunk that an update names; a Refusal where there is none.
ChunkRow chunkToUpdate(Database &database, const DatasetRow &dataset, const Fields &fields)
{
    const auto id = fields.id(u"chunk_id");
    const auto trackingId = fields.string(u"tracking_id");
    if (!id && !trackingId)
        fields.refuse(u"chunk_id", u"expected the chunk_id or the tracking_id of the chunk to update"_s);
    auto row = id ? chunkById(database, dataset.key, *id) : chunkByTrackingId(database, dataset.key, *trackingId);
    if (!row)
        throw Refusal::notFound(id ? u"Could not find chunk %1"_s.arg(*id) : u"Could not find chunk with tracking id %1"_s.arg(*trackingId));
    return *std::move(row);
}

void refuseTakenTrackingId(Database &database, const DatasetRow &dataset, const ChunkRow &row)
{
    const auto other = row.trackingId ? chunkByTrackingId(database, dataset.key, *row.trackingId) : std::nullopt;
    if (other && other->key != row.key)
        throw Refusal(400, u"tracking_id: Duplicate Tracking Id \"%1\"; another chunk has it"_s.arg(*row.trackingId));
}

Response updateChunk(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    const ChunkInput input = ChunkInput::fromJson(body);
    store.write([&](Database &database) {
        const DatasetRow dataset = currentDataset(database, *request.dataset);
        ChunkRow row = chunkToUpdate(database, dataset, fields);
        const QStringList oldTags = row.tags();
        input.applyTo(row);
        row.updatedAt = qMax(Store::now(), row.updatedAt + 1);
        refuseTakenTrackingId(database, dataset, row);
        ChunkWriter writer(database, store, dataset);
        if (input.groupIds || input.groupTrackingIds)
            writer.joinOnly(row.key, writer.groups(input, {}, false));
        writer.update(row, oldTags, input);
    });
    store.noteQueuedChunks();
    return Response::noContent();
}

// The old way to update a chunk by its tracking id; here it keeps what was not sent, as the new way does.
Response updateByTrackingId(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    if (!fields.string(u"tracking_id"))
        fields.refuse(u"tracking_id", u"expected the tracking_id of the chunk to update, but it is missing"_s);
    return updateChunk(request, store);
}

using Lookup = std::optional<ChunkRow> (*)(Database &, qint64, const QString &);

Response readChunk(const Request &request, Store &store, Lookup lookup, const QString &what)
{
    const auto row = store.read([&](Database &database) { return lookup(database, request.dataset->key, what); });
    if (!row)
        throw Refusal::notFound(u"Chunk not found"_s);
    return Response::json(row->toJson(request.dataset->id, request.wantsV1()));
}

bool removeChunk(const Request &request, Store &store, Lookup lookup, const QString &what)
{
    return store.write([&](Database &database) {
        const auto row = lookup(database, request.dataset->key, what);
        if (row)
            ChunkWriter(database, store, *request.dataset).remove({*row});
        return row.has_value();
    });
}

Response deleteById(const Request &request, Store &store)
{
    // 204 for an unknown id too, as real servers: it is gone either way.
    removeChunk(request, store, chunkById, request.idParameter(u"chunk_id"));
    return Response::noContent();
}

Response deleteByTrackingId(const Request &request, Store &store)
{
    if (!removeChunk(request, store, chunkByTrackingId, request.parameter(u"tracking_id")))
        throw Refusal::notFound(u"Chunk not found"_s);
    return Response::noContent();
}

}

void addChunkRoutes(Router &router, Store &store)
{
    router.add("POST", u"/api/chunk", {Scope::Dataset, Role::Admin}, [&store](const Request &request) { return createChunks(request, store); });
    router.add("PUT", u"/api/chunk", {Scope::Dataset, Role::Admin}, [&store](const Request &request) { return updateChunk(request, store); });
    router.add("PUT", u"/api/chunk/tracking_id/update", {Scope::Dataset, Role::Admin},
        [&store](const Request &request) { return updateByTrackingId(request, store); });
    router.add("GET", u"/api/chunk/{chunk_id}", {Scope::Dataset, Role::Read},
        [&store](const Request &request) { return readChunk(request, store, chunkById, request.idParameter(u"chunk_id")); });
    router.add("DELETE", u"/api/chunk/{chunk_id}", {Scope::Dataset, Role::Admin}, [&store](const Request &request) { return deleteById(request, store); });
    router.add("GET", u"/api/chunk/tracking_id/{tracking_id}", {Scope::Dataset, Role::Read},
        [&store](const Request &request) { return readChunk(request, store, chunkByTrackingId, request.parameter(u"tracking_id")); });
    router.add("DELETE", u"/api/chunk/tracking_id/{tracking_id}", {Scope::Dataset, Role::Admin},
        [&store](const Request &request) { return deleteByTrackingId(request, store); });
}

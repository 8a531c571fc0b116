#pragma once

#include "app/api/call.h"
#include "app/api/connection.h"
#include "app/api/patience.h"
#include "app/api/requesthistory.h"
#include "app/api/streamcall.h"
#include "app/values/chunkpatch.h"
#include "app/values/dataset.h"
#include "app/values/organization.h"
#include "app/values/requests.h"

class ApiRequest;
class QNetworkAccessManager;

/// One method per server operation: values in, a Call out. Stateless but for the connection; whoever holds the Call owns the request.
/// Every request carries the key, X-API-Version: V2 and exactly the scope header its route needs (TR-Dataset or TR-Organization).
/// Both access managers must outlive the client or the calls end with Canceled. Streams have their own, because six open ones to
/// a host would block the seventh request.
class ApiClient
{
public:
    ApiClient(Connection connection, QNetworkAccessManager &requests, QNetworkAccessManager &streams, const Patience &patience = {});

    const Connection &connection() const { return m_connection; }

    /// From now on every request is written down there.
    void keepHistory(RequestHistory &history) { m_history = &history; }
    /// There must be one; see keepHistory.
    RequestHistory &history() const { return *m_history; }
    /// Sends a read of the log once more, with this connection's own key. Rejected where it is not a read or its body was cut.
    Call<void> repeat(const RequestRecord &record) const;

    /// 200 with an empty body means that the server is up; needs no key.
    Call<void> health() const;
    Call<Organization> organization(const OrganizationId &id) const;

    /// A page of the organization's datasets, newest first; the end is a page shorter than the limit.
    Call<QList<Dataset>> datasets(int limit, int offset) const;
    Call<Dataset> dataset(const DatasetId &id) const;
    /// The number of chunks.
    Call<qint64> chunkCount(const DatasetId &id) const;
    Call<Dataset> createDataset(const NewDataset &dataset) const;
    Call<Dataset> updateDataset(const DatasetId &id, const DatasetPatch &patch) const;
    Call<void> deleteDataset(const DatasetId &id) const;

    /// Pages count from 1 and hold ten.
    Call<GroupPage> groups(const DatasetId &dataset, int page) const;
    Call<ChunkGroup> group(const DatasetId &dataset, const ChunkGroupId &id) const;
    Call<ChunkGroup> groupByTrackingId(const DatasetId &dataset, const QString &trackingId) const;
    /// At most 1,000 at once. Looks for the answered id nowhere: whoever creates with a tracking id checks with groupByTrackingId.
    Call<QList<ChunkGroup>> createGroups(const DatasetId &dataset, const QList<NewChunkGroup> &groups) const;
    Call<void> updateGroup(const DatasetId &dataset, const ChunkGroup &original, const ChunkGroupPatch &patch) const;
    Call<void> deleteGroup(const DatasetId &dataset, const ChunkGroupId &id, bool deleteChunks) const;
    /// The number of chunks in a group. Source: POST /api/chunk_group/count.
    Call<qint64> groupChunkCount(const DatasetId &dataset, const ChunkGroupId &group) const;
    Call<GroupChunksPage> groupChunks(const DatasetId &dataset, const ChunkGroupId &group, int page) const;
    Call<void> addToGroup(const DatasetId &dataset, const ChunkGroupId &group, const ChunkId &chunk) const;
    Call<void> removeFromGroup(const DatasetId &dataset, const ChunkGroupId &group, const ChunkId &chunk) const;
    /// Chunks that are in no group are absent from the answer.
    Call<QList<ChunkMembership>> groupsOfChunks(const DatasetId &dataset, const QList<ChunkId> &chunks) const;

    Call<QList<Chunk>> scroll(const DatasetId &dataset, const ScrollRequest &request) const;
    Call<SearchResults> search(const DatasetId &dataset, const SearchRequest &request) const;
    Call<Chunk> chunk(const DatasetId &dataset, const ChunkId &id) const;
    Call<Chunk> chunkByTrackingId(const DatasetId &dataset, const QString &trackingId) const;
    Call<QList<Chunk>> chunks(const DatasetId &dataset, const QList<ChunkId> &ids) const;
    /// At most 120 at once. The answer means "accepted": indexing comes later.
    Call<QueuedChunks> createChunks(const DatasetId &dataset, const QList<ChunkPatch> &chunks) const;
    /// 204 means "queued": the change is true when the chunk read back says so.
    Call<void> updateChunk(const DatasetId &dataset, const ChunkId &id, const ChunkPatch &patch) const;
    Call<void> deleteChunk(const DatasetId &dataset, const ChunkId &id) const;

    /// Newest first, unpaged.
    Call<QList<Topic>> topics(const DatasetId &dataset, const QString &ownerId) const;
    Call<Topic> createTopic(const DatasetId &dataset, const QString &name, const QString &ownerId) const;
    Call<void> renameTopic(const DatasetId &dataset, const TopicId &id, const QString &name) const;
    Call<void> deleteTopic(const DatasetId &dataset, const TopicId &id) const;
    /// In their order, the system message included.
    Call<QList<Message>> messages(const DatasetId &dataset, const TopicId &topic) const;

    /// Says something in a topic and streams the answer.
    StreamCall sendMessage(const DatasetId &dataset, const MessageRequest &request) const;
    /// Streams an answer over given chunks.
    StreamCall generate(const DatasetId &dataset, const GenerateRequest &request) const;

private:
    template <typename T>
    Call<T> call(const ApiRequest &request, Result<T> (*decode)(const Json &)) const;
    StreamCall stream(const ApiRequest &request) const;

    Connection m_connection;
    QPointer<QNetworkAccessManager> m_requests;
    QPointer<QNetworkAccessManager> m_streams;
    Patience m_patience;
    QPointer<RequestHistory> m_history;
};

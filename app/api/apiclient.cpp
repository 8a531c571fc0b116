#include "app/api/apiclient.h"

#include "app/api/apirequest.h"
#include "app/api/decoding.h"
#include "app/api/errormapping.h"
#include "app/api/exchange.h"
#include "app/api/requestfactory.h"
#include "app/api/streamreply.h"

#include <QNetworkAccessManager>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostGroupsAtOnce = 1000;
constexpr qsizetype mostChunksAtOnce = 120;

template <typename T>
Result<T> decoded(const HttpAnswer &answer, Result<T> (*decode)(const Json &))
{
    const Result<Json> json = Json::parse(answer.body);
    if (!json)
        return errormapping::malformed(answer, json.error().message);
    Result<T> value = decode(*json);
    if (!value)
        return errormapping::malformed(answer, value.error().message);
    return value;
}

template <>
Result<void> decoded(const HttpAnswer &, Result<void> (*)(const Json &))
{
    return {};
}

template <typename T>
Call<T> refusedCall(const Error &error)
{
    auto state = std::make_unique<CallState<T>>();
    state->finish(error);
    return Call<T>(std::move(state));
}

template <typename T>
Call<T> tooMany(qsizetype count, qsizetype most, const QString &what)
{
    const QString message = u"%1 %2 at once are more than the server takes: %3 at most."_s.arg(count).arg(what).arg(most);
    return refusedCall<T>({Error::Kind::TooLarge, 0, message, {}});
}

template <typename Tag>
Json idList(const QList<Id<Tag>> &ids)
{
    Json list = Json::array();
    for (const Id<Tag> &id : ids)
        list.append(id.text());
    return list;
}

template <typename T>
Json bodies(const QList<T> &items, Json (T::*toJson)() const)
{
    QList<Json> list;
    list.reserve(items.size());
    for (const T &item : items)
        list.append((item.*toJson)());
    return Json::array(std::move(list));
}

}

ApiClient::ApiClient(Connection connection, QNetworkAccessManager &requests, QNetworkAccessManager &streams, const Patience &patience)
    : m_connection(std::move(connection)), m_requests(&requests), m_streams(&streams), m_patience(patience)
{
}

template <typename T>
Call<T> ApiClient::call(const ApiRequest &request, Result<T> (*decode)(const Json &)) const
{
    if (const std::optional<Error> objection = requestfactory::objection(m_connection, request))
        return refusedCall<T>(*objection);
    if (!m_requests)
        return refusedCall<T>(errormapping::canceled());
    auto state = std::make_unique<CallState<T>>();
    const auto deadline = requestfactory::deadline(request, m_patience);
    RequestLog log(request, m_connection, m_history);
    QNetworkReply *reply = requestfactory::send(*m_requests, m_connection, request, deadline);
    new Exchange(reply, deadline, std::move(log),
        [target = state.get(), decode](const Result<HttpAnswer> &answer) {
            target->finish(answer ? decoded<T>(*answer, decode) : Result<T>(answer.error()));
        },
        state.get());
    return Call<T>(std::move(state));
}

StreamCall ApiClient::stream(const ApiRequest &request) const
{
    if (const std::optional<Error> objection = requestfactory::objection(m_connection, request))
        return StreamCall(std::make_unique<StreamReply>(*objection));
    if (!m_streams)
        return StreamCall(std::make_unique<StreamReply>(errormapping::canceled()));
    RequestLog log(request, m_connection, m_history);
    QNetworkReply *reply = requestfactory::send(*m_streams, m_connection, request, m_patience.streamIdle);
    return StreamCall(std::make_unique<StreamReply>(reply, m_patience.streamIdle, std::move(log)));
}

Call<void> ApiClient::repeat(const RequestRecord &record) const
{
    if (!record.isRead)
        return refusedCall<void>(errormapping::refused(u"Only requests that change nothing are sent again."_s));
    if (!record.isWhole)
        return refusedCall<void>(errormapping::refused(u"The log holds only the beginning of this request's body, so it cannot be sent again."_s));
    return call<void>(ApiRequest::again(record), nullptr);
}

Call<void> ApiClient::health() const
{
    return call<void>(ApiRequest::get({u"health"_s}).withoutKey(), nullptr);
}

Call<Organization> ApiClient::organization(const OrganizationId &id) const
{
    return call<Organization>(ApiRequest::get({u"organization"_s, id.text()}).in(id), Organization::fromJson);
}

Call<QList<Dataset>> ApiClient::datasets(int limit, int offset) const
{
    const OrganizationId &organization = m_connection.organization;
    return call<QList<Dataset>>(ApiRequest::get({u"dataset"_s, u"organization"_s, organization.text()})
                                    .in(organization)
                                    .where(u"limit"_s, QString::number(limit))
                                    .where(u"offset"_s, QString::number(offset)),
        [](const Json &json) { return decoding::list<Dataset>(json, u"datasets"); });
}

Call<Dataset> ApiClient::dataset(const DatasetId &id) const
{
    return call<Dataset>(ApiRequest::get({u"dataset"_s, id.text()}).in(id), decoding::dataset);
}

Call<qint64> ApiClient::chunkCount(const DatasetId &id) const
{
    return call<qint64>(ApiRequest::get({u"dataset"_s, u"usage"_s, id.text()}).in(id), decoding::chunkCount);
}

Call<Dataset> ApiClient::createDataset(const NewDataset &dataset) const
{
    return call<Dataset>(ApiRequest::post({u"dataset"_s}).in(m_connection.organization).with(dataset.toJson()).onlyOnce(), decoding::dataset);
}

Call<Dataset> ApiClient::updateDataset(const DatasetId &id, const DatasetPatch &patch) const
{
    return call<Dataset>(ApiRequest::put({u"dataset"_s}).in(m_connection.organization).with(patch.toJson(id)), decoding::dataset);
}

Call<void> ApiClient::deleteDataset(const DatasetId &id) const
{
    return call<void>(ApiRequest::remove({u"dataset"_s, id.text()}).in(id), nullptr);
}

Call<GroupPage> ApiClient::groups(const DatasetId &dataset, int page) const
{
    return call<GroupPage>(ApiRequest::get({u"dataset"_s, u"groups"_s, dataset.text(), QString::number(page)}).in(dataset), GroupPage::fromJson);
}

Call<ChunkGroup> ApiClient::group(const DatasetId &dataset, const ChunkGroupId &id) const
{
    return call<ChunkGroup>(ApiRequest::get({u"chunk_group"_s, id.text()}).in(dataset), ChunkGroup::fromJson);
}

Call<ChunkGroup> ApiClient::groupByTrackingId(const DatasetId &dataset, const QString &trackingId) const
{
    return call<ChunkGroup>(ApiRequest::get({u"chunk_group"_s, u"tracking_id"_s, trackingId}).in(dataset), ChunkGroup::fromJson);
}

Call<QList<ChunkGroup>> ApiClient::createGroups(const DatasetId &dataset, const QList<NewChunkGroup> &groups) const
{
    if (groups.size() > mostGroupsAtOnce)
        return tooMany<QList<ChunkGroup>>(groups.size(), mostGroupsAtOnce, u"groups"_s);
    const Json body = groups.size() == 1 ? groups.first().toJson() : bodies(groups, &NewChunkGroup::toJson);
    return call<QList<ChunkGroup>>(ApiRequest::post({u"chunk_group"_s}).in(dataset).with(body).onlyOnce(), decoding::groups);
}

Call<void> ApiClient::updateGroup(const DatasetId &dataset, const ChunkGroup &original, const ChunkGroupPatch &patch) const
{
    return call<void>(ApiRequest::put({u"chunk_group"_s}).in(dataset).with(patch.toJson(original)), nullptr);
}

Call<void> ApiClient::deleteGroup(const DatasetId &dataset, const ChunkGroupId &id, bool deleteChunks) const
{
    return call<void>(ApiRequest::remove({u"chunk_group"_s, id.text()})
                          .in(dataset)
                          .where(u"delete_chunks"_s, deleteChunks ? u"true"_s : u"false"_s),
        nullptr);
}

Call<qint64> ApiClient::groupChunkCount(const DatasetId &dataset, const ChunkGroupId &group) const
{
    return call<qint64>(ApiRequest::post({u"chunk_group"_s, u"count"_s}).in(dataset).with(Json::object({{u"group_id", group.text()}})),
        decoding::groupChunkCount);
}

Call<GroupChunksPage> ApiClient::groupChunks(const DatasetId &dataset, const ChunkGroupId &group, int page) const
{
    return call<GroupChunksPage>(ApiRequest::get({u"chunk_group"_s, group.text(), QString::number(page)}).in(dataset), GroupChunksPage::fromJson);
}

Call<void> ApiClient::addToGroup(const DatasetId &dataset, const ChunkGroupId &group, const ChunkId &chunk) const
{
    return call<void>(ApiRequest::post({u"chunk_group"_s, u"chunk"_s, group.text()})
                          .in(dataset)
                          .with(Json::object({{u"chunk_id", chunk.text()}})),
        nullptr);
}

Call<void> ApiClient::removeFromGroup(const DatasetId &dataset, const ChunkGroupId &group, const ChunkId &chunk) const
{
    // In the query, because proxies drop the bodies of DELETE.
    return call<void>(ApiRequest::remove({u"chunk_group"_s, u"chunk"_s, group.text()}).in(dataset).where(u"chunk_id"_s, chunk.text()), nullptr);
}

Call<QList<ChunkMembership>> ApiClient::groupsOfChunks(const DatasetId &dataset, const QList<ChunkId> &chunks) const
{
    return call<QList<ChunkMembership>>(ApiRequest::post({u"chunk_group"_s, u"chunks"_s})
                                            .in(dataset)
                                            .with(Json::object({{u"chunk_ids", idList(chunks)}})),
        [](const Json &json) { return decoding::list<ChunkMembership>(json, u"groups"); });
}

Call<QList<Chunk>> ApiClient::scroll(const DatasetId &dataset, const ScrollRequest &request) const
{
    return call<QList<Chunk>>(ApiRequest::post({u"chunks"_s, u"scroll"_s}).in(dataset).with(request.toJson()),
        [](const Json &json) { return decoding::list<Chunk>(json, u"chunks"); });
}

Call<SearchResults> ApiClient::search(const DatasetId &dataset, const SearchRequest &request) const
{
    return call<SearchResults>(ApiRequest::post({u"chunk"_s, u"search"_s}).in(dataset).with(request.toJson()), SearchResults::fromJson);
}

Call<Chunk> ApiClient::chunk(const DatasetId &dataset, const ChunkId &id) const
{
    return call<Chunk>(ApiRequest::get({u"chunk"_s, id.text()}).in(dataset), Chunk::fromJson);
}

Call<Chunk> ApiClient::chunkByTrackingId(const DatasetId &dataset, const QString &trackingId) const
{
    return call<Chunk>(ApiRequest::get({u"chunk"_s, u"tracking_id"_s, trackingId}).in(dataset), Chunk::fromJson);
}

Call<QList<Chunk>> ApiClient::chunks(const DatasetId &dataset, const QList<ChunkId> &ids) const
{
    return call<QList<Chunk>>(ApiRequest::post({u"chunks"_s}).in(dataset).with(Json::object({{u"ids", idList(ids)}})),
        [](const Json &json) { return decoding::list<Chunk>(json, u"chunks"); });
}

Call<QueuedChunks> ApiClient::createChunks(const DatasetId &dataset, const QList<ChunkPatch> &chunks) const
{
    if (chunks.size() > mostChunksAtOnce)
        return tooMany<QueuedChunks>(chunks.size(), mostChunksAtOnce, u"chunks"_s);
    const Json body = chunks.size() == 1 ? chunks.first().toCreateJson() : bodies(chunks, &ChunkPatch::toCreateJson);
    return call<QueuedChunks>(ApiRequest::post({u"chunk"_s}).in(dataset).with(body).onlyOnce(), QueuedChunks::fromJson);
}

Call<void> ApiClient::updateChunk(const DatasetId &dataset, const ChunkId &id, const ChunkPatch &patch) const
{
    return call<void>(ApiRequest::put({u"chunk"_s}).in(dataset).with(patch.toUpdateJson(id)), nullptr);
}

Call<void> ApiClient::deleteChunk(const DatasetId &dataset, const ChunkId &id) const
{
    return call<void>(ApiRequest::remove({u"chunk"_s, id.text()}).in(dataset), nullptr);
}

Call<QList<Topic>> ApiClient::topics(const DatasetId &dataset, const QString &ownerId) const
{
    return call<QList<Topic>>(ApiRequest::get({u"topic"_s, u"owner"_s, ownerId}).in(dataset),
        [](const Json &json) { return decoding::list<Topic>(json, u"topics"); });
}

Call<Topic> ApiClient::createTopic(const DatasetId &dataset, const QString &name, const QString &ownerId) const
{
    const Json body = Json::object({{u"name", name}, {u"owner_id", ownerId}});
    return call<Topic>(ApiRequest::post({u"topic"_s}).in(dataset).with(body).askingTheModel().onlyOnce(), Topic::fromJson);
}

Call<void> ApiClient::renameTopic(const DatasetId &dataset, const TopicId &id, const QString &name) const
{
    return call<void>(ApiRequest::put({u"topic"_s}).in(dataset).with(Json::object({{u"topic_id", id.text()}, {u"name", name}})), nullptr);
}

Call<void> ApiClient::deleteTopic(const DatasetId &dataset, const TopicId &id) const
{
    return call<void>(ApiRequest::remove({u"topic"_s, id.text()}).in(dataset), nullptr);
}

Call<QList<Message>> ApiClient::messages(const DatasetId &dataset, const TopicId &topic) const
{
    return call<QList<Message>>(ApiRequest::get({u"messages"_s, topic.text()}).in(dataset),
        [](const Json &json) { return decoding::list<Message>(json, u"messages"); });
}

StreamCall ApiClient::sendMessage(const DatasetId &dataset, const MessageRequest &request) const
{
    return stream(ApiRequest::post({u"message"_s}).in(dataset).with(request.toJson()).onlyOnce());
}

StreamCall ApiClient::generate(const DatasetId &dataset, const GenerateRequest &request) const
{
    return stream(ApiRequest::post({u"chunk"_s, u"generate"_s}).in(dataset).with(request.toJson()).onlyOnce());
}

#include "app/api/datasetcalls.h"

#include "app/api/decoding.h"

using namespace Qt::StringLiterals;

Call<QList<Dataset>> DatasetCalls::datasets(int limit, int offset) const
{
    const OrganizationId &organization = connection().organization;
    return call<QList<Dataset>>(ApiRequest::get({u"dataset"_s, u"organization"_s, organization.text()})
                                    .in(organization)
                                    .where(u"limit"_s, QString::number(limit))
                                    .where(u"offset"_s, QString::number(offset)),
        [](const Json &json) { return decoding::list<Dataset>(json, u"datasets"); });
}

Call<Dataset> DatasetCalls::dataset(const DatasetId &id) const
{
    return call<Dataset>(ApiRequest::get({u"dataset"_s, id.text()}).in(id), decoding::dataset);
}

Call<Dataset> DatasetCalls::datasetByTrackingId(const QString &trackingId) const
{
    return call<Dataset>(ApiRequest::get({u"dataset"_s, u"tracking_id"_s, trackingId}).in(connection().organization), decoding::dataset);
}

Call<qint64> DatasetCalls::chunkCount(const DatasetId &id) const
{
    return call<qint64>(ApiRequest::get({u"dataset"_s, u"usage"_s, id.text()}).in(id), decoding::chunkCount);
}

Call<Dataset> DatasetCalls::createDataset(const NewDataset &dataset) const
{
    ApiRequest request = ApiRequest::post({u"dataset"_s}).in(connection().organization).with(dataset.toJson());
    if (dataset.trackingId && !dataset.trackingId->isEmpty())
        request = std::move(request).unlessFoundBy(ApiRequest::get({u"dataset"_s, u"tracking_id"_s, *dataset.trackingId}).in(connection().organization));
    return call<Dataset>(request, decoding::dataset);
}

Call<Dataset> DatasetCalls::updateDataset(const DatasetId &id, const DatasetPatch &patch) const
{
    return call<Dataset>(ApiRequest::put({u"dataset"_s}).in(connection().organization).with(patch.toJson(id)), decoding::dataset);
}

Call<Dataset> DatasetCalls::cloneDataset(const DatasetClone &clone) const
{
    return call<Dataset>(ApiRequest::post({u"dataset"_s, u"clone"_s}).in(connection().organization).with(clone.toJson()), decoding::dataset);
}

Call<void> DatasetCalls::clearDataset(const DatasetId &id) const
{
    return call(ApiRequest::put({u"dataset"_s, u"clear"_s, id.text()}).in(id));
}

Call<void> DatasetCalls::deleteDataset(const DatasetId &id) const
{
    return call(ApiRequest::remove({u"dataset"_s, id.text()}).in(id));
}

Call<void> DatasetCalls::deleteDatasetByTrackingId(const QString &trackingId) const
{
    return call(ApiRequest::remove({u"dataset"_s, u"tracking_id"_s, trackingId}).in(DatasetId(trackingId)).in(connection().organization));
}

Call<TagPage> DatasetCalls::tags(const DatasetId &dataset, int page, int pageSize) const
{
    const Json body = Json::object({{u"page", page}, {u"page_size", pageSize}});
    return call<TagPage>(ApiRequest::read({u"dataset"_s, u"get_all_tags"_s}).in(dataset).with(body), TagPage::fromJson);
}

Call<QueueLengths> DatasetCalls::queueLengths(const DatasetId &dataset) const
{
    return call<QueueLengths>(ApiRequest::get({u"dataset"_s, u"get_dataset_queue_lengths"_s}).in(dataset), QueueLengths::fromJson);
}

Call<EventPage> DatasetCalls::events(const DatasetId &dataset, const EventsRequest &request) const
{
    return call<EventPage>(ApiRequest::read({u"dataset"_s, u"events"_s}).in(dataset).with(request.toJson()), EventPage::fromJson);
}

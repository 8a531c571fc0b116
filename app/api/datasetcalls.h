#pragma once

#include "app/api/dispatcher.h"
#include "app/values/dataset.h"
#include "app/values/queuelengths.h"
#include "app/values/tagcount.h"
#include "app/values/workerevent.h"

/// The operations on datasets, part of ApiClient.
class DatasetCalls : public virtual Dispatcher
{
public:
    /// A page of the organization's datasets, newest first; the end is a page shorter than the limit.
    Call<QList<Dataset>> datasets(int limit, int offset) const;
    Call<Dataset> dataset(const DatasetId &id) const;
    /// A server answers 500, not 404, where there is none such.
    Call<Dataset> datasetByTrackingId(const QString &trackingId) const;
    /// The number of chunks; it can lag.
    Call<qint64> chunkCount(const DatasetId &id) const;
    /// Keys of language models are dropped at the creation: set them with updateDataset afterwards.
    Call<Dataset> createDataset(const NewDataset &dataset) const;
    Call<Dataset> updateDataset(const DatasetId &id, const DatasetPatch &patch) const;
    /// The chunks are copied later, by the server's workers.
    Call<Dataset> cloneDataset(const DatasetClone &clone) const;
    /// 204 means "queued" for these two and deleteDatasetByTrackingId.
    Call<void> clearDataset(const DatasetId &id) const;
    Call<void> deleteDataset(const DatasetId &id) const;
    /// Wants both scope headers: the dataset's id may be its tracking id here.
    Call<void> deleteDatasetByTrackingId(const QString &trackingId) const;

    /// Pages count from 1.
    Call<TagPage> tags(const DatasetId &dataset, int page, int pageSize) const;
    Call<QueueLengths> queueLengths(const DatasetId &dataset) const;
    /// Newest first.
    Call<EventPage> events(const DatasetId &dataset, const EventsRequest &request) const;

protected:
    DatasetCalls() = default;
};

#include "app/localserver/newdatasetroutes.h"

#include "app/localserver/datasetconfiguration.h"
#include "app/localserver/datasetcopy.h"
#include "app/localserver/fields.h"
#include "app/localserver/nameddataset.h"
#include "app/localserver/refusal.h"
#include "app/localserver/router.h"
#include "app/localserver/store.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype batchLimit = 1000;

/// What a request says about a new dataset, checked.
struct DatasetInput {
    DatasetRow row;
    QString place;
    Json configuration;

    static DatasetInput fromFields(const Fields &fields);
};

DatasetInput DatasetInput::fromFields(const Fields &fields)
{
    DatasetInput input;
    input.place = fields.placeOf(u"tracking_id");
    input.configuration = fields.raw(u"server_configuration");
    input.row.id = Store::newId();
    input.row.name = fields.requiredString(u"dataset_name");
    if (input.row.name.trimmed().isEmpty())
        fields.refuse(u"dataset_name", u"expected a name that is not empty"_s);
    input.row.trackingId = fields.string(u"tracking_id");
    if (input.row.trackingId && input.row.trackingId->isEmpty())
        input.row.trackingId.reset();
    input.row.createdAt = input.row.updatedAt = Store::now();
    return input;
}

Response createDataset(const Request &request, Store &store)
{
    request.caller.refuseUnlessForAllDatasets();
    const Json body = request.json();
    DatasetInput input = DatasetInput::fromFields(Fields(body));
    input.row.configuration = datasetconfiguration::merged(datasetconfiguration::defaults(), input.configuration);
    store.write([&](Database &database) {
        refuseTakenTrackingId(database, input.place, input.row.trackingId, 0);
        input.row.insert(database);
    });
    return Response::json(input.row.toJson(store.organizationId()));
}

QList<DatasetInput> sentBatch(const Fields &fields)
{
    const auto items = fields.array(u"datasets");
    if (!items)
        fields.refuse(u"datasets", u"expected an array of datasets, but it is missing"_s);
    if (items->size() > batchLimit)
        throw Refusal(413, u"datasets: at most %1 datasets can be created at once"_s.arg(batchLimit));
    QList<DatasetInput> inputs;
    QSet<QString> trackingIds;
    for (qsizetype i = 0; i < items->size(); ++i) {
        const Fields inner((*items)[i], u"datasets[%1]."_s.arg(i));
        inputs.append(DatasetInput::fromFields(inner));
        DatasetInput &input = inputs.last();
        // Checked for each before anything is stored.
        input.row.configuration = datasetconfiguration::merged(datasetconfiguration::defaults(), input.configuration, inner.placeOf(u"server_configuration."));
        const QString trackingId = input.row.trackingId.value_or(QString());
        if (!trackingId.isEmpty() && trackingIds.contains(trackingId))
            inner.refuse(u"tracking_id", u"\"%1\" is there twice in this request; choose another"_s.arg(trackingId));
        trackingIds.insert(trackingId);
    }
    return inputs;
}

// A dataset that exists is left out of the answer, or, in an upsert, gets the name and the settings that were sent.
Response createDatasets(const Request &request, Store &store)
{
    request.caller.refuseUnlessForAllDatasets();
    const Json body = request.json();
    const Fields fields(body);
    const bool upsert = fields.boolean(u"upsert").value_or(false);
    QList<DatasetInput> inputs = sentBatch(fields);
    Json list = Json::array();
    store.write([&](Database &database) {
        for (DatasetInput &input : inputs) {
            auto existing = input.row.trackingId ? datasetByTrackingId(database, *input.row.trackingId) : std::nullopt;
            if (existing && !upsert)
                continue;
            if (existing) {
                existing->name = input.row.name;
                existing->configuration = datasetconfiguration::merged(existing->configuration, input.configuration);
                existing->updatedAt = input.row.updatedAt;
                existing->update(database);
                input.row = *std::move(existing);
            } else {
                input.row.insert(database);
            }
            list.append(input.row.toJson(store.organizationId()));
        }
    });
    return Response::json(list);
}

Response cloneDataset(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    const auto sourceId = fields.id(u"dataset_to_clone");
    if (!sourceId)
        fields.refuse(u"dataset_to_clone", u"expected the id of a dataset, but it is missing"_s);
    DatasetInput input = DatasetInput::fromFields(fields);
    const bool withChunks = fields.boolean(u"clone_chunks").value_or(true);
    store.write([&](Database &database) {
        const DatasetRow source = NamedDataset{*sourceId, {}}.found(database, request.caller);
        request.caller.refuseUnlessForAllDatasets();
        refuseTakenTrackingId(database, input.place, input.row.trackingId, 0);
        if (withChunks && datasetcopy::isUnderWay(database, source.key))
            fields.refuse(u"dataset_to_clone", u"this dataset is a copy that is not complete yet; wait until its queue is empty"_s);
        // Secrets do not go along, as on real servers: whoever copies need not be the one who was trusted with them.
        input.row.configuration = datasetconfiguration::merged(datasetconfiguration::defaults(), source.publicConfiguration());
        input.row.configuration.set(u"LOCKED", false);
        input.row.insert(database);
        if (withChunks)
            datasetcopy::begin(database, source.key, input.row.key);
    });
    store.noteQueuedChunks();
    return Response::json(input.row.toJson(store.organizationId()));
}

}

void addNewDatasetRoutes(Router &router, Store &store)
{
    const auto add = [&](QStringView pattern, Response (*answer)(const Request &, Store &)) {
        router.add("POST", pattern, {Scope::Organization, Role::Owner}, [&store, answer](const Request &request) { return answer(request, store); });
    };
    add(u"/api/dataset", createDataset);
    add(u"/api/dataset/batch_create_datasets", createDatasets);
    add(u"/api/dataset/clone", cloneDataset);
}

#include "app/localserver/nameddataset.h"

#include "app/localserver/refusal.h"
#include "app/values/id.h"

using namespace Qt::StringLiterals;

NamedDataset NamedDataset::byPathId(const Request &request)
{
    return {request.idParameter(u"dataset_id"), {}};
}

NamedDataset NamedDataset::byPathIdAndHeader(const Request &request)
{
    NamedDataset named = byPathId(request);
    const QString header = QString::fromUtf8(request.header("tr-dataset")).trimmed().toLower();
    if (isUuid(header) && header != named.id)
        throw Refusal(400, u"dataset_id: the path names another dataset than the TR-Dataset header"_s);
    return named;
}

NamedDataset NamedDataset::byPathTrackingId(const Request &request)
{
    return {{}, request.parameter(u"tracking_id")};
}

DatasetRow NamedDataset::found(Database &database, const Caller &caller) const
{
    auto row = id.isEmpty() ? datasetByTrackingId(database, trackingId) : datasetById(database, id);
    if (!row)
        throw Refusal::notFound(u"Could not find dataset"_s);
    if (!caller.mayUseDataset(row->id))
        throw Refusal(401, u"Unauthorized: the key is not for this dataset"_s);
    return *std::move(row);
}

void refuseTakenTrackingId(Database &database, const QString &place, const std::optional<QString> &trackingId, qint64 ownKey)
{
    const auto other = trackingId ? datasetByTrackingId(database, *trackingId) : std::nullopt;
    if (other && other->key != ownKey)
        throw Refusal(400, u"%1: another dataset has the tracking id \"%2\"; choose another"_s.arg(place, *trackingId));
}

#pragma once

#include "app/localserver/datasetrow.h"
#include "app/localserver/request.h"

/// How a request that is about a dataset as a whole names it: by its id or by its tracking id.
struct NamedDataset {
    QString id;
    QString trackingId;

    static NamedDataset byPathId(const Request &request);
    /// Refusal 400 where the path names another dataset than the header: nobody knows which one is to go.
    static NamedDataset byPathIdAndHeader(const Request &request);
    static NamedDataset byPathTrackingId(const Request &request);

    /// Refusal 404 where there is none, 401 where the key is not for it.
    DatasetRow found(Database &database, const Caller &caller) const;
};

/// Refusal 400 where another dataset than that of ownKey has the tracking id; place as in Fields, with the field.
void refuseTakenTrackingId(Database &database, const QString &place, const std::optional<QString> &trackingId, qint64 ownKey);

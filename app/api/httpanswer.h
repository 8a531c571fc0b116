#pragma once

#include "app/values/error.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

/// What a server answered, free of the network library.
struct HttpAnswer {
    int status = 0;
    /// The media type without its parameters, lower case.
    QString contentType;
    QByteArray body;
    /// x-request-id, empty where there was none.
    QString requestId;
    /// Where a 3xx points, as it stands in the header.
    QString location;
    /// TR-QueryID, empty where there was none.
    QString queryId;
    /// X-TR-Query, empty where there was none.
    QString transcript;
    /// What the operation asks of a key.
    Error::Role neededRole = Error::Role::Unknown;
    /// Retry-After in seconds, 0 where there was none.
    int retryAfterSeconds = 0;
    /// When the server answered, by its own clock and in whole seconds; invalid where it did not say.
    QDateTime date;
    /// This answers the question whether a create had arrived, not the create.
    bool isOfLookup = false;

    bool succeeded() const { return status >= 200 && status < 300; }
};

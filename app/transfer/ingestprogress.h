#pragma once

#include "app/transfer/documentsource.h"
#include "app/values/error.h"

#include <QHash>
#include <QList>

/// How far adding documents has come. Accepted means that the server said so, indexed that the chunk was read back.
struct IngestProgress {
    /// Unknown, and so 0, until the source was walked.
    qint64 filesFound = 0;
    qint64 filesRead = 0;
    qint64 bytesFound = 0;
    qint64 bytesRead = 0;
    qint64 chunksSent = 0;
    qint64 chunksAccepted = 0;
    qint64 chunksIndexed = 0;
    qint64 chunksFailed = 0;
    /// Of the last seconds.
    double chunksPerSecond = 0;
};

/// A part of a document that the server did not take.
struct IngestFailure {
    /// The file's name in the source.
    QString name;
    QString trackingId;
    Error error;
};

/// A chunk that the server accepted and that was not there when it was read back.
struct NotConfirmed {
    /// The file's name in the source.
    QString name;
    QString trackingId;
};

/// What became of everything, once nothing is under way any more.
struct IngestSummary {
    /// The user stopped it: what is counted below was done, the rest was not.
    bool canceled = false;
    /// The folder could not be read at all.
    bool sourceIsUnreadable = false;
    /// Files of which every chunk is indexed, and those of which only some are.
    qint64 filesAdded = 0;
    qint64 filesAddedInPart = 0;
    qint64 filesFound = 0;
    qint64 chunksAccepted = 0;
    /// Of those, the ones that were read back, and of these the ones whose tracking id was there before.
    qint64 chunksIndexed = 0;
    qint64 chunksUpdated = 0;
    /// The first ten thousand of each; the totals are whole.
    QList<IngestFailure> failures;
    qint64 failuresTotal = 0;
    QList<NotConfirmed> notConfirmed;
    qint64 notConfirmedTotal = 0;
    QList<LeftOut> leftOut;
    qint64 leftOutTotal = 0;
    qint64 milliseconds = 0;
};

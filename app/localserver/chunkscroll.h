#pragma once

#include "app/localserver/chunkrow.h"
#include "app/localserver/filter.h"

class Database;

/// Where a page of chunks begins and how it is sorted. Source: ScrollChunksReqPayload.
struct ChunkScroll {
    qint64 datasetKey = 0;
    SqlCondition condition;
    qint64 pageSize = 10;
    /// The first chunk of the page (inclusive, as on real servers). One that is gone means the next one.
    std::optional<QString> offset;
    /// What is sorted by; empty sorts by age, oldest first. An SQL expression, with the JSON path it takes where it takes one.
    QByteArray sortedBy;
    QList<SqlValue> sortedByValues;
    bool descending = true;

    /// The page. Chunks that do not have what is sorted by come last. Refusal 400 for an offset that never was in the dataset's order.
    QList<ChunkRow> page(Database &database) const;
    /// num_value, time_stamp, weight or metadata.<path>; Refusal 400 for another.
    void sortBy(const Json &sort);

private:
    QList<ChunkRow> byAge(Database &database) const;
    QList<ChunkRow> sorted(Database &database) const;
    void append(Database &database, QList<ChunkRow> &rows, const SqlCondition &part, const QByteArray &order) const;
};

#pragma once

#include "app/localserver/statement.h"

#include <QByteArray>
#include <QList>

class Database;
struct Hit;

/// A column of chunks to sort hits by. Chunks without a value come last, whatever the direction.
struct SortColumn {
    QByteArray sql;
    bool isAscending = false;

    /// time_stamp, num_value, weight or metadata.<path>, where a dot goes into an object or belongs to the key; nothing for any other field.
    static std::optional<SortColumn> named(const QString &field, bool isAscending);

    /// For ORDER BY; the column is looked up in "chunks".
    QByteArray order() const { return sql + " IS NULL, " + sql + (isAscending ? " ASC" : " DESC") + ", chunks.key"; }
    /// These hits, in that order.
    QList<Hit> sorted(Database &database, const QList<Hit> &hits) const;
};

#pragma once

#include "app/localserver/statement.h"
#include "app/values/json.h"

#include <QByteArray>
#include <QList>

/// A condition for a WHERE over the chunks table, with the values of its parameters in order.
struct SqlCondition {
    /// In parentheses; "1" where everything is wanted.
    QByteArray sql = "1";
    QList<SqlValue> values;
    /// It holds for none but the few chunks that it names by their ids: better begin with these than with the dataset.
    bool namesChunks = false;
};

/// Both conditions at once.
SqlCondition both(const SqlCondition &a, const SqlCondition &b);

/// What a condition is asked for: a list of chunks to begin with, or one chunk after the other that something else has found. Either way it
/// means the same; the one is quick where few chunks fulfil it, the other where few are asked about.
enum class ConditionUse { Listing, Checking };

/// What becomes of a condition whose match list is empty. Searches pass it over, as real servers do; where a wider filter does harm (what is
/// deleted, what a key may see) it is refused.
enum class EmptyLists { PassedOver, Refused };

/// Translates a ChunkFilter ({"must": [...], "should": [...], "must_not": [...]}) for "SELECT ... FROM chunks WHERE chunks.dataset = ? AND " +
/// sql. A null filter wants everything. Refusal 400, naming the place (as in Fields), for what is not a filter. Source: ChunkFilter and ConditionType
/// of the server's description.
SqlCondition chunkCondition(const Json &filter, qint64 datasetKey, const QString &place = QStringLiteral("filters."),
    ConditionUse use = ConditionUse::Listing, EmptyLists empty = EmptyLists::PassedOver);

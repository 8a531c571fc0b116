#pragma once

#include "app/values/jsonreader.h"
#include "app/values/chunkgroup.h"
#include "app/values/dataset.h"

/// The answers that are not simply one value: lists, numbers, and the shapes a server chooses by count.
namespace decoding {

/// A list that stands alone, or in a member of that name where the answer is an object.
template <typename T>
Result<QList<T>> list(const Json &json, QStringView member)
{
    const Json &array = json.isObject() ? json[member] : json;
    if (!array.isArray())
        return Error{Error::Kind::Malformed, 0, QStringLiteral("%1: expected a list").arg(member), {}};
    return listFromJson<T>(array.items(), member);
}

/// One created group comes as an object, none or several as a list.
Result<QList<ChunkGroup>> groups(const Json &json);

/// "chunk_count" of a dataset's usage.
Result<qint64> chunkCount(const Json &json);

/// "count" of a group.
Result<qint64> groupChunkCount(const Json &json);

/// "count" of what a search would find.
Result<qint64> count(const Json &json);

/// "queries" of a language model, without the numbers it puts before them.
Result<QStringList> suggestions(const Json &json);

/// "total_queries" of analytics.
Result<qint64> totalQueries(const Json &json);

/// "api_key" of a new key.
Result<QString> apiKey(const Json &json);

/// What an answer of no fixed shape says, whole and unchanged.
Result<Json> asIs(const Json &json);

/// A dataset without the secrets that the answer to an update holds in clear text.
Result<Dataset> dataset(const Json &json);

/// Refused before they are sent.
Error tooMany(qsizetype count, qsizetype most, const QString &what);
Error emptyQuery();

}

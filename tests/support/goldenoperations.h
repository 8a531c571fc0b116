#pragma once

#include "app/api/apiclient.h"
#include "tests/support/told.h"

/// Operations by the names of their golden files: each calls the client with what the file says and reports what came of it.
namespace golden {

/// How an operation ended.
struct Ended {
    /// What a person would say of the value, or of the error.
    QString said;
    std::optional<Error> error;
    /// Of a stream: how, and the text that came.
    std::optional<StreamEnd::How> how;
    QString text;

    operator QString() const { return said; }
};

using Report = std::function<void(const Ended &)>;
using Operation = std::function<void(const ApiClient &, QObject *, const Report &)>;
using Operations = QHash<QString, Operation>;

inline const DatasetId dataset(u"b1b1b1b1-0000-4000-8000-000000000001"_s);
inline const OrganizationId organization(u"0a0a0a0a-0000-4000-8000-000000000001"_s);
inline const ChunkGroupId group(u"d0d0d0d0-0000-4000-8000-000000000001"_s);
inline const ChunkId chunk(u"c0c0c0c0-0000-4000-8000-000000000001"_s);
inline const ChunkId otherChunk(u"c0c0c0c0-0000-4000-8000-000000000002"_s);
inline const TopicId topic(u"e0e0e0e0-0000-4000-8000-000000000001"_s);
inline const FileId file(u"f1f1f1f1-0000-4000-8000-000000000001"_s);
inline const QueryId query(u"a1a1a1a1-0000-4000-8000-000000000001"_s);

/// The id of anything else.
inline QString other(int number) { return u"f0f0f0f0-0000-4000-8000-00000000000%1"_s.arg(number); }

template <typename T>
void report(Call<T> call, QObject *context, const Report &done)
{
    std::move(call).then(context, [done](const Result<T> &result) {
        done({told(result), result ? std::nullopt : std::optional(result.error()), {}, {}});
    });
}

inline void report(StreamCall call, QObject *context, const Report &done)
{
    const auto kept = std::make_shared<StreamCall>(std::move(call));
    const auto text = std::make_shared<QString>();
    kept->then(
        context, [text](const QString &piece) { *text += piece; },
        [kept, text, done](const StreamEnd &end) { done({end.error ? told(*end.error) : *text, end.error, end.how, *text}); });
}

#define OPERATION(...) [](const ApiClient &client, QObject *context, const Report &done) { report(client.__VA_ARGS__, context, done); }

}

#pragma once

#include "app/values/json.h"

#include <mutex>

class Store;
struct DatasetRow;
struct FoundChunk;

/// What was searched for and asked, with what was found: for POST /api/analytics and for ratings. Noting costs no waiting: entries gather in
/// memory until the indexer's thread or a reader of them writes them, so that a kill loses the last ones. Usable from any thread.
class QueryLog
{
public:
    enum class Kind { Search, Answer };
    /// So many of each dataset and kind are kept at least.
    static constexpr int kept = 10'000;

    /// Nothing happens where the dataset has DISABLE_ANALYTICS. The data are the fields of SearchQueryEvent or RagQueryEvent that are known
    /// now; user_id and metadata are taken from the body of the request.
    void note(Kind kind, const DatasetRow &dataset, const QString &id, Json data, const Json &body);
    /// Never within a read or a write.
    void write(Store &store);

    /// "results" and "top_score".
    static void setResults(Json &data, const QList<FoundChunk> &found);

private:
    struct Entry {
        Kind kind = Kind::Search;
        QString id;
        QString datasetId;
        Json data;
        qint64 createdAt = 0;
    };

    std::mutex m_mutex;
    QList<Entry> m_waiting;
};

#include "app/localserver/querylog.h"

#include "app/localserver/chunksearch.h"
#include "app/localserver/store.h"

#include <algorithm>

namespace {

// What comes faster than it is written is forgotten, the oldest first.
constexpr qsizetype mostWaiting = 5000;
constexpr qsizetype longestMetadata = 16 * 1024;
constexpr qsizetype mostResults = 20;

}

void QueryLog::setResults(Json &data, const QList<FoundChunk> &found)
{
    Json results = Json::array();
    double top = 0;
    for (const FoundChunk &chunk : found.mid(0, mostResults)) {
        results.append(Json::object({{u"id", chunk.row.id}, {u"score", chunk.score}}));
        top = std::max(top, chunk.score);
    }
    data.set(u"results", results);
    data.set(u"top_score", top);
}

void QueryLog::note(Kind kind, const DatasetRow &dataset, const QString &id, Json data, const Json &body)
{
    if (dataset.configuration[u"DISABLE_ANALYTICS"].toBool().value_or(false))
        return;
    data.set(u"user_id", body[u"user_id"].toString());
    const Json &metadata = body[u"metadata"];
    data.set(u"metadata", metadata.toBytes().size() <= longestMetadata ? metadata : Json());
    const std::lock_guard lock(m_mutex);
    if (m_waiting.size() >= mostWaiting)
        m_waiting.removeFirst();
    m_waiting.append({kind, id, dataset.id, std::move(data), Store::now()});
}

void QueryLog::write(Store &store)
{
    QList<Entry> entries;
    {
        const std::lock_guard lock(m_mutex);
        entries.swap(m_waiting);
    }
    if (entries.isEmpty())
        return;
    store.write([&](Database &database) {
        for (const Entry &entry : std::as_const(entries)) {
            const QByteArray kind = entry.kind == Kind::Answer ? "rag" : "search";
            database
                .prepare("INSERT OR IGNORE INTO queries(id, dataset_id, kind, data, created_at) SELECT ?, id, ?, ?, ? FROM datasets WHERE id = ?")
                .bind(entry.id, kind, entry.data.toBytes(), entry.createdAt, entry.datasetId)
                .run();
            // Now and then is enough.
            if (database.changes() == 0 || database.lastInsertedKey() % 100 != 0)
                continue;
            database
                .prepare("DELETE FROM queries WHERE dataset_id = ?1 AND kind = ?2 AND key < "
                         "(SELECT key FROM queries WHERE dataset_id = ?1 AND kind = ?2 ORDER BY key DESC LIMIT 1 OFFSET ?3)")
                .bind(entry.datasetId, kind, kept - 1)
                .run();
        }
    });
}

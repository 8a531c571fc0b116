#include "app/localserver/eventlog.h"

#include "app/localserver/database.h"
#include "app/localserver/store.h"

namespace eventlog {

bool isType(const QString &type)
{
    static constexpr QStringView types[] = {u"file_uploaded", u"file_upload_failed", u"chunks_uploaded", u"chunk_action_failed", u"chunk_updated",
        u"bulk_chunks_deleted", u"chunk_update_failed", u"dataset_delete_failed", u"qdrant_upload_failed", u"bulk_chunk_upload_failed",
        u"group_chunks_updated", u"group_chunks_action_failed", u"crawl_completed", u"crawl_failed", u"crawl_started", u"csv_jsonl_processing_failed",
        u"csv_jsonl_processing_checkpoint", u"csv_jsonl_processing_completed", u"video_uploaded", u"pagefind_indexing_started",
        u"pagefind_indexing_finished", u"etl_started", u"etl_completed", u"etl_failed"};
    return std::find(std::begin(types), std::end(types), type) != std::end(types);
}

void note(Database &database, qint64 datasetKey, const char *type, const Json &data)
{
    database.prepare("INSERT INTO events(id, dataset_id, type, data, created_at) SELECT ?, id, ?, ?, ? FROM datasets WHERE key = ?")
        .bind(Store::newId(), QByteArray(type), data.toBytes(), Store::now(), datasetKey)
        .run();
    // Now and then is enough.
    if (database.changes() == 0 || database.lastInsertedKey() % 100 != 0)
        return;
    database
        .prepare("DELETE FROM events WHERE dataset_id = (SELECT id FROM datasets WHERE key = ?1) AND key < "
                 "(SELECT key FROM events WHERE dataset_id = (SELECT id FROM datasets WHERE key = ?1) ORDER BY key DESC LIMIT 1 OFFSET ?2)")
        .bind(datasetKey, kept - 1)
        .run();
}

}

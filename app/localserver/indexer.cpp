#include "app/localserver/indexer.h"

#include "app/documents/htmltext.h"
#include "app/localserver/chunkdeletion.h"
#include "app/localserver/databaseerror.h"
#include "app/localserver/datasetcopy.h"
#include "app/localserver/eventlog.h"
#include "app/localserver/grouptagging.h"
#include "app/localserver/schema.h"
#include "app/localserver/searchabletext.h"
#include "app/localserver/store.h"

#include <QElapsedTimer>
#include <QLoggingCategory>

namespace {

Q_LOGGING_CATEGORY(category, "retriever.localserver.indexer", QtWarningMsg)

// Writers wait while a batch is written; it is made as large as this many milliseconds allow.
constexpr int batchTime = 60;
constexpr int smallestBatch = 20;
constexpr int largestBatch = 2000;
constexpr qint64 batchBytes = 4 * 1024 * 1024;
// After a batch that took all there was, more is let come: each batch is a segment of the index, and small segments have to be merged
// again and again. The first chunk after a rest is indexed at once.
constexpr int gatherTime = 100;
constexpr int idleWait = 60'000;
constexpr int waitAfterFailure = 2'000;
constexpr int purgeStep = 500;
// An event with more would be long; the token count is the usual estimate.
constexpr qsizetype idsPerEvent = 500;
constexpr qint64 bytesPerToken = 4;

// The text of a chunk as it is searched: fulltext_content, or what a reader sees of chunk_html.
QString searchedText(const QString &html, const Json &indexing)
{
    const Json *own = indexing.find(u"fulltext_content");
    if (own)
        return own->toString();
    return indexing[u"convert_html_to_text"].toBool().value_or(true) ? plainText(html) : html;
}

// A boost of 5 counts the words of its phrase five times: once where they stand and four times here.
QString boostedText(const Json &indexing)
{
    const Json &boost = indexing[u"fulltext_boost"];
    const double factor = boost[u"boost_factor"].toDouble().value_or(1);
    const QString phrase = boost[u"phrase"].toString();
    if (phrase.isEmpty() || !(factor > 1))
        return {};
    return (phrase + u' ').repeated(qBound(1, qRound(qMin(factor, 21.0)) - 1, 20));
}

}

Indexer::Indexer(Store &store) :
    m_store(store), m_delay(qEnvironmentVariableIntValue("RETRIEVER_INDEXING_DELAY_MS")), m_thread([this] { run(); })
{
}

Indexer::~Indexer()
{
    m_thread.join();
}

void Indexer::run()
{
    while (m_store.waitForQueuedChunks(idleWait)) {
        bool more = true;
        while (more && !m_store.isStopping()) {
            if (m_delay > 0 && !m_store.pause(m_delay))
                return;
            try {
                m_store.queryLog().write(m_store);
                more = workOnce();
            } catch (const std::exception &error) {
                if (m_store.isStopping())
                    return;
                qCWarning(category) << "the index could not be written, trying again soon:" << error.what();
                if (!m_store.pause(waitAfterFailure))
                    return;
            }
        }
    }
}

bool Indexer::workOnce()
{
    const qsizetype wanted = m_batchSize;
    const qsizetype indexed = indexBatch();
    // A step of each in turn: neither waits for the other's end.
    const bool didMore = int(purge()) + int(chunkdeletion::continueSome(m_store)) + int(datasetcopy::continueSome(m_store))
            + int(grouptagging::continueSome(m_store)) > 0;
    if (didMore || indexed == wanted)
        return true;
    return indexed > 0 ? m_store.pause(gatherTime) : tidyUp();
}

// Something useful for an idle moment; false when there is nothing.
bool Indexer::tidyUp()
{
    if (m_untidy.isEmpty())
        return false;
    const qint64 dataset = *m_untidy.constBegin();
    if (!m_store.write([&](Database &database) { return schema::mergeSome(database, dataset); }))
        m_untidy.remove(dataset);
    return true;
}

qsizetype Indexer::indexBatch()
{
    const QList<Entry> entries = nextEntries();
    if (entries.isEmpty())
        return 0;
    const qint64 elapsed = qMax(index(entries), qint64(1));
    m_batchSize = int(qBound(qint64(smallestBatch), qint64(entries.size()) * batchTime / elapsed, qint64(largestBatch)));
    return entries.size();
}

QList<Indexer::Entry> Indexer::nextEntries()
{
    QList<Entry> entries;
    struct Source {
        QString html;
        Json indexing;
    };
    QList<Source> sources;
    m_store.read([&](Database &database) {
        auto rows = database.prepare("SELECT index_queue.chunk, index_queue.dataset, index_queue.sequence, index_queue.is_new, chunks.chunk_html, chunks.indexing, chunks.id "
                                     "FROM index_queue JOIN chunks ON chunks.key = index_queue.chunk "
                                     "ORDER BY index_queue.urgent DESC, index_queue.sequence LIMIT ?");
        rows.bind(m_batchSize);
        qint64 bytes = 0;
        while (bytes < batchBytes && rows.step()) {
            entries.append({rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3) != 0, {}, {}, rows.text(6)});
            sources.append({rows.text(4), rows.isNull(5) ? Json() : Json::verbatim(rows.bytes(5))});
            bytes += sources.last().html.size();
        }
    });
    // Outside of every transaction: reading HTML is the slow part.
    for (qsizetype i = 0; i < entries.size(); ++i) {
        entries[i].body = searchableText(searchedText(sources[i].html, sources[i].indexing)).toUtf8();
        entries[i].boost = searchableText(boostedText(sources[i].indexing)).toUtf8();
    }
    return entries;
}

// The milliseconds that others had to wait for it.
qint64 Indexer::index(const QList<Entry> &entries)
{
    const qint64 elapsed = m_store.write([&](Database &database) {
        QElapsedTimer clock;
        clock.start();
        // First the queue, then the index, never in turn: a statement with triggers opens a savepoint, and at each savepoint FTS5 writes out
        // what it has gathered so far.
        QList<Entry> taken;
        auto removal = database.prepare("DELETE FROM index_queue WHERE chunk = ? AND sequence = ?");
        for (const Entry &entry : entries) {
            removal.bind(entry.chunk, entry.sequence).run();
            // Whoever wrote the chunk again meanwhile gave it a new sequence; it comes up again.
            if (database.changes() > 0)
                taken.append(entry);
        }
        auto queueing = database.prepare("INSERT INTO vector_queue(chunk, dataset, sequence) SELECT ?1, ?2, ?3 "
                                         "WHERE EXISTS (SELECT 1 FROM vector_sets WHERE dataset = ?2 AND active) "
                                         "ON CONFLICT(chunk) DO UPDATE SET sequence = excluded.sequence, attempts = 0, due = 0");
        for (const Entry &entry : std::as_const(taken))
            queueing.bind(entry.chunk, entry.dataset, entry.sequence).run();
        noteEvents(database, taken);
        QHash<qint64, bool> alive;
        for (const Entry &entry : std::as_const(taken)) {
            if (!alive.contains(entry.dataset))
                alive[entry.dataset] = prepareTextTable(database, entry.dataset);
            if (!alive[entry.dataset])
                continue;
            insert(database, entry);
            m_untidy.insert(entry.dataset);
        }
        return clock.elapsed();
    });
    m_store.noteQueuedVectors();
    return elapsed;
}

void Indexer::noteEvents(Database &database, const QList<Entry> &taken)
{
    struct Upload {
        QStringList ids;
        qint64 bytes = 0;
    };
    QHash<qint64, Upload> uploads;
    const auto note = [&](qint64 dataset) {
        const Upload upload = uploads.take(dataset);
        eventlog::note(database, dataset, "chunks_uploaded", Json::object({{u"chunk_ids", Json::strings(upload.ids)},
            {u"tokens_ingested", upload.bytes / bytesPerToken}, {u"bytes_ingested", upload.bytes}}));
    };
    for (const Entry &entry : taken) {
        if (!entry.isNew) {
            eventlog::note(database, entry.dataset, "chunk_updated", Json::object({{u"chunk_id", entry.id}}));
            continue;
        }
        Upload &upload = uploads[entry.dataset];
        upload.ids.append(entry.id);
        upload.bytes += entry.body.size();
        if (upload.ids.size() == idsPerEvent)
            note(entry.dataset);
    }
    const QList<qint64> datasets = uploads.keys();
    for (const qint64 dataset : datasets)
        note(dataset);
}

// False where the dataset is gone and its chunks only wait for their removal.
bool Indexer::prepareTextTable(Database &database, qint64 dataset)
{
    auto row = database.prepare("SELECT 1 FROM datasets WHERE key = ?");
    const bool isAlive = row.bind(dataset).step();
    if (isAlive)
        schema::makeTextTable(database, dataset);
    return isAlive;
}

void Indexer::insert(Database &database, const Entry &entry)
{
    database
        .prepare((entry.isNew ? "INSERT INTO " : "INSERT OR REPLACE INTO ") + schema::textTable(entry.dataset)
            + "(rowid, body, boost) VALUES (?, ?, ?)")
        .bind(entry.chunk, entry.body, entry.boost)
        .run();
}

// A step of the removal of a deleted or cleared dataset; false when nothing is left to remove. What is still being copied stays until then.
bool Indexer::purge()
{
    const qint64 dataset = m_store.read([](Database &database) { return database.integer("SELECT dataset FROM purges WHERE dataset NOT IN (SELECT source FROM dataset_copies) LIMIT 1"); });
    if (dataset == 0)
        return false;
    m_store.write([&](Database &database) {
        const auto removeSome = [&](const QByteArray &sql) {
            database.prepare(sql).bind(dataset, purgeStep).run();
            return database.changes() > 0;
        };
        const QByteArray some = "(SELECT key FROM chunks WHERE dataset = ? ORDER BY key LIMIT ?)";
        removeSome("DELETE FROM group_members WHERE chunk IN " + some);
        removeSome("DELETE FROM index_queue WHERE chunk IN " + some);
        if (removeSome("DELETE FROM chunks WHERE key IN " + some)
            || removeSome("DELETE FROM chunk_tags WHERE (dataset, tag, chunk) IN (SELECT dataset, tag, chunk FROM chunk_tags WHERE dataset = ? LIMIT ?)")
            || removeSome("DELETE FROM chunk_groups WHERE key IN (SELECT key FROM chunk_groups WHERE dataset = ? LIMIT ?)")
            || schema::shrinkTextTable(database, dataset))
            return;
        schema::dropTextTable(database, dataset);
        for (const char *table : {"vector_graphs", "vector_sets", "group_taggings", "purges"})
            database.prepare(QByteArray("DELETE FROM ") + table + " WHERE dataset = ?").bind(dataset).run();
    });
    m_store.noteQueuedVectors();
    return true;
}

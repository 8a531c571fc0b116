#include "app/localserver/schema.h"

#include "app/localserver/database.h"
#include "app/localserver/databaseerror.h"
#include "app/localserver/store.h"

#include <sqlite3.h>

namespace schema {

namespace {

// Keys are ours and never leave the server; ids are what clients see. A dataset that is cleared or deleted only gives up its key: its rows
// become invisible at once and the indexer removes them bit by bit (purges). That is why nothing refers by FOREIGN KEY.
// Times are milliseconds since 1970 in UTC. Texts that are JSON are kept as they were sent.
constexpr char first[] = R"(
CREATE TABLE workspace(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE datasets(
    key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, tracking_id TEXT UNIQUE,
    configuration TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
-- Kept by triggers, because counting a million rows takes too long for a list of datasets.
CREATE TABLE dataset_counts(dataset INTEGER PRIMARY KEY, chunks INTEGER NOT NULL DEFAULT 0, queued INTEGER NOT NULL DEFAULT 0);
CREATE TRIGGER dataset_added AFTER INSERT ON datasets BEGIN INSERT INTO dataset_counts(dataset) VALUES (NEW.key); END;
CREATE TRIGGER dataset_removed AFTER DELETE ON datasets BEGIN DELETE FROM dataset_counts WHERE dataset = OLD.key; END;

-- number, weight_number, latitude and longitude are what filters and sorting compare; what is answered is the text beside them.
-- indexing holds what only the full-text index reads: {"fulltext_content", "fulltext_boost", "convert_html_to_text", ...}
CREATE TABLE chunks(
    key INTEGER PRIMARY KEY, dataset INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, tracking_id TEXT, chunk_html TEXT, link TEXT,
    tag_set TEXT, image_urls TEXT, location TEXT, latitude REAL, longitude REAL, num_value TEXT, number NUMERIC, time_stamp INTEGER,
    metadata TEXT, weight TEXT NOT NULL, weight_number REAL NOT NULL, indexing TEXT, created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL);
CREATE INDEX chunks_by_dataset ON chunks(dataset);
CREATE UNIQUE INDEX chunks_by_tracking_id ON chunks(dataset, tracking_id) WHERE tracking_id IS NOT NULL;
CREATE INDEX chunks_by_number ON chunks(dataset, number) WHERE number IS NOT NULL;
CREATE INDEX chunks_by_time ON chunks(dataset, time_stamp) WHERE time_stamp IS NOT NULL;
CREATE TRIGGER chunk_added AFTER INSERT ON chunks BEGIN
    UPDATE dataset_counts SET chunks = chunks + 1 WHERE dataset = NEW.dataset; END;
CREATE TRIGGER chunk_removed AFTER DELETE ON chunks BEGIN
    UPDATE dataset_counts SET chunks = chunks - 1 WHERE dataset = OLD.dataset; END;

CREATE TABLE chunk_tags(
    dataset INTEGER NOT NULL, tag TEXT NOT NULL, chunk INTEGER NOT NULL, PRIMARY KEY(dataset, tag, chunk)) WITHOUT ROWID;

CREATE TABLE chunk_groups(
    key INTEGER PRIMARY KEY AUTOINCREMENT, dataset INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, tracking_id TEXT, name TEXT NOT NULL,
    description TEXT NOT NULL, tag_set TEXT, metadata TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
CREATE INDEX groups_by_dataset ON chunk_groups(dataset);
CREATE UNIQUE INDEX groups_by_tracking_id ON chunk_groups(dataset, tracking_id) WHERE tracking_id IS NOT NULL;

CREATE TABLE group_members(
    chunk_group INTEGER NOT NULL, chunk INTEGER NOT NULL, PRIMARY KEY(chunk_group, chunk)) WITHOUT ROWID;
CREATE INDEX members_by_chunk ON group_members(chunk, chunk_group);

-- Chunks that are accepted but not yet in the full-text index as they are. The sequence changes with every write of the chunk; is_new says
-- that the index never knew it.
CREATE TABLE index_queue(
    chunk INTEGER PRIMARY KEY, dataset INTEGER NOT NULL, sequence INTEGER NOT NULL, urgent INTEGER NOT NULL, is_new INTEGER NOT NULL);
CREATE INDEX index_queue_order ON index_queue(urgent DESC, sequence);
CREATE TRIGGER chunk_queued AFTER INSERT ON index_queue BEGIN
    UPDATE dataset_counts SET queued = queued + 1 WHERE dataset = NEW.dataset; END;
CREATE TRIGGER chunk_indexed AFTER DELETE ON index_queue BEGIN
    UPDATE dataset_counts SET queued = queued - 1 WHERE dataset = OLD.dataset; END;
-- Keys of datasets that were deleted or cleared and whose rows still have to go.
CREATE TABLE purges(dataset INTEGER PRIMARY KEY);

CREATE TABLE topics(
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, dataset_id TEXT NOT NULL, name TEXT NOT NULL, owner_id TEXT NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
CREATE INDEX topics_by_owner ON topics(dataset_id, owner_id, updated_at);
CREATE TABLE messages(
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, topic_id TEXT NOT NULL, dataset_id TEXT NOT NULL, sort_order INTEGER NOT NULL,
    role TEXT NOT NULL, content TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0, prompt_tokens INTEGER, completion_tokens INTEGER,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
CREATE INDEX messages_by_topic ON messages(topic_id, sort_order);
)";

constexpr char second[] = R"(
-- A chunk's vector: float32, the lowest byte first. The stamp is new with every write of a vector and never used again within the dataset; the
-- graph beside the database knows vectors by it. The source is a hash of the model and all that the vector was made of.
CREATE TABLE vectors(
    chunk INTEGER PRIMARY KEY, dataset INTEGER NOT NULL, stamp INTEGER NOT NULL, source BLOB NOT NULL, vector BLOB NOT NULL);
CREATE UNIQUE INDEX vectors_by_stamp ON vectors(dataset, stamp);
CREATE INDEX vectors_by_source ON vectors(source);
-- One row for each dataset that ever had an embeddings model. Vectors up to the stamp base are of a model before this one. Chunks up to the key
-- progress were queued when the model was set; all later ones where progress is null.
CREATE TABLE vector_sets(
    dataset INTEGER PRIMARY KEY, model BLOB NOT NULL, active INTEGER NOT NULL, progress INTEGER, base INTEGER NOT NULL DEFAULT 0,
    last_stamp INTEGER NOT NULL DEFAULT 0, vectors INTEGER NOT NULL DEFAULT 0);
CREATE TRIGGER vector_added AFTER INSERT ON vectors BEGIN
    UPDATE vector_sets SET vectors = vectors + 1 WHERE dataset = NEW.dataset; END;
CREATE TRIGGER vector_removed AFTER DELETE ON vectors BEGIN
    UPDATE vector_sets SET vectors = vectors - 1 WHERE dataset = OLD.dataset; END;
-- Chunks that are in the full-text index and wait for their vector; one that the model refused waits until it is due.
CREATE TABLE vector_queue(
    chunk INTEGER PRIMARY KEY, dataset INTEGER NOT NULL, sequence INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    due INTEGER NOT NULL DEFAULT 0);
CREATE INDEX vector_queue_order ON vector_queue(dataset, due, sequence);
CREATE TRIGGER vector_queued AFTER INSERT ON vector_queue BEGIN
    UPDATE dataset_counts SET queued = queued + 1 WHERE dataset = NEW.dataset; END;
CREATE TRIGGER vector_made AFTER DELETE ON vector_queue BEGIN
    UPDATE dataset_counts SET queued = queued - 1 WHERE dataset = OLD.dataset; END;
CREATE TRIGGER chunk_vector_removed AFTER DELETE ON chunks BEGIN
    DELETE FROM vector_queue WHERE chunk = OLD.key; DELETE FROM vectors WHERE chunk = OLD.key; END;
-- The file of a dataset's graph, and up to which stamp it goes.
CREATE TABLE vector_graphs(
    dataset INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE, checksum BLOB NOT NULL, metric TEXT NOT NULL, size INTEGER NOT NULL,
    base INTEGER NOT NULL, applied INTEGER NOT NULL);
-- How many chunks have a tag; counting them takes too long for a list of tags.
CREATE TABLE tag_counts(
    dataset INTEGER NOT NULL, tag TEXT NOT NULL, chunks INTEGER NOT NULL, PRIMARY KEY(dataset, tag)) WITHOUT ROWID;
INSERT INTO tag_counts SELECT dataset, tag, count(*) FROM chunk_tags GROUP BY dataset, tag;
CREATE TRIGGER tag_added AFTER INSERT ON chunk_tags BEGIN
    INSERT OR IGNORE INTO tag_counts VALUES (NEW.dataset, NEW.tag, 0);
    UPDATE tag_counts SET chunks = chunks + 1 WHERE dataset = NEW.dataset AND tag = NEW.tag; END;
CREATE TRIGGER tag_removed AFTER DELETE ON chunk_tags BEGIN
    UPDATE tag_counts SET chunks = chunks - 1 WHERE dataset = OLD.dataset AND tag = OLD.tag;
    DELETE FROM tag_counts WHERE dataset = OLD.dataset AND tag = OLD.tag AND chunks < 1; END;
-- Tells a search at once that no chunk of a dataset has a weight, as is usual.
CREATE INDEX chunks_by_weight ON chunks(dataset, weight_number) WHERE weight_number > 0 AND weight_number <> 1;
-- Of a key only the hash is kept. dataset_ids, scopes and default_params are JSON, null for "no limit".
CREATE TABLE api_keys(
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role INTEGER NOT NULL,
    dataset_ids TEXT, scopes TEXT, expires_at INTEGER, default_params TEXT, created_at INTEGER NOT NULL);

CREATE TABLE events(
    key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, dataset_id TEXT NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL,
    created_at INTEGER NOT NULL);
CREATE INDEX events_by_dataset ON events(dataset_id, key);

-- Chunks of a deletion that was accepted and still has to be carried out. Keys of chunks are used again, so that no entry may outlive
-- its chunk; and who writes a chunk again wants to keep it.
CREATE TABLE doomed_chunks(chunk INTEGER PRIMARY KEY, dataset INTEGER NOT NULL);
CREATE INDEX doomed_by_dataset ON doomed_chunks(dataset);
CREATE TRIGGER doomed_chunk_gone AFTER DELETE ON chunks BEGIN DELETE FROM doomed_chunks WHERE chunk = OLD.key; END;
CREATE TRIGGER doomed_chunk_rewritten AFTER UPDATE OF updated_at ON chunks BEGIN DELETE FROM doomed_chunks WHERE chunk = NEW.key; END;

-- Copies of datasets that are on their way, with the last keys that were copied and the newest that will be; and which group became which.
CREATE TABLE dataset_copies(
    copy INTEGER PRIMARY KEY, source INTEGER NOT NULL, newest_group INTEGER NOT NULL, newest_chunk INTEGER NOT NULL,
    last_group INTEGER NOT NULL, last_chunk INTEGER NOT NULL);
CREATE TABLE copied_groups(
    copy INTEGER NOT NULL, original INTEGER NOT NULL, copied INTEGER NOT NULL, PRIMARY KEY(copy, original)) WITHOUT ROWID;
-- Groups whose tags their chunks still have to get, the tags as JSON, and the last chunk that has them.
CREATE TABLE group_taggings(
    key INTEGER PRIMARY KEY, dataset INTEGER NOT NULL, chunk_group INTEGER NOT NULL, tags TEXT NOT NULL, last_chunk INTEGER NOT NULL);
-- What was searched for ("search") and asked ("rag"); data and rating are JSON.
CREATE TABLE queries(
    key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, dataset_id TEXT NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL,
    rating TEXT, created_at INTEGER NOT NULL);
CREATE INDEX queries_by_dataset ON queries(dataset_id, kind, key);
)";

}

namespace {

void makeVocabularyTable(Database &database, const QByteArray &textTable)
{
    database.execute("CREATE VIRTUAL TABLE " + textTable + "_words USING fts5vocab(" + textTable + ", instance)");
}

void makeVocabularyTables(Database &database)
{
    QByteArrayList tables;
    {
        auto row = database.prepare("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE fts\\_%' ESCAPE '\\'");
        while (row.step())
            tables.append(row.bytes(0));
    }
    for (const QByteArray &table : std::as_const(tables))
        makeVocabularyTable(database, table);
}

}

void migrate(Database &database)
{
    const qint64 found = database.integer("PRAGMA user_version");
    if (found == version)
        return;
    if (found > version)
        throw DatabaseError(1, "The workspace was made by a newer version of Retriever. Install that version, or choose another folder.");
    database.execute("BEGIN IMMEDIATE");
    try {
        if (found < 1) {
            database.execute(first);
            database.prepare("INSERT INTO workspace(name, value) VALUES ('organization_id', ?), ('created_at', ?)")
                .bind(Store::newId(), QByteArray::number(Store::now()))
                .run();
        }
        if (found < 2) {
            database.execute(second);
            makeVocabularyTables(database);
        }
        database.execute("PRAGMA user_version = " + QByteArray::number(version));
        database.execute("COMMIT");
    } catch (...) {
        database.execute("ROLLBACK");
        throw;
    }
}

QByteArray textTable(qint64 datasetKey)
{
    return "fts_" + QByteArray::number(datasetKey);
}

QByteArray vocabularyTable(qint64 datasetKey)
{
    return textTable(datasetKey) + "_words";
}

void makeTextTable(Database &database, qint64 datasetKey)
{
    if (hasTextTable(database, datasetKey))
        return;
    const QByteArray table = textTable(datasetKey);
    database.execute("CREATE VIRTUAL TABLE " + table + " USING fts5(body, boost, tokenize = '" + tokenizer + "')");
    // More segments than by default before they are merged: an import has less to do, and what is left is merged when there is nothing else
    // to do. No merge that stops everything else (crisismerge) unless that goes very wrong.
    const QByteArray setting = "INSERT INTO " + table + '(' + table + ", rank) VALUES ";
    database.execute(setting + "('automerge', 16)");
    database.execute(setting + "('crisismerge', 64)");
    database.execute(setting + "('usermerge', 4)");
    makeVocabularyTable(database, table);
}

void dropTextTable(Database &database, qint64 datasetKey)
{
    database.execute("DROP TABLE IF EXISTS " + vocabularyTable(datasetKey));
    database.execute("DROP TABLE IF EXISTS " + textTable(datasetKey));
}

bool mergeSome(Database &database, qint64 datasetKey)
{
    if (!hasTextTable(database, datasetKey))
        return false;
    const QByteArray table = textTable(datasetKey);
    const qint64 before = database.totalChanges();
    // That many pages at once take some milliseconds. Source of "less than 2 means done": FTS5's description of merge.
    database.prepare("INSERT INTO " + table + '(' + table + ", rank) VALUES ('merge', 200)").run();
    return database.totalChanges() - before >= 2;
}

bool shrinkTextTable(Database &database, qint64 datasetKey)
{
    if (!hasTextTable(database, datasetKey))
        return false;
    // FTS5's own tables, which nobody else may write to otherwise. Some megabytes at once.
    constexpr int rows = 1000;
    const auto setDefensive = [&](int on) { sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_DEFENSIVE, on, nullptr); };
    setDefensive(0);
    // Row 10 says which segments there are: now none. Without it no other connection, the next start's neither, could open the table and so
    // not drop it. Source: the structure record in fts5_index.c.
    database.execute("INSERT OR REPLACE INTO " + textTable(datasetKey) + "_data(id, block) VALUES (10, x'00000000000000')");
    bool isShrunk = false;
    const std::pair<const char *, const char *> parts[] = {{"_data", "rowid > 10"}, {"_content", "1"}, {"_docsize", "1"}};
    for (const auto &[part, which] : parts) {
        const QByteArray table = textTable(datasetKey) + part;
        database.execute("DELETE FROM " + table + " WHERE rowid IN (SELECT rowid FROM " + table + " WHERE " + which + " LIMIT " + QByteArray::number(rows) + ')');
        isShrunk = database.changes() > 0;
        if (isShrunk)
            break;
    }
    setDefensive(1);
    return isShrunk;
}

bool hasTextTable(Database &database, qint64 datasetKey)
{
    auto row = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?");
    return row.bind(textTable(datasetKey)).step();
}

}

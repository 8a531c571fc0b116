-- A workspace as version 1 of the schema left it: three datasets, one of them deleted but not yet gone, with a queue.
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

INSERT INTO workspace VALUES ('organization_id', '0190b1a0-0000-7000-8000-000000000001'), ('created_at', '1720000000000');
INSERT INTO datasets(key, id, name, tracking_id, configuration, created_at, updated_at) VALUES
    (1, '0190b1a0-0000-7000-8000-000000000011', 'Harbour', 'harbour', '{"MAX_LIMIT": 500}', 1720000000000, 1720000000000),
    (3, '0190b1a0-0000-7000-8000-000000000013', 'Empty', NULL, '{}', 1720000000000, 1720000000000);
INSERT INTO chunks(key, dataset, id, tracking_id, chunk_html, link, tag_set, num_value, number, time_stamp, metadata, weight, weight_number,
    indexing, created_at, updated_at) VALUES
    (1, 1, '0190b1a0-0000-7000-8000-000000000101', 'light', '<p>The lighthouse keeper counts the ships</p>', 'https://example.org/1',
        '["coast","tower"]', '1.50', 1.5, 1710000000000, '{"place":{"name":"north"},"pages":9007199254740993}', '0.0', 0, NULL,
        1720000000000, 1720000000000),
    (2, 1, '0190b1a0-0000-7000-8000-000000000102', 'pilot', '<p>A pilot brings ships into the harbour</p>', NULL, '["coast"]', NULL, NULL,
        NULL, NULL, '2.0', 2, NULL, 1720000000000, 1720000000000),
    (3, 1, '0190b1a0-0000-7000-8000-000000000103', NULL, '<p>Ropes and anchors are sold here</p>', NULL, NULL, NULL, NULL, NULL, NULL, '0.0',
        0, '{"fulltext_content":"chandlery"}', 1720000000000, 1720000000000),
    -- Of a dataset that was deleted.
    (4, 2, '0190b1a0-0000-7000-8000-000000000104', NULL, '<p>forgotten ships</p>', NULL, '["coast"]', NULL, NULL, NULL, NULL, '0.0', 0, NULL,
        1720000000000, 1720000000000);
INSERT INTO chunk_tags VALUES (1, 'coast', 1), (1, 'tower', 1), (1, 'coast', 2), (2, 'coast', 4);
INSERT INTO chunk_groups(key, dataset, id, tracking_id, name, description, tag_set, metadata, created_at, updated_at) VALUES
    (1, 1, '0190b1a0-0000-7000-8000-000000000201', 'people', 'People', 'Who works there', '["staff"]', NULL, 1720000000000, 1720000000000);
INSERT INTO group_members VALUES (1, 1), (1, 2);
CREATE VIRTUAL TABLE fts_1 USING fts5(body, boost, tokenize = 'porter unicode61 remove_diacritics 2');
INSERT INTO fts_1(fts_1, rank) VALUES ('automerge', 16), ('crisismerge', 64), ('usermerge', 4);
INSERT INTO fts_1(rowid, body, boost) VALUES (1, 'The lighthouse keeper counts the ships', ''), (2, 'A pilot brings ships into the harbour', '');
CREATE VIRTUAL TABLE fts_2 USING fts5(body, boost, tokenize = 'porter unicode61 remove_diacritics 2');
INSERT INTO fts_2(rowid, body, boost) VALUES (4, 'forgotten ships', '');
INSERT INTO index_queue VALUES (3, 1, 1720000000000000, 0, 1);
INSERT INTO purges VALUES (2);
INSERT INTO topics(key, id, dataset_id, name, owner_id, created_at, updated_at) VALUES
    (1, '0190b1a0-0000-7000-8000-000000000301', '0190b1a0-0000-7000-8000-000000000011', 'Ships', 'me', 1720000000000, 1720000000000);
INSERT INTO messages(key, id, topic_id, dataset_id, sort_order, role, content, created_at, updated_at) VALUES
    (1, '0190b1a0-0000-7000-8000-000000000401', '0190b1a0-0000-7000-8000-000000000301', '0190b1a0-0000-7000-8000-000000000011', 0, 'user',
        'Who counts the ships?', 1720000000000, 1720000000000);
PRAGMA user_version = 1;

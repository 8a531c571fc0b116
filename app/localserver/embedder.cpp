#include "app/localserver/embedder.h"

#include "app/localserver/embeddingclient.h"
#include "app/localserver/store.h"
#include "app/localserver/vectorgraphs.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace
{

Q_LOGGING_CATEGORY(category, "retriever.localserver.embedder", QtWarningMsg)

constexpr qint64 idleWait = 60'000;
constexpr int waitAfterFailure = 2'000;
constexpr qint64 roundTime = 1'000;
constexpr int batch = 48;
constexpr int queueStep = 500;
/// Doubled after each failure.
constexpr qint64 firstPause = 500;
constexpr qint64 longestPause = 60'000;
constexpr qint64 firstRefusalPause = 60'000;
constexpr qint64 longestRefusalPause = 24 * 3'600'000;

/// The server is there and means these texts, not the key, the address or the moment.
bool isAboutTexts(const Error &error)
{
    return error.kind == Error::Kind::Rejected && error.httpStatus >= 400;
}

}

Embedder::Embedder(Store &store) : m_store(store), m_thread([this] { run(); })
{
}

Embedder::~Embedder()
{
    m_thread.join();
}

void Embedder::run()
{
    qint64 wait = 0;
    while (m_store.waitForQueuedVectors(int(wait))) {
        m_wake = Store::now() + idleWait;
        try {
            adoptSettings();
            // Now and then somebody changes the settings while there is much to do.
            const qint64 end = Store::now() + roundTime;
            bool more = true;
            while (more && !m_store.isStopping() && Store::now() < end)
                more = workOnce();
            if (more)
                noteWake(Store::now());
        } catch (const std::exception &error) {
            if (m_store.isStopping())
                return;
            qCWarning(category) << "vectors could not be stored, trying again soon:" << error.what();
            noteWake(Store::now() + waitAfterFailure);
        }
        wait = qBound<qint64>(1, m_wake - Store::now(), idleWait);
    }
}

void Embedder::noteWake(qint64 moment)
{
    m_wake = std::min(m_wake, moment);
}

void Embedder::adoptSettings()
{
    QList<Set> sets;
    m_store.read([&](Database &database) {
        auto rows = database.prepare(QByteArrayLiteral("SELECT ") + DatasetRow::columns + " FROM datasets");
        while (rows.step()) {
            const DatasetRow row = DatasetRow::fromRow(rows);
            if (auto settings = EmbeddingSettings::fromDataset(row)) {
                const QByteArray model = settings->model();
                sets.append({row.key, row.id, *std::move(settings), model});
            }
        }
    });
    QHash<qint64, QByteArray> active;
    m_store.read([&](Database &database) {
        auto rows = database.prepare("SELECT dataset, model FROM vector_sets WHERE active");
        while (rows.step())
            active.insert(rows.integer(0), rows.bytes(1));
    });
    QHash<qint64, QByteArray> wanted;
    QSet<qint64> datasets;
    for (const Set &set : std::as_const(sets)) {
        wanted.insert(set.dataset, set.model);
        datasets.insert(set.dataset);
        // Somebody may just have corrected what a server complained of.
        const auto old = std::find_if(m_sets.cbegin(), m_sets.cend(), [&](const Set &other) { return other.dataset == set.dataset; });
        if (old == m_sets.cend() || old->model != set.model || old->settings.endpoint.key != set.settings.endpoint.key)
            m_pauses.remove(set.dataset);
    }
    if (active != wanted)
        m_store.write([&](Database &database) { adopt(database, sets); });
    m_sets = sets;
    m_store.vectorGraphs().keepOnly(m_store, datasets);
}

void Embedder::adopt(Database &database, const QList<Set> &sets)
{
    // What was not wanted for a while may have changed, so all of it is looked at again; what is stored already costs nothing.
    auto setting = database.prepare(
        "INSERT INTO vector_sets(dataset, model, active, progress) SELECT ?1, ?2, 1, 0 WHERE EXISTS (SELECT 1 FROM datasets WHERE key = ?1) "
        "ON CONFLICT(dataset) DO UPDATE SET base = iif(model = excluded.model, base, last_stamp), "
        "progress = iif(active = 1 AND model = excluded.model, progress, 0), model = excluded.model, active = 1");
    Json keys = Json::array();
    for (const Set &set : sets) {
        setting.bind(set.dataset, SqlBlob{set.model}).run();
        keys.append(set.dataset);
    }
    database.prepare("UPDATE vector_sets SET active = 0 WHERE dataset NOT IN (SELECT value FROM json_each(?))").bind(keys.toBytes()).run();
}

bool Embedder::workOnce()
{
    bool more = emptyInactive();
    // A step of each in turn: no dataset waits for another's end.
    for (const Set &set : std::as_const(m_sets)) {
        if (m_store.isStopping())
            return false;
        more = queueSome(set) || more;
        more = embedSome(set) || more;
        more = m_store.vectorGraphs().bringUp(m_store, set.dataset, set.settings) || more;
    }
    return more;
}

/// Nobody waits for the vectors of a dataset that has no model any more.
bool Embedder::emptyInactive()
{
    const QByteArray some = "(SELECT chunk FROM vector_queue WHERE dataset IN (SELECT dataset FROM vector_sets WHERE NOT active) LIMIT ?)";
    const bool isEmpty = m_store.read([&](Database &database) {
        auto row = database.prepare("SELECT 1 FROM " + some);
        return !row.bind(1).step();
    });
    if (isEmpty)
        return false;
    m_store.write([&](Database &database) { database.prepare("DELETE FROM vector_queue WHERE chunk IN " + some).bind(queueStep).run(); });
    return true;
}

/// Chunks that were there before the model was set.
bool Embedder::queueSome(const Set &set)
{
    const auto progress = m_store.read([&](Database &database) {
        auto row = database.prepare("SELECT progress FROM vector_sets WHERE dataset = ? AND active");
        row.bind(set.dataset);
        return row.step() ? row.optionalInteger(0) : std::nullopt;
    });
    if (!progress)
        return false;
    m_store.write([&](Database &database) {
        QList<qint64> keys;
        auto rows = database.prepare("SELECT key FROM chunks WHERE dataset = ? AND key > ? ORDER BY key LIMIT ?");
        rows.bind(set.dataset, *progress, queueStep);
        while (rows.step())
            keys.append(rows.integer(0));
        auto queueing = database.prepare("INSERT INTO vector_queue(chunk, dataset, sequence) SELECT ?1, ?2, 0 "
                                         "WHERE NOT EXISTS (SELECT 1 FROM index_queue WHERE chunk = ?1) ON CONFLICT(chunk) DO NOTHING");
        for (const qint64 key : std::as_const(keys))
            queueing.bind(key, set.dataset).run();
        auto mark = database.prepare("UPDATE vector_sets SET progress = ? WHERE dataset = ?");
        mark.bind(keys.isEmpty() ? std::nullopt : std::optional(keys.last()), set.dataset).run();
    });
    return true;
}

QList<Embedder::Entry> Embedder::nextEntries(const Set &set)
{
    QList<Entry> entries;
    QList<std::pair<QString, Json>> contents;
    m_store.read([&](Database &database) {
        auto rows = database.prepare("SELECT vector_queue.chunk, vector_queue.sequence, chunks.chunk_html, chunks.indexing FROM vector_queue "
                                     "JOIN chunks ON chunks.key = vector_queue.chunk WHERE vector_queue.dataset = ? AND due <= ? "
                                     "ORDER BY due, sequence LIMIT ?");
        rows.bind(set.dataset, Store::now(), batch);
        while (rows.step()) {
            Entry entry;
            entry.chunk = rows.integer(0);
            entry.sequence = rows.integer(1);
            entries.append(entry);
            contents.append({rows.text(2), rows.isNull(3) ? Json() : Json::verbatim(rows.bytes(3))});
        }
        auto later = database.prepare("SELECT min(due) FROM vector_queue WHERE dataset = ? AND due > ?");
        if (later.bind(set.dataset, Store::now()).step() && !later.isNull(0))
            noteWake(later.integer(0));
    });
    // Outside of every transaction: reading HTML is the slow part.
    for (qsizetype i = 0; i < entries.size(); ++i) {
        entries[i].source = EmbeddingSource::fromChunk(contents[i].first, contents[i].second);
        entries[i].hash = entries[i].source.hash(set.model);
    }
    m_store.read([&](Database &database) {
        for (Entry &entry : entries)
            findStored(database, entry);
    });
    return entries;
}

void Embedder::findStored(Database &database, Entry &entry)
{
    // Its own from before, or that of the same text elsewhere: of a clone, or of another chunk.
    auto row = database.prepare("SELECT vector FROM vectors WHERE source = ? ORDER BY chunk = ? DESC LIMIT 1");
    row.bind(SqlBlob{entry.hash}, entry.chunk);
    if (row.step())
        entry.vector = row.blob(0).toByteArray();
}

bool Embedder::embedSome(const Set &set)
{
    const auto pausing = m_pauses.constFind(set.dataset);
    if (pausing != m_pauses.constEnd() && pausing->until > Store::now()) {
        noteWake(pausing->until);
        return false;
    }
    QList<Entry> entries = nextEntries(set);
    if (entries.isEmpty())
        return false;
    const bool mayGoOn = fill(set, entries);
    put(set, entries);
    return mayGoOn;
}

bool Embedder::fill(const Set &set, QList<Entry> &entries)
{
    QList<Entry *> open;
    for (Entry &entry : entries) {
        if (entry.vector.isEmpty() && !entry.source.parts.isEmpty())
            open.append(&entry);
    }
    if (open.isEmpty())
        return true;
    auto asked = ask(set, open);
    if (!asked && isAboutTexts(asked.error()) && open.size() > 1) {
        // One that the server does not like must not keep the others waiting.
        for (Entry *entry : std::as_const(open)) {
            QList<Entry *> alone{entry};
            asked = ask(set, alone);
            if (!asked && !isAboutTexts(asked.error()))
                break;
            entry->isRefused = !asked;
        }
        if (!asked && isAboutTexts(asked.error()))
            asked = Result<void>();
    } else if (!asked && isAboutTexts(asked.error())) {
        open.first()->isRefused = true;
        qCWarning(category) << "dataset" << set.id << "has a chunk without a vector:" << asked.error().message;
        asked = Result<void>();
    }
    if (asked) {
        m_pauses.remove(set.dataset);
        return true;
    }
    if (asked.error().kind != Error::Kind::Canceled)
        pause(set, asked.error());
    return false;
}

Result<void> Embedder::ask(const Set &set, QList<Entry *> &entries)
{
    QStringList texts;
    QHash<QString, qsizetype> places;
    for (const Entry *entry : std::as_const(entries)) {
        for (const QString &text : entry->source.texts()) {
            if (!places.contains(text)) {
                places.insert(text, texts.size());
                texts.append(text);
            }
        }
    }
    const auto vectors = EmbeddingClient(set.settings).embed(texts, [this] { return !m_store.isStopping(); });
    if (!vectors)
        return vectors.error();
    for (Entry *entry : entries) {
        QList<Vector> own;
        for (const QString &text : entry->source.texts())
            own.append((*vectors)[places.value(text)]);
        entry->vector = vectors::toBytes(entry->source.combined(own));
    }
    return {};
}

void Embedder::pause(const Set &set, const Error &error)
{
    Pause &pause = m_pauses[set.dataset];
    if (pause.length == 0)
        qCWarning(category) << "dataset" << set.id << "waits for its vectors:" << error.message;
    pause.length = qBound(firstPause, pause.length * 2, longestPause);
    pause.until = Store::now() + pause.length;
    noteWake(pause.until);
}

void Embedder::put(const Set &set, const QList<Entry> &entries)
{
    m_store.write([&](Database &database) {
        auto current = database.prepare("SELECT 1 FROM vector_sets WHERE dataset = ? AND model = ? AND active");
        if (!current.bind(set.dataset, SqlBlob{set.model}).step())
            return;
        auto removal = database.prepare("DELETE FROM vector_queue WHERE chunk = ? AND sequence = ?");
        auto refusal = database.prepare("UPDATE vector_queue SET attempts = attempts + 1, due = ? + min(? << min(attempts, 20), ?) "
                                        "WHERE chunk = ? AND sequence = ?");
        for (const Entry &entry : entries) {
            if (entry.isRefused) {
                refusal.bind(Store::now(), firstRefusalPause, longestRefusalPause, entry.chunk, entry.sequence).run();
                continue;
            }
            if (entry.vector.isEmpty() && !entry.source.parts.isEmpty())
                continue;
            removal.bind(entry.chunk, entry.sequence).run();
            // Whoever wrote the chunk again meanwhile gave it a new sequence; it comes up again.
            if (database.changes() > 0)
                storeVector(database, set, entry);
        }
    });
}

void Embedder::storeVector(Database &database, const Set &set, const Entry &entry)
{
    if (entry.vector.isEmpty()) {
        database.prepare("DELETE FROM vectors WHERE chunk = ?").bind(entry.chunk).run();
        return;
    }
    auto same = database.prepare(
        "SELECT 1 FROM vectors JOIN vector_sets ON vector_sets.dataset = vectors.dataset WHERE chunk = ? AND source = ? AND stamp > base");
    if (same.bind(entry.chunk, SqlBlob{entry.hash}).step())
        return;
    database.prepare("UPDATE vector_sets SET last_stamp = last_stamp + 1 WHERE dataset = ?").bind(set.dataset).run();
    database
        .prepare("INSERT INTO vectors(chunk, dataset, stamp, source, vector) "
                 "SELECT ?1, ?2, last_stamp, ?3, ?4 FROM vector_sets WHERE dataset = ?2 "
                 "ON CONFLICT(chunk) DO UPDATE SET stamp = excluded.stamp, source = excluded.source, vector = excluded.vector")
        .bind(entry.chunk, set.dataset, SqlBlob{entry.hash}, SqlBlob{entry.vector})
        .run();
}

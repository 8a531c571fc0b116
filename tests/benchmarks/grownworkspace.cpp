#include "tests/benchmarks/grownworkspace.h"

#include "app/localserver/schema.h"
#include "app/values/json.h"
#include "tests/benchmarks/spool.h"

#include <QElapsedTimer>
#include <QThread>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 batchSize = 120;
constexpr qint64 rowsInTransaction = 2000;

double seconds(const QElapsedTimer &clock)
{
    return double(clock.nsecsElapsed()) / 1e9;
}

double insertTexts(Database &database, Spool &texts, qint64 first, qint64 transaction)
{
    texts.rewind();
    QElapsedTimer clock;
    clock.start();
    auto insert = database.prepare("INSERT INTO fts(rowid, body) VALUES (?, ?)");
    for (qint64 i = 0; i < texts.size(); ++i) {
        if (i % transaction == 0)
            database.execute(i == 0 ? "BEGIN" : "COMMIT; BEGIN");
        insert.bind(first + i + 1, texts.next()).run();
    }
    database.execute("COMMIT");
    return seconds(clock);
}

}

GrownWorkspace::GrownWorkspace(const DocCorpus &corpus)
    : m_corpus(corpus), m_bare(std::make_unique<Database>(barePath(), Database::Access::ReadWrite))
{
    auto server = LocalServer::start({m_folder.filePath(u"server"_s), 0, {}});
    if (!server)
        qFatal("%s", qPrintable(server.error().message));
    m_server = *std::move(server);
    makeBare(*m_bare);
    m_bare->execute("CREATE TABLE rows(key INTEGER PRIMARY KEY, id TEXT, chunk_html TEXT, tracking_id TEXT, tag TEXT, num_value REAL);"
                    "CREATE UNIQUE INDEX rows_by_id ON rows(id)");
    m_datasetId = newDataset("grown");
}

void GrownWorkspace::makeBare(Database &database)
{
    // As the server's own: what is accepted is on the disk.
    database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;"
                     "CREATE VIRTUAL TABLE fts USING fts5(body, tokenize = '" + QByteArray(schema::tokenizer) + "')");
}

quint16 GrownWorkspace::port() const
{
    return quint16(QUrl(m_server->url()).port());
}

std::unique_ptr<KeptConnection> GrownWorkspace::connected(const QByteArray &datasetId) const
{
    auto http = std::make_unique<KeptConnection>(port());
    http->setHeaders("Authorization: " + m_server->key().toUtf8() + "\r\nTR-Organization: " + organizationId() + "\r\nTR-Dataset: "
                     + (datasetId.isEmpty() ? m_datasetId : datasetId) + "\r\n");
    return http;
}

QByteArray GrownWorkspace::newDataset(const QByteArray &name, const QByteArray &configuration) const
{
    const QByteArray made = connected("none")->post(
        "/api/dataset", "{\"dataset_name\": \"" + name + "\", \"server_configuration\": " + configuration + '}');
    return (*Json::parse(made))[u"id"].toString().toUtf8();
}

std::unique_ptr<Database> GrownWorkspace::reader(const QString &path)
{
    auto database = std::make_unique<Database>(path, Database::Access::ReadOnly);
    database->execute("PRAGMA query_only = 1; PRAGMA cache_size = -16384; PRAGMA mmap_size = 2147418112; PRAGMA temp_store = MEMORY");
    return database;
}

QByteArray GrownWorkspace::chunkJson(qint64 number, const DocCorpus::Piece &piece) const
{
    Json chunk = Json::object({{u"chunk_html", piece.html}, {u"tracking_id", QString::number(number)},
        {u"tag_set", Json::strings({piece.source})}, {u"num_value", number % 1000}});
    if (number % 100 == 0)
        chunk.set(u"group_tracking_ids", Json::strings({u"every hundredth"_s}));
    return chunk.toBytes();
}

GrownWorkspace::Growth GrownWorkspace::growTo(qint64 count, Until until)
{
    Spool bodies;
    Spool texts;
    for (qint64 number = m_count; number < count;) {
        QByteArrayList batch;
        for (; batch.size() < batchSize && number < count; ++number) {
            const DocCorpus::Piece piece = m_corpus.piece(number);
            batch.append(chunkJson(number, piece));
            texts.append(piece.text.toUtf8());
        }
        bodies.append('[' + batch.join(',') + ']');
    }
    Growth growth{.chunks = count - m_count};
    growth.bare = insertTexts(*m_bare, texts, m_count, rowsInTransaction);
    const auto http = connected();
    bodies.rewind();
    QElapsedTimer clock;
    clock.start();
    for (qsizetype i = 0; i < bodies.size(); ++i)
        http->post("/api/chunk", bodies.next());
    growth.accepted = seconds(clock);
    waitUntilIndexed(*http);
    growth.searchable = seconds(clock);
    addRows(m_count, count);
    m_count = count;
    if (until == Until::AtRest)
        waitUntilTidy();
    return growth;
}

void GrownWorkspace::waitUntilTidy() const
{
    const auto plain = reader(path());
    QElapsedTimer quiet;
    quiet.start();
    qint64 version = 0;
    while (quiet.elapsed() < 1000) {
        if (const qint64 now = plain->integer("PRAGMA data_version"); now != version) {
            version = now;
            quiet.start();
        }
        QThread::msleep(20);
    }
}

void GrownWorkspace::waitUntilIndexed(KeptConnection &http) const
{
    while ((*Json::parse(http.get("/api/dataset/get_dataset_queue_lengths")))[u"chunk_queue_length"].toInteger() != 0)
        QThread::msleep(5);
}

double GrownWorkspace::bareSeconds(qint64 count, qint64 transaction) const
{
    Spool texts;
    for (qint64 number = 0; number < count; ++number)
        texts.append(m_corpus.piece(number).text.toUtf8());
    const QTemporaryDir folder;
    Database database(folder.filePath(u"bare.db"_s), Database::Access::ReadWrite);
    makeBare(database);
    return insertTexts(database, texts, 0, transaction);
}

void GrownWorkspace::addRows(qint64 first, qint64 end)
{
    // With the ids of the server's chunks, so that both can be asked for the same.
    m_bare->execute("ATTACH '" + path().toUtf8() + "' AS server; BEGIN");
    m_bare
        ->prepare("INSERT INTO rows SELECT CAST(tracking_id AS INTEGER) + 1, id, chunk_html, tracking_id, json_extract(tag_set, '$[0]'), number "
                  "FROM server.chunks WHERE dataset = (SELECT key FROM server.datasets WHERE id = ?) AND CAST(tracking_id AS INTEGER) BETWEEN ? AND ?")
        .bind(m_datasetId, first, end - 1)
        .run();
    const qint64 made = m_bare->changes();
    m_bare->execute("COMMIT; DETACH server");
    if (made != end - first)
        qFatal("%lld chunks are there instead of %lld", qlonglong(made), qlonglong(end - first));
}

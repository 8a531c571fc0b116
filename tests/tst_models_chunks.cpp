#include "app/models/chunkbatch.h"
#include "app/models/chunkmodel.h"
#include "app/models/excerpt.h"
#include "tests/support/fakeserver.h"
#include "tests/support/localdataset.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Qt::StringLiterals;

/// Lists of chunks against the real local server, and against one that misbehaves.
class tst_models_chunks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsEveryChunkOnceWhileScrolling();
    void endsWhereAServerRepeatsTheLastChunk();
    void keepsRowsAndSaysWhyWhenARefreshFails();
    void goesOnWhereAPageFailed();
    void keepsTheRowsThatARefreshBringsAgain();
    void searchesWithScoresAndMarks();
    void listsOnlyTheChunksOfAGroup();
    void filtersByTags();
    void bringsForgottenBodiesBack();
    void showsWhatIsGoneAsGone();
    void showsACreatedChunkAsPendingUntilItIsIndexed();
    void adoptsTheServersCopyAfterAnUpdate();
    void saysWhenAWriteWasNeverSeen();
    void saysWhenTheTrackingIdWasTaken();
    void takesARowOutAfterADeletion();
    void keepsADeletedChunkOutWhenAPageBringsIt();
    void doesOneThingToManyAndKeepsEveryOutcome();
    void takesTheFirstWordsOutOfHtml_data();
    void takesTheFirstWordsOutOfHtml();

private:
    ApiClient fakeClient(const FakeServer &server);
    static QByteArray chunks(int from, int count);
    static void loadAll(ChunkModel &model);

    QNetworkAccessManager m_manager;
};

namespace {

const DatasetId fakeDataset(u"0a1b2c3d-0000-4000-8000-000000000009"_s);

QString fakeId(int number)
{
    return u"0a1b2c3d-0000-4000-8000-1"_s + QString::number(number).rightJustified(11, u'0');
}

Json fakeChunk(int number)
{
    Chunk chunk;
    chunk.id = ChunkId(fakeId(number));
    chunk.datasetId = fakeDataset;
    chunk.chunkHtml = u"<p>Body %1</p>"_s.arg(number);
    chunk.createdAt = chunk.updatedAt = u"2024-01-02T03:04:05"_s;
    return chunk.toJson();
}

QString cell(const ChunkModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

}

ApiClient tst_models_chunks::fakeClient(const FakeServer &server)
{
    return ApiClient({.baseUrl = server.url(), .apiKey = u"key"_s, .organization = OrganizationId(fakeId(0))}, m_manager, m_manager);
}

QByteArray tst_models_chunks::chunks(int from, int count)
{
    QList<Json> items;
    for (int i = from; i < from + count; ++i)
        items.append(fakeChunk(i));
    return Json::object({{u"chunks", Json::array(items)}}).toBytes();
}

void tst_models_chunks::loadAll(ChunkModel &model)
{
    // The model tester asks for more by itself.
    const auto isComplete = [&model] {
        if (model.canFetchMore({}))
            model.fetchMore({});
        return model.isComplete();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isComplete(), 20'000);
}

void tst_models_chunks::listsEveryChunkOnceWhileScrolling()
{
    LocalDataset local;
    local.addMany(300);
    ChunkModel model(*local.client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(local.dataset.id);
    QCOMPARE(model.state(), PagedModel::State::Loading);
    QTRY_VERIFY(model.rowCount() >= 120);
    QTRY_COMPARE(model.total(), std::optional<qint64>(300));
    loadAll(model);
    QCOMPARE(model.rowCount(), 300);
    QSet<QString> texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.insert(cell(model, row, ChunkModel::TextColumn));
    QCOMPARE(texts.size(), 300);
}

void tst_models_chunks::endsWhereAServerRepeatsTheLastChunk()
{
    FakeServer server;
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(chunks(0, 3)));
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(chunks(2, 2)));
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(chunks(3, 1)));
    const ApiClient client = fakeClient(server);
    ChunkModel model(client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(fakeDataset);
    loadAll(model);
    QCOMPARE(model.rowCount(), 4);
    const auto last = Json::parse(server.lastRequest().body);
    QCOMPARE((*last)[u"offset_chunk_id"].toString(), fakeId(3));
    QVERIFY(!model.canFetchMore({}));
}

void tst_models_chunks::keepsRowsAndSaysWhyWhenARefreshFails()
{
    FakeServer server;
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(chunks(0, 3)));
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(R"({"message": "database is away"})", 500));
    const ApiClient client = fakeClient(server);
    ChunkModel model(client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(fakeDataset);
    QTRY_COMPARE(model.rowCount(), 3);
    model.refresh();
    QTRY_COMPARE(model.state(), PagedModel::State::Failed);
    QCOMPARE(model.lastError().kind, Error::Kind::Server);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(cell(model, 1, ChunkModel::TextColumn), u"Body 1"_s);
}

void tst_models_chunks::goesOnWhereAPageFailed()
{
    FakeServer server;
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(chunks(0, 3)));
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(R"({"message": "no"})", 503));
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(chunks(2, 3)));
    const ApiClient client = fakeClient(server);
    ChunkModel model(client);
    model.show(fakeDataset);
    QTRY_COMPARE(model.rowCount(), 3);
    model.fetchMore({});
    QTRY_COMPARE(model.state(), PagedModel::State::Failed);
    QVERIFY2(!model.canFetchMore({}), "a view would ask again and again");
    model.retry();
    QTRY_COMPARE(model.rowCount(), 5);
    QCOMPARE(model.state(), PagedModel::State::Idle);
}

void tst_models_chunks::keepsTheRowsThatARefreshBringsAgain()
{
    LocalDataset local;
    local.addMany(200);
    ChunkModel model(*local.client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(local.dataset.id);
    loadAll(model);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    const QPersistentModelIndex place(model.index(150, 0));
    model.refresh();
    QTRY_COMPARE(model.state(), PagedModel::State::Idle);
    QCOMPARE(reset.size(), 0);
    QVERIFY2(place.isValid(), "selection and place in the list would be lost");
    QCOMPARE(model.rowCount(), 200);
}

void tst_models_chunks::searchesWithScoresAndMarks()
{
    LocalDataset local;
    local.add(u"<p>The keyring holds the keys</p>"_s);
    local.add(u"<p>Nothing of the sort</p>"_s);
    ChunkModel model(*local.client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(local.dataset.id, {.query = u"keyring"_s});
    QTRY_COMPARE(model.rowCount(), 1);
    const auto hit = model.hitAt(0);
    QVERIFY(hit);
    QVERIFY(hit->score > 0);
    QVERIFY(!cell(model, 0, ChunkModel::ScoreColumn).isEmpty());
    QTRY_VERIFY(model.isComplete());
}

void tst_models_chunks::listsOnlyTheChunksOfAGroup()
{
    LocalDataset local;
    const ChunkGroup group = local.addGroup(u"Setup"_s);
    QList<ChunkId> inside;
    for (int i = 0; i < 13; ++i) {
        const Chunk chunk = local.add(u"<p>Inside %1</p>"_s.arg(i));
        awaited(local.client->addToGroup(local.dataset.id, group.id, chunk.id));
        inside.append(chunk.id);
    }
    local.add(u"<p>Outside</p>"_s);
    ChunkModel model(*local.client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(local.dataset.id, {.group = group.id});
    loadAll(model);
    QCOMPARE(model.rowCount(), 13);
    QTRY_COMPARE(model.total(), std::optional<qint64>(13));
    for (const ChunkId &chunk : std::as_const(inside))
        QVERIFY(model.rowOf(chunk) >= 0);
}

void tst_models_chunks::filtersByTags()
{
    LocalDataset local;
    ChunkPatch patch;
    patch.chunkHtml = u"<p>Tagged</p>"_s;
    patch.tagSet = QStringList{u"setup"_s};
    const Chunk tagged = local.add(patch);
    local.add(u"<p>Plain</p>"_s);
    ChunkModel model(*local.client);
    model.show(local.dataset.id, {.tags = {u"setup"_s}});
    loadAll(model);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.chunkIdAt(0), tagged.id);
}

void tst_models_chunks::bringsForgottenBodiesBack()
{
    FakeServer server;
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(chunks(0, 3)));
    // A page like a bomb: each of its bodies is as heavy as bodies may be, so the first ones are forgotten.
    QList<Json> heavy;
    for (int i = 3; i < 23; ++i) {
        Json chunk = fakeChunk(i);
        chunk.set(u"chunk_html", QString(4 * 1024 * 1024, u'x'));
        heavy.append(chunk);
    }
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(Json::object({{u"chunks", Json::array(heavy)}}).toBytes()));
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(chunks(0, 3)));
    const ApiClient client = fakeClient(server);
    ChunkModel model(client);
    model.show(fakeDataset);
    QTRY_COMPARE(model.rowCount(), 3);
    model.fetchMore({});
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 23, 20'000);
    QVERIFY2(!model.hitAt(0), "memory must be bounded");
    QCOMPARE(cell(model, 0, ChunkModel::TextColumn), u"\u2026"_s);
    QTRY_COMPARE(cell(model, 0, ChunkModel::TextColumn), u"Body 0"_s);
    QCOMPARE(model.rowCount(), 23);
    QCOMPARE((*Json::parse(server.lastRequest().body))[u"offset_chunk_id"].toString(), fakeId(0));
}

void tst_models_chunks::showsWhatIsGoneAsGone()
{
    FakeServer server;
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(chunks(0, 3)));
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(chunks(0, 1)));
    const ApiClient client = fakeClient(server);
    ChunkModel model(client);
    model.show(fakeDataset);
    QTRY_COMPARE(model.rowCount(), 3);
    // Rows further down stay over a refresh, and are looked for when they come into view.
    model.refresh();
    QTRY_COMPARE(model.state(), PagedModel::State::Idle);
    QCOMPARE(model.rowCount(), 3);
    QVERIFY(!model.hitAt(2));
    QTRY_COMPARE(cell(model, 2, ChunkModel::TextColumn), u"(no longer there)"_s);
}

void tst_models_chunks::showsACreatedChunkAsPendingUntilItIsIndexed()
{
    LocalDataset local;
    ChunkModel model(*local.client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(local.dataset.id);
    QTRY_VERIFY(model.hasLoaded());
    ChunkPatch patch;
    patch.chunkHtml = u"<p>Brand new</p>"_s;
    const Chunk accepted = awaited(local.client->createChunks(local.dataset.id, {patch})).chunks.constFirst();
    QSignalSpy confirmed(&model, &ChunkModel::writeConfirmed);
    model.noteCreated(accepted, patch);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(cell(model, 0, ChunkModel::StateColumn), u"pending"_s);
    QTRY_COMPARE(confirmed.size(), 1);
    QCOMPARE(cell(model, 0, ChunkModel::StateColumn), u"indexed"_s);
    QCOMPARE(model.hitAt(0)->chunk, local.read(accepted.id));
}

void tst_models_chunks::adoptsTheServersCopyAfterAnUpdate()
{
    LocalDataset local;
    const Chunk before = local.add(u"<p>Old</p>"_s);
    ChunkModel model(*local.client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(local.dataset.id);
    QTRY_COMPARE(model.rowCount(), 1);
    ChunkPatch patch;
    patch.chunkHtml = u"<p>New</p>"_s;
    awaited(local.client->updateChunk(local.dataset.id, before.id, patch));
    model.noteUpdated(before, patch);
    QCOMPARE(cell(model, 0, ChunkModel::StateColumn), u"pending"_s);
    QTRY_COMPARE(cell(model, 0, ChunkModel::StateColumn), u"indexed"_s);
    QCOMPARE(cell(model, 0, ChunkModel::TextColumn), u"New"_s);
    QVERIFY(model.hitAt(0)->chunk.updatedAt != before.updatedAt);
}

void tst_models_chunks::saysWhenAWriteWasNeverSeen()
{
    FakeServer server;
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(chunks(0, 1)));
    server.on("GET", "/api/chunk/" + fakeId(0).toUtf8(), FakeAnswer::json(fakeChunk(0).toBytes()));
    const ApiClient client = fakeClient(server);
    ChunkModel model(client);
    model.writeWatch().setPace(5, 200);
    model.show(fakeDataset);
    QTRY_COMPARE(model.rowCount(), 1);
    ChunkPatch patch;
    patch.link = u"https://example.com/new"_s;
    model.noteUpdated(model.hitAt(0)->chunk, patch);
    QTRY_COMPARE(cell(model, 0, ChunkModel::StateColumn), u"not confirmed"_s);
    QVERIFY(server.count("GET", "/api/chunk/" + fakeId(0).toUtf8()) > 2);
}

void tst_models_chunks::saysWhenTheTrackingIdWasTaken()
{
    FakeServer server;
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(chunks(0, 1)));
    server.on("GET", "/api/chunk/tracking_id/taken", FakeAnswer::json(fakeChunk(7).toBytes()));
    const ApiClient client = fakeClient(server);
    ChunkModel model(client);
    model.writeWatch().setPace(5, 200);
    model.show(fakeDataset);
    QTRY_COMPARE(model.rowCount(), 1);
    ChunkPatch patch;
    patch.trackingId = u"taken"_s;
    model.noteCreated(*Chunk::fromJson(fakeChunk(8)), patch);
    QTRY_COMPARE(cell(model, 0, ChunkModel::StateColumn), u"not stored"_s);
}

void tst_models_chunks::takesARowOutAfterADeletion()
{
    LocalDataset local;
    local.addMany(3);
    ChunkModel model(*local.client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(local.dataset.id);
    loadAll(model);
    const ChunkId second = model.chunkIdAt(1);
    model.noteDeleted(second);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.rowOf(second), -1);
    QCOMPARE(model.rowOf(model.chunkIdAt(1)), 1);
}

void tst_models_chunks::keepsADeletedChunkOutWhenAPageBringsIt()
{
    FakeServer server;
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(chunks(0, 3)));
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(chunks(1, 4)));
    const ApiClient client = fakeClient(server);
    ChunkModel model(client);
    model.show(fakeDataset);
    QTRY_COMPARE(model.rowCount(), 3);
    model.fetchMore({});
    model.noteDeleted(ChunkId(fakeId(1)));
    QTRY_COMPARE(model.state(), PagedModel::State::Idle);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.rowOf(ChunkId(fakeId(1))), -1);
}

void tst_models_chunks::doesOneThingToManyAndKeepsEveryOutcome()
{
    FakeServer server;
    for (int i = 0; i < 6; ++i)
        server.on("DELETE", "/api/chunk/" + fakeId(i).toUtf8(),
                  i == 4 ? FakeAnswer::json(R"({"message": "locked"})", 400) : FakeAnswer::empty());
    const ApiClient client = fakeClient(server);
    ChunkBatch batch;
    QSignalSpy finished(&batch, &ChunkBatch::finished);
    QList<ChunkId> ids;
    for (int i = 0; i < 6; ++i)
        ids.append(ChunkId(fakeId(i)));
    batch.start(ids, [&client](const ChunkId &chunk) { return client.deleteChunk(fakeDataset, chunk); });
    QVERIFY(finished.wait());
    QCOMPARE(batch.doneCount(), 5);
    QCOMPARE(batch.failures().size(), 1);
    QCOMPARE(batch.failures().constFirst().chunk, ids.at(4));
    QCOMPARE(batch.failures().constFirst().error.message, u"locked"_s);
}

void tst_models_chunks::takesTheFirstWordsOutOfHtml_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("words");
    QTest::newRow("tags") << u"<h2>Keys</h2><p>and the <b>keyring</b></p>"_s << u"Keys \u00b7 and the keyring"_s;
    QTest::newRow("heading alone") << u"<h1>Keys</h1>"_s << u"Keys"_s;
    QTest::newRow("entities") << u"R&amp;D &lt;3 &#8364; &#x41;"_s << u"R&D <3 \u20ac A"_s;
    QTest::newRow("script") << u"<script>alert(1)</script>text<style>p{}</style>"_s << u"text"_s;
    QTest::newRow("no tag") << u"1 < 2 and 3 > 2"_s << u"1 < 2 and 3 > 2"_s;
    QTest::newRow("comment") << u"a<!-- <b>no</b> -->b"_s << u"ab"_s;
    QTest::newRow("rare entities") << u"<p>a &rarr; b &nosuch; c</p>"_s << u"a \u2192 b &nosuch; c"_s;
    QTest::newRow("words in marks") << u"<p>a <b>group</b>, with <i>ch</i>unks</p>"_s << u"a group, with chunks"_s;
    QTest::newRow("no tag of HTML") << u"std::vector<int> x"_s << u"std::vector<int> x"_s;
    QTest::newRow("empty heading") << u"<h1></h1><h2></h2><p>text</p>"_s << u"text"_s;
}

void tst_models_chunks::takesTheFirstWordsOutOfHtml()
{
    QFETCH(QString, html);
    QFETCH(QString, words);
    QCOMPARE(excerpt(html), words);
}

QTEST_GUILESS_MAIN(tst_models_chunks)
#include "tst_models_chunks.moc"

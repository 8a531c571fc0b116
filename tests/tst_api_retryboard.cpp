#include "app/api/apiclient.h"
#include "app/api/retryboard.h"
#include "tests/support/fakeserver.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What is known of requests that wait to be sent again, and how the waiting is shortened and ended.
class RetryBoardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tellsWhatWaitsAndWhy();
    void holdsNothingOfARequestThatSucceeds();
    void keepsAnEntryWhileItsNextAttemptIsUnderWay();
    void sendsAtOnceWhenAsked();
    void givesUpWithTheLastErrorOnceAndFromTheEventLoop();
    void givesUpAnAttemptThatIsUnderWay();
    void saysThatAWriteCutShortMayHaveArrived();
    void looksUpACreateAtOnceWhenAsked();
    void givesUpOneAndLeavesTheOthers();
    void forgetsARequestWhoseHandleGoes();
    void outlivesTheBoard();

private:
    /// Long enough that nothing goes on by itself.
    ApiClient client() { return clientWaiting({1h, 1h, 3}); }
    ApiClient clientWaiting(const RetryPolicy &policy)
    {
        ApiClient client({m_server->url(), u"tr-key"_s, OrganizationId(u"o"_s)}, m_manager, m_manager, {}, policy);
        client.tell(*m_board, m_keyRole);
        return client;
    }
    Call<Chunk> chunk(const ApiClient &client, const QString &id = u"c"_s)
    {
        Call<Chunk> call = client.chunk(m_dataset, ChunkId(id));
        call.then(this, [this](const Result<Chunk> &chunk) { m_ended.append(chunk); });
        return call;
    }
    RetryBoard::Entry first() const { return m_board->entries().first(); }

    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<RetryBoard> m_board;
    KeyRole m_keyRole;
    QNetworkAccessManager m_manager;
    QList<Result<Chunk>> m_ended;
    const DatasetId m_dataset{u"d"_s};
};

namespace {

const QByteArray chunkJson = R"({"id":"c","dataset_id":"d","chunk_html":"x","tracking_id":"t","created_at":"","updated_at":"","weight":0})";
const FakeAnswer busy = FakeAnswer::json(R"({"message":"busy"})", 503);

}

void RetryBoardTest::init()
{
    m_server = std::make_unique<FakeServer>();
    m_board = std::make_unique<RetryBoard>();
    m_ended.clear();
}

void RetryBoardTest::tellsWhatWaitsAndWhy()
{
    m_server->on("GET", "/api/chunk/c", busy);
    const auto call = chunk(client());
    QTRY_COMPARE(m_board->entries().size(), 1);
    QCOMPARE(first().method, u"GET"_s);
    QCOMPARE(first().path, u"/api/chunk/c"_s);
    QCOMPARE(first().retry.failed, 1);
    QCOMPARE(first().retry.attempts, 3);
    QCOMPARE(first().retry.error.message, u"busy"_s);
    QCOMPARE(first().retry.error.httpStatus, 503);
    QVERIFY(!first().isUnderWay());
    QVERIFY(first().next.remainingTime() > 60'000);
}

void RetryBoardTest::holdsNothingOfARequestThatSucceeds()
{
    m_server->on("GET", "/api/chunk/c", busy);
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json(chunkJson));
    QSignalSpy changed(m_board.get(), &RetryBoard::changed);
    const auto call = chunk(clientWaiting({1ms, 2ms, 3}));
    QTRY_COMPARE(m_ended.size(), 1);
    QVERIFY(m_ended.first());
    QVERIFY(m_board->entries().isEmpty());
    // It began to wait, it went, it was over.
    QCOMPARE(changed.size(), 3);
}

void RetryBoardTest::keepsAnEntryWhileItsNextAttemptIsUnderWay()
{
    m_server->on("GET", "/api/chunk/c", busy);
    m_server->on("GET", "/api/chunk/c", FakeAnswer::silence());
    const auto call = chunk(clientWaiting({1ms, 2ms, 3}));
    QTRY_COMPARE(m_server->count("GET", "/api/chunk/c"), 2);
    QCOMPARE(m_board->entries().size(), 1);
    QVERIFY(first().isUnderWay());
}

void RetryBoardTest::sendsAtOnceWhenAsked()
{
    m_server->on("GET", "/api/chunk/c", busy);
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json(chunkJson));
    const auto call = chunk(client());
    QTRY_COMPARE(m_board->entries().size(), 1);
    m_board->sendNow();
    m_board->sendNow();
    QTRY_COMPARE(m_ended.size(), 1);
    QVERIFY(m_ended.first());
    QCOMPARE(m_server->count("GET", "/api/chunk/c"), 2);
}

void RetryBoardTest::givesUpWithTheLastErrorOnceAndFromTheEventLoop()
{
    m_server->on("GET", "/api/chunk/c", busy);
    const auto call = chunk(client());
    QTRY_COMPARE(m_board->entries().size(), 1);
    const RetryBoard::Entry entry = first();
    m_board->giveUp();
    QVERIFY(m_ended.isEmpty());
    QVERIFY(m_board->entries().isEmpty());
    entry.giveUp();
    QTRY_COMPARE(m_ended.size(), 1);
    QCOMPARE(m_ended.first().error().message, u"busy"_s);
    QVERIFY(!call.isRunning());
    QTest::qWait(0);
    QCOMPARE(m_ended.size(), 1);
    QCOMPARE(m_server->count("GET", "/api/chunk/c"), 1);
}

void RetryBoardTest::givesUpAnAttemptThatIsUnderWay()
{
    m_server->on("GET", "/api/chunk/c", busy);
    m_server->on("GET", "/api/chunk/c", FakeAnswer::silence());
    const auto call = chunk(clientWaiting({1ms, 2ms, 3}));
    QTRY_COMPARE(m_server->count("GET", "/api/chunk/c"), 2);
    m_board->giveUp();
    QTRY_COMPARE(m_ended.size(), 1);
    QCOMPARE(m_ended.first().error().message, u"busy"_s);
    QVERIFY(!m_ended.first().error().mayHaveArrived);
}

void RetryBoardTest::saysThatAWriteCutShortMayHaveArrived()
{
    m_server->on("PUT", "/api/chunk", FakeAnswer::json(R"({"message":"slow down"})", 429));
    m_server->on("PUT", "/api/chunk", FakeAnswer::silence());
    ChunkPatch patch;
    patch.chunkHtml = u"x"_s;
    std::optional<Result<void>> ended;
    auto call = clientWaiting({1ms, 2ms, 3}).updateChunk(m_dataset, ChunkId(u"c"_s), patch);
    call.then(this, [&ended](const Result<void> &done) { ended = done; });
    QTRY_COMPARE(m_server->count("PUT", "/api/chunk"), 2);
    m_board->giveUp();
    QTRY_VERIFY(ended);
    QVERIFY(ended->error().mayHaveArrived);
    QCOMPARE(ended->error().kind, Error::Kind::Canceled);
}

void RetryBoardTest::looksUpACreateAtOnceWhenAsked()
{
    m_server->on("POST", "/api/chunk", FakeAnswer::hangUp());
    // Made now, by the server's own clock: it is the one that was sent.
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QByteArray made = R"({"id":"c","dataset_id":"d","chunk_html":"x","tracking_id":"t","weight":0,"updated_at":"","created_at":")"
        + now.toString(Qt::ISODateWithMs).toLatin1() + "\"}";
    const QByteArray date = QLocale::c().toString(now, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'").toLatin1();
    m_server->on("GET", "/api/chunk/tracking_id/t", FakeAnswer::json(made).header("Date", date));
    ChunkPatch patch;
    patch.chunkHtml = u"x"_s;
    patch.trackingId = u"t"_s;
    std::optional<Result<QueuedChunks>> ended;
    auto call = client().createChunks(m_dataset, {patch});
    call.then(this, [&ended](const Result<QueuedChunks> &queued) { ended = queued; });
    QTRY_COMPARE(m_board->entries().size(), 1);
    m_board->sendNow();
    QTRY_VERIFY(ended);
    QVERIFY(ended->ok());
    QCOMPARE(m_server->count("POST", "/api/chunk"), 1);
}

void RetryBoardTest::givesUpOneAndLeavesTheOthers()
{
    m_server->on("GET", "/api/chunk/c", busy);
    m_server->on("GET", "/api/chunk/e", busy);
    const auto one = chunk(client());
    const auto other = chunk(client(), u"e"_s);
    QTRY_COMPARE(m_board->entries().size(), 2);
    m_board->giveUp(m_board->entries().firstKey());
    QTRY_COMPARE(m_ended.size(), 1);
    QCOMPARE(m_board->entries().size(), 1);
    m_board->sendNow(m_board->entries().firstKey());
    QTRY_COMPARE(first().retry.failed, 2);
    QCOMPARE(m_server->requests().size(), 3);
}

void RetryBoardTest::forgetsARequestWhoseHandleGoes()
{
    m_server->on("GET", "/api/chunk/c", busy);
    auto call = chunk(client());
    QTRY_COMPARE(m_board->entries().size(), 1);
    call = {};
    QVERIFY(m_board->entries().isEmpty());
    QVERIFY(m_ended.isEmpty());
}

void RetryBoardTest::outlivesTheBoard()
{
    m_server->on("GET", "/api/chunk/c", busy);
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json(chunkJson).after(500));
    const auto call = chunk(clientWaiting({1ms, 2ms, 3}));
    QTRY_COMPARE(m_board->entries().size(), 1);
    m_board.reset();
    QTRY_COMPARE(m_ended.size(), 1);
    QVERIFY(m_ended.first());
}

QTEST_GUILESS_MAIN(RetryBoardTest)
#include "tst_api_retryboard.moc"

#include "app/api/apiclient.h"
#include "tests/support/fakeserver.h"

#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Which requests are sent again, when, and how often.
class RetryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void sendsAReadAgainUntilItSucceeds();
    void sendsAReadAgainAfterTheConnectionWasReset();
    void givesTheLastErrorWhenNothingHelps();
    void tellsWhoWaits();
    void stopsWaitingWhenTheHandleGoes();
    void whoHearsOfItMayLetTheHandleGo();
    void neverSendsAgainWhatAServerRefuses();
    void neverSendsAWriteAgainThatMayHaveArrived();
    void sendsAWriteAgainThatWasNotTaken();
    void sendsAnUpsertAgain();
    void waitsAsLongAsTheServerAsks();
    void doesNotWaitForHours();
    void neverSendsAStreamAgain();
    void waitsLongerEachTimeWithSomeChance();

private:
    ApiClient client(const RetryPolicy &policy) { return ApiClient({m_server->url(), u"tr-key"_s, OrganizationId(u"o"_s)}, m_manager, m_manager, {}, policy); }
    ApiClient patient() { return client({1ms, 2ms, 3}); }
    template <typename T>
    Result<T> outcome(Call<T> call);

    std::unique_ptr<FakeServer> m_server;
    QNetworkAccessManager m_manager;
    const DatasetId m_dataset{u"d"_s};
};

namespace {

const QByteArray chunkJson = R"({"id":"c","dataset_id":"d","chunk_html":"x","tracking_id":"t","created_at":"","updated_at":"","weight":0})";

ChunkPatch newChunk(bool upsert)
{
    ChunkPatch patch;
    patch.chunkHtml = u"x"_s;
    patch.trackingId = u"t"_s;
    if (upsert)
        patch.upsertByTrackingId = true;
    return patch;
}

}

void RetryTest::init()
{
    m_server = std::make_unique<FakeServer>();
}

template <typename T>
Result<T> RetryTest::outcome(Call<T> call)
{
    std::optional<Result<T>> result;
    call.then(this, [&result](const Result<T> &came) { result = came; });
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, 20'000))
        return Error{Error::Kind::Canceled, 0, u"never ended"_s, {}};
    return *result;
}

void RetryTest::sendsAReadAgainUntilItSucceeds()
{
    m_server->on("POST", "/api/chunks", FakeAnswer::json(R"({"message":"busy"})", 503));
    m_server->on("POST", "/api/chunks", FakeAnswer::html("<h1>Bad gateway</h1>", 502));
    m_server->on("POST", "/api/chunks", FakeAnswer::json('[' + chunkJson + ']'));
    const auto chunks = outcome(patient().chunks(m_dataset, {ChunkId(u"c"_s)}));
    QVERIFY(chunks && chunks->size() == 1);
    QCOMPARE(m_server->requests().size(), 3);
}

void RetryTest::sendsAReadAgainAfterTheConnectionWasReset()
{
    // What the network library does by itself for a connection that was kept, it does not do twice.
    for (int i = 0; i < 3; ++i)
        m_server->on("GET", "/api/chunk/c", FakeAnswer::hangUp());
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json(chunkJson));
    QVERIFY(outcome(client({1ms, 2ms, 6}).chunk(m_dataset, ChunkId(u"c"_s))));
}

void RetryTest::givesTheLastErrorWhenNothingHelps()
{
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json(R"({"message":"first"})", 500));
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json(R"({"message":"last"})", 500));
    const auto chunk = outcome(patient().chunk(m_dataset, ChunkId(u"c"_s)));
    QVERIFY(!chunk);
    QCOMPARE(chunk.error().message, u"last"_s);
    QCOMPARE(m_server->requests().size(), 3);
}

void RetryTest::tellsWhoWaits()
{
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json(R"({"message":"busy"})", 503));
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json(chunkJson));
    Call<Chunk> call = patient().chunk(m_dataset, ChunkId(u"c"_s));
    QVERIFY(!call.retry());
    QList<Retry> told;
    call.onRetry(this, [&told](const Retry &retry) { told.append(retry); });
    bool ended = false;
    call.then(this, [&ended](const Result<Chunk> &chunk) { ended = chunk.ok(); });
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told.first().failed, 1);
    QCOMPARE(told.first().attempts, 3);
    QCOMPARE(told.first().error.message, u"busy"_s);
    QTRY_VERIFY(ended);
    QVERIFY(!call.retry());
}

void RetryTest::stopsWaitingWhenTheHandleGoes()
{
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json("{}", 503));
    Call<Chunk> call = client({1h, 1h, 3}).chunk(m_dataset, ChunkId(u"c"_s));
    bool ended = false;
    call.then(this, [&ended](const Result<Chunk> &) { ended = true; });
    QTRY_VERIFY(call.retry());
    call = {};
    QVERIFY(outcome(patient().health()).error().kind == Error::Kind::NotFound);
    QVERIFY(!ended);
    QCOMPARE(m_server->count("GET", "/api/chunk/c"), 1);
}

void RetryTest::whoHearsOfItMayLetTheHandleGo()
{
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json("{}", 503));
    auto call = std::make_unique<Call<Chunk>>(patient().chunk(m_dataset, ChunkId(u"c"_s)));
    call->then(this, [](const Result<Chunk> &) { QFAIL("it was let go"); });
    call->onRetry(this, [&call](const Retry &) { call.reset(); });
    QTRY_VERIFY(!call);
    QVERIFY(outcome(patient().health()).error().kind == Error::Kind::NotFound);
    QCOMPARE(m_server->count("GET", "/api/chunk/c"), 1);
}

void RetryTest::neverSendsAgainWhatAServerRefuses()
{
    for (const int status : {400, 401, 403, 404, 413, 426}) {
        m_server = std::make_unique<FakeServer>();
        m_server->on("GET", "/api/chunk/c", FakeAnswer::json("{}", status));
        QVERIFY(!outcome(patient().chunk(m_dataset, ChunkId(u"c"_s))));
        QCOMPARE(m_server->requests().size(), 1);
    }
}

void RetryTest::neverSendsAWriteAgainThatMayHaveArrived()
{
    m_server->on("POST", "/api/topic", FakeAnswer::json("{}", 503));
    m_server->on("PUT", "/api/chunk", FakeAnswer::json("{}", 500));
    m_server->on("POST", "/api/chunk", FakeAnswer::hangUp());
    ChunkPatch withoutTrackingId;
    withoutTrackingId.chunkHtml = u"x"_s;
    const auto topic = outcome(patient().createTopic(m_dataset, {.name = u"n"_s, .ownerId = u"o"_s}));
    QVERIFY(!topic && topic.error().mayHaveArrived);
    QVERIFY(!outcome(patient().updateChunk(m_dataset, ChunkId(u"c"_s), withoutTrackingId)));
    const auto created = outcome(patient().createChunks(m_dataset, {withoutTrackingId}));
    QVERIFY(!created && created.error().mayHaveArrived);
    QCOMPARE(m_server->count("POST", "/api/topic"), 1);
    QCOMPARE(m_server->count("PUT", "/api/chunk"), 1);
    QCOMPARE(m_server->count("POST", "/api/chunk"), 1);
}

void RetryTest::sendsAWriteAgainThatWasNotTaken()
{
    m_server->on("PUT", "/api/topic", FakeAnswer::json(R"({"message":"slow down"})", 429));
    m_server->on("PUT", "/api/topic", FakeAnswer::empty());
    QVERIFY(outcome(patient().renameTopic(m_dataset, TopicId(u"t"_s), u"n"_s)));
    QCOMPARE(m_server->requests().size(), 2);
}

void RetryTest::sendsAnUpsertAgain()
{
    m_server->on("POST", "/api/chunk", FakeAnswer::hangUp());
    m_server->on("POST", "/api/chunk", FakeAnswer::json(R"({"chunk_metadata":)" + chunkJson + '}'));
    QVERIFY(outcome(patient().createChunks(m_dataset, {newChunk(true)})));
    QCOMPARE(m_server->count("POST", "/api/chunk"), 2);
}

void RetryTest::waitsAsLongAsTheServerAsks()
{
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json("{}", 429).header("Retry-After", "1"));
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json(chunkJson));
    Call<Chunk> call = patient().chunk(m_dataset, ChunkId(u"c"_s));
    std::optional<Retry> told;
    call.onRetry(this, [&told](const Retry &retry) { told = retry; });
    QTRY_VERIFY(told);
    QCOMPARE(told->wait, std::chrono::milliseconds(1s));
    QCOMPARE(told->error.retryAfterSeconds, 1);
    QVERIFY(outcome(std::move(call)));
}

void RetryTest::doesNotWaitForHours()
{
    const QByteArray tomorrow = QLocale::c().toString(QDateTime::currentDateTimeUtc().addSecs(7200), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'").toLatin1();
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json("{}", 503).header("Retry-After", tomorrow));
    const auto chunk = outcome(patient().chunk(m_dataset, ChunkId(u"c"_s)));
    QVERIFY(!chunk);
    QVERIFY2(chunk.error().retryAfterSeconds > 7000, qPrintable(QString::number(chunk.error().retryAfterSeconds)));
    QCOMPARE(m_server->requests().size(), 1);
}

void RetryTest::neverSendsAStreamAgain()
{
    m_server->on("POST", "/api/message", FakeAnswer::json("{}", 503));
    StreamCall stream = patient().sendMessage(m_dataset, {.topicId = TopicId(u"t"_s), .content = u"?"_s});
    std::optional<StreamEnd> end;
    stream.then(this, [](const QString &) {}, [&end](const StreamEnd &came) { end = came; });
    QTRY_VERIFY(end);
    QVERIFY(end->how == StreamEnd::How::Refused);
    QCOMPARE(m_server->requests().size(), 1);
}

void RetryTest::waitsLongerEachTimeWithSomeChance()
{
    const RetryPolicy policy{100ms, 1s, 9};
    QSet<qint64> waits;
    for (int i = 0; i < 50; ++i) {
        const auto third = policy.delay(3);
        QVERIFY(third >= 300ms && third <= 500ms);
        waits.insert(third.count());
        QVERIFY(policy.delay(9) <= 1250ms);
    }
    QVERIFY(waits.size() > 5);
}

QTEST_GUILESS_MAIN(RetryTest)
#include "tst_api_retry.moc"

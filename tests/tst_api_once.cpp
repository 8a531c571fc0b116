#include "tests/support/golden.h"

#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;

/// The network library sends a request again by itself when a kept connection closes before an answer. It may do so with what reads.
class OnceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsAWriteOnceThoughAKeptConnectionCloses_data();
    void sendsAWriteOnceThoughAKeptConnectionCloses();
    void sendsATableOnceThoughAKeptConnectionCloses();

private:
    struct Outcome {
        /// How often the request came, how often on the connection that was kept.
        int arrivals = 0;
        int onKept = 0;
        golden::Ended ended;
    };
    Outcome outcome(const golden::Operation &operation);
};

OnceTest::Outcome OnceTest::outcome(const golden::Operation &operation)
{
    FakeServer server;
    server.on("GET", "/api/health", FakeAnswer::empty(200));
    for (const QByteArray verb : {"GET", "POST", "PUT", "PATCH", "DELETE"})
        server.on(verb, "*", FakeAnswer::hangUp());
    QNetworkAccessManager manager;
    const ApiClient client({server.url(), u"tr-key"_s, golden::organization}, manager, manager, {}, RetryPolicy::never());
    bool isWarm = false;
    client.health().then(this, [&isWarm](const Result<void> &health) { isWarm = health.ok(); });
    [&isWarm] { QTRY_VERIFY(isWarm); }();
    std::optional<golden::Ended> ended;
    operation(client, this, [&ended](const golden::Ended &how) { ended = how; });
    [&ended] { QTRY_VERIFY_WITH_TIMEOUT(ended, 10'000); }();
    Outcome outcome{.ended = ended.value_or(golden::Ended())};
    for (const FakeRequest &request : server.requests()) {
        outcome.arrivals += request.path != "/api/health";
        outcome.onKept += request.path != "/api/health" && request.connection == server.requests().first().connection;
    }
    return outcome;
}

void OnceTest::sendsAWriteOnceThoughAKeptConnectionCloses_data()
{
    QTest::addColumn<QString>("name");
    const golden::Operations all = golden::operations();
    for (auto operation = all.begin(); operation != all.end(); ++operation) {
        if (const GoldenFile golden = golden::success(operation.key(), all); golden::writes(golden))
            QTest::addRow("%s %s", golden.method.constData(), qPrintable(operation.key())) << operation.key();
    }
}

void OnceTest::sendsAWriteOnceThoughAKeptConnectionCloses()
{
    QFETCH(QString, name);
    const Outcome came = outcome(golden::operations()[name]);
    QCOMPARE(came.onKept, 1);
    QCOMPARE(came.arrivals, 1);
    QVERIFY2(came.ended.error, qPrintable(came.ended.said));
    // Of an upsert it does not matter.
    const bool isUpsert = golden::isUpsert(golden::success(name, golden::operations()));
    QVERIFY2(came.ended.error->mayHaveArrived != isUpsert, qPrintable(came.ended.said));
}

void OnceTest::sendsATableOnceThoughAKeptConnectionCloses()
{
    const Outcome came = outcome([](const ApiClient &client, QObject *context, const golden::Report &done) {
        TableUploadPlace place;
        place.presignedPutUrl = client.connection().baseUrl.toString() + u"/bucket/a.csv"_s;
        golden::report(client.sendTable(place, "a,b\n1,2\n"), context, done);
    });
    QCOMPARE(came.onKept, 1);
    QCOMPARE(came.arrivals, 1);
    QVERIFY2(came.ended.error && came.ended.error->mayHaveArrived, qPrintable(came.ended.said));
}

QTEST_GUILESS_MAIN(OnceTest)
#include "tst_api_once.moc"

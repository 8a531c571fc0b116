#include "app/api/apiclient.h"
#include "tests/support/fakeserver.h"

#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Creates with a tracking id whose answer was lost: whether they are looked up, and whose the find is.
class LookupsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void looksForACreateBeforeItIsSentAgain_data();
    void looksForACreateBeforeItIsSentAgain();
    void neverTakesSomebodyElsesForItsOwn_data();
    void neverTakesSomebodyElsesForItsOwn();
    void sendsACreateAgainThatIsNotFound();
    void doesNotSendACreateAgainWhenItCannotBeLookedUp();
    void looksAgainWhileTheServerIsStarting();
    void stopsLookingAfterAsManyAttempts();

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

/// What a tracking id leads to, made that many seconds before the answer that tells of it.
FakeAnswer found(const QByteArray &members, int secondsAgo, bool isDated = true)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QByteArray created = now.addSecs(-secondsAgo).toString(Qt::ISODateWithMs).toLatin1();
    const FakeAnswer answer = FakeAnswer::json(R"({"id":"found","dataset_id":"d","organization_id":"o","tracking_id":"t","weight":0,"updated_at":"","created_at":")" + created + "\"," + members + '}');
    return isDated ? answer.header("Date", QLocale::c().toString(now, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'").toLatin1()) : answer;
}

/// A create with the tracking id "t", where the answer to it is lost and where it is looked up.
struct Create {
    QByteArray route;
    QByteArray lookup;
    /// What was sent of it, as it is found.
    QByteArray sent;
    /// Tells how it ended and the id that came.
    std::function<void(const ApiClient &, QObject *, std::function<void(const std::optional<Error> &, const QString &)>)> send;
};

template <typename T, typename IdOf>
void report(Call<T> call, QObject *context, const std::function<void(const std::optional<Error> &, const QString &)> &done, IdOf idOf)
{
    std::move(call).then(context, [done, idOf](const Result<T> &came) { came ? done({}, idOf(*came)) : done(came.error(), {}); });
}

const DatasetId inDataset(u"d"_s);

const QHash<QByteArray, Create> creates{
    {"dataset", {"/api/dataset", "/api/dataset/tracking_id/t", R"("name":"n")", [](const ApiClient &client, QObject *context, const auto &done) {
        report(client.createDataset({.name = u"n"_s, .trackingId = u"t"_s}), context, done, [](const Dataset &made) { return made.id.text(); });
    }}},
    {"group", {"/api/chunk_group", "/api/chunk_group/tracking_id/t", R"("name":"n","description":"x")", [](const ApiClient &client, QObject *context, const auto &done) {
        report(client.createGroups(inDataset, {{.name = u"n"_s, .description = u"x"_s, .trackingId = u"t"_s}}), context, done,
            [](const QList<ChunkGroup> &made) { return made.first().id.text(); });
    }}},
    {"chunk", {"/api/chunk", "/api/chunk/tracking_id/t", R"("chunk_html":"x","link":"y")", [](const ApiClient &client, QObject *context, const auto &done) {
        ChunkPatch patch;
        patch.chunkHtml = u"x"_s;
        patch.link = u"y"_s;
        patch.trackingId = u"t"_s;
        report(client.createChunks(inDataset, {patch}), context, done, [](const QueuedChunks &made) { return made.chunks.first().id.text(); });
    }}},
};

}

void LookupsTest::init()
{
    m_server = std::make_unique<FakeServer>();
}

template <typename T>
Result<T> LookupsTest::outcome(Call<T> call)
{
    std::optional<Result<T>> result;
    call.then(this, [&result](const Result<T> &came) { result = came; });
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, 20'000))
        return Error{Error::Kind::Canceled, 0, u"never ended"_s, {}};
    return *result;
}

void LookupsTest::looksForACreateBeforeItIsSentAgain_data()
{
    QTest::addColumn<QByteArray>("what");
    const QList<QByteArray> all = creates.keys();
    for (const QByteArray &what : all)
        QTest::newRow(what.constData()) << what;
}

void LookupsTest::looksForACreateBeforeItIsSentAgain()
{
    QFETCH(QByteArray, what);
    const Create create = creates[what];
    m_server->on("POST", create.route, FakeAnswer::hangUp());
    m_server->on("GET", create.lookup, found(create.sent, 0));
    const ApiClient client = patient();
    std::optional<QString> id;
    create.send(client, this, [&id](const std::optional<Error> &, const QString &came) { id = came; });
    QTRY_VERIFY(id);
    QCOMPARE(*id, u"found"_s);
    QCOMPARE(m_server->count("POST", create.route), 1);
}

void LookupsTest::neverTakesSomebodyElsesForItsOwn_data()
{
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<int>("secondsAgo");
    QTest::addColumn<bool>("isDated");
    const QList<QByteArray> all = creates.keys();
    for (const QByteArray &what : all) {
        const QByteArray sent = creates[what].sent;
        QTest::addRow("%s: taken since long", what.constData()) << what << sent << 3600 << true;
        QTest::addRow("%s: made by a clock that runs ahead", what.constData()) << what << sent << -3600 << true;
        QTest::addRow("%s: another one, made just now", what.constData()) << what << QByteArray(sent).replace(R"("x")", R"("z")").replace(R"("n")", R"("z")") << 0 << true;
        QTest::addRow("%s: no clock to tell by", what.constData()) << what << sent << 0 << false;
    }
}

void LookupsTest::neverTakesSomebodyElsesForItsOwn()
{
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, members);
    QFETCH(int, secondsAgo);
    QFETCH(bool, isDated);
    const Create create = creates[what];
    m_server->on("POST", create.route, FakeAnswer::html("<title>Bad gateway</title>", 502));
    m_server->on("GET", create.lookup, found(members, secondsAgo, isDated));
    const ApiClient client = patient();
    std::optional<Error> error;
    bool isOver = false;
    create.send(client, this, [&](const std::optional<Error> &came, const QString &) {
        error = came;
        isOver = true;
    });
    QTRY_VERIFY(isOver);
    QVERIFY2(error, "it was taken for what was created");
    QCOMPARE(error->httpStatus, 502);
    QVERIFY(error->mayHaveArrived);
    QCOMPARE(m_server->count("POST", create.route), 1);
    QCOMPARE(m_server->count("GET", create.lookup), 1);
}

void LookupsTest::sendsACreateAgainThatIsNotFound()
{
    m_server->on("POST", "/api/chunk_group", FakeAnswer::hangUp());
    m_server->on("GET", "/api/chunk_group/tracking_id/t", FakeAnswer::json(R"({"message":"Not Found: Group"})", 404));
    m_server->on("POST", "/api/chunk_group", FakeAnswer::json(R"({"id":"g","name":"n","dataset_id":"d","created_at":"","updated_at":""})"));
    const auto created = outcome(patient().createGroups(m_dataset, {{.name = u"n"_s, .trackingId = u"t"_s}}));
    QVERIFY(created);
    QCOMPARE(created->first().id.text(), u"g"_s);
    QCOMPARE(m_server->count("GET", "/api/chunk_group/tracking_id/t"), 1);
    QCOMPARE(m_server->count("POST", "/api/chunk_group"), 2);
}

void LookupsTest::doesNotSendACreateAgainWhenItCannotBeLookedUp()
{
    // Of datasets a server says 500, not 404, where there is none such.
    m_server->on("POST", "/api/dataset", FakeAnswer::hangUp());
    m_server->on("GET", "/api/dataset/tracking_id/t", FakeAnswer::json(R"({"message":"Could not find dataset"})", 500));
    const auto created = outcome(patient().createDataset({.name = u"n"_s, .trackingId = u"t"_s}));
    QVERIFY(!created);
    QVERIFY(created.error().kind == Error::Kind::Offline && created.error().mayHaveArrived);
    QCOMPARE(m_server->count("POST", "/api/dataset"), 1);
}

void LookupsTest::looksAgainWhileTheServerIsStarting()
{
    m_server->on("POST", "/api/chunk_group", FakeAnswer::html("<title>Bad gateway</title>", 502));
    m_server->on("GET", "/api/chunk_group/tracking_id/t", FakeAnswer::html("<title>Bad gateway</title>", 502));
    m_server->on("GET", "/api/chunk_group/tracking_id/t", FakeAnswer::html("<title>Starting</title>", 503));
    m_server->on("GET", "/api/chunk_group/tracking_id/t", found(R"("name":"n")", 0));
    Call<QList<ChunkGroup>> call = client({1ms, 2ms, 4}).createGroups(m_dataset, {{.name = u"n"_s, .trackingId = u"t"_s}});
    QList<Retry> told;
    call.onRetry(this, [&told](const Retry &retry) { told.append(retry); });
    const auto created = outcome(std::move(call));
    QVERIFY(created);
    QCOMPARE(created->first().id.text(), u"found"_s);
    QCOMPARE(m_server->count("POST", "/api/chunk_group"), 1);
    QCOMPARE(told.size(), 3);
    QCOMPARE(told.last().error.httpStatus, 503);
}

void LookupsTest::stopsLookingAfterAsManyAttempts()
{
    m_server->on("POST", "/api/chunk_group", FakeAnswer::html("<title>Bad gateway</title>", 502));
    m_server->on("GET", "/api/chunk_group/tracking_id/t", FakeAnswer::json("{}", 503));
    const auto created = outcome(patient().createGroups(m_dataset, {{.name = u"n"_s, .trackingId = u"t"_s}}));
    QVERIFY(!created);
    QCOMPARE(created.error().httpStatus, 502);
    QVERIFY(created.error().mayHaveArrived);
    QCOMPARE(m_server->count("POST", "/api/chunk_group"), 1);
    QCOMPARE(m_server->count("GET", "/api/chunk_group/tracking_id/t"), 3);
}

QTEST_GUILESS_MAIN(LookupsTest)
#include "tst_api_lookups.moc"

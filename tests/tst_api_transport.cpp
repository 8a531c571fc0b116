#include "app/api/apiclient.h"
#include "app/api/apirequest.h"
#include "app/api/requestfactory.h"
#include "tests/support/fakeserver.h"

#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView testKey("tr-SecretOfTheTest0123456789abcdef");
QStringList logged;

void keepLog(QtMsgType, const QMessageLogContext &context, const QString &message)
{
    logged.append(QString::fromUtf8(context.category) + u": "_s + message);
}

}

/// How a request goes over the wire, what it may not do there, and what becomes of every kind of answer.
class TransportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void sendsWhatEveryKeyedRequestCarries();
    void sendsExactlyOneScope();
    void sendsNoKeyWhereNoneIsNeeded();
    void refusesBeforeSending_data();
    void refusesBeforeSending();
    void keepsThePathOfTheBase_data();
    void keepsThePathOfTheBase();
    void encodesWhatGoesIntoAPath_data();
    void encodesWhatGoesIntoAPath();
    void keepsTheKeyFromWhereARedirectPoints_data();
    void keepsTheKeyFromWhereARedirectPoints();
    void closesTheConnectionAfterALargeBody();
    void takesNoCookies();
    void waitsAccordingToTheOperation();
    void givesUpAtTheDeadlineThoughBytesStillCome();
    void givesUpWhenNothingComes();
    void mapsEveryRefusal_data();
    void mapsEveryRefusal();
    void mapsBrokenConnections();
    void mapsAnswersThatMakeNoSense_data();
    void mapsAnswersThatMakeNoSense();
    void doesNotRepeatACreate();
    void noticesAConnectionThatWasClosedMeanwhile();
    void logsNoSecret();

private:
    ApiClient client(const Patience &patience = {}, const QUrl &base = {}, const QString &key = testKey);
    template <typename T>
    Result<T> outcome(Call<T> call);

    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<QNetworkAccessManager> m_manager;
};

void TransportTest::init()
{
    m_manager.reset();
    m_server = std::make_unique<FakeServer>();
    m_manager = std::make_unique<QNetworkAccessManager>();
}

ApiClient TransportTest::client(const Patience &patience, const QUrl &base, const QString &key)
{
    return {{base.isEmpty() ? m_server->url() : base, key, OrganizationId(u"org-1"_s)}, *m_manager, *m_manager, patience};
}

template <typename T>
Result<T> TransportTest::outcome(Call<T> call)
{
    std::optional<Result<T>> result;
    call.then(this, [&result](const Result<T> &ended) { result.emplace(ended); });
    [&result] { QTRY_VERIFY_WITH_TIMEOUT(result, 10000); }();
    return result ? *result : Result<T>(Error{Error::Kind::Canceled, 0, u"the test waited in vain"_s, {}});
}

void TransportTest::sendsWhatEveryKeyedRequestCarries()
{
    m_server->on("POST", "/api/topic", FakeAnswer::json("{}"));
    (void)outcome(client().createTopic(DatasetId(u"set-1"_s), {.name = u"Grüße"_s, .ownerId = u"me"_s}));
    const FakeRequest request = m_server->lastRequest();
    QCOMPARE(request.header("Authorization"), QByteArray("Bearer ") + QByteArray(testKey.data(), testKey.size()));
    QCOMPARE(request.header("X-API-Version"), QByteArray("V2"));
    QVERIFY2(request.header("User-Agent").startsWith("Retriever/"), request.header("User-Agent").constData());
    QCOMPARE(request.header("Content-Type"), QByteArray("application/json"));
    QVERIFY(request.header("Connection").toLower() != "close");
    QCOMPARE(request.body, QByteArray(R"({"owner_id":"me","name":"Grüße"})"));
}

void TransportTest::sendsExactlyOneScope()
{
    (void)outcome(client().dataset(DatasetId(u"set-1"_s)));
    QCOMPARE(m_server->lastRequest().header("TR-Dataset"), QByteArray("set-1"));
    QVERIFY(!m_server->lastRequest().hasHeader("TR-Organization"));
    (void)outcome(client().datasets(10, 0));
    QCOMPARE(m_server->lastRequest().header("TR-Organization"), QByteArray("org-1"));
    QVERIFY(!m_server->lastRequest().hasHeader("TR-Dataset"));
}

void TransportTest::sendsNoKeyWhereNoneIsNeeded()
{
    m_server->on("GET", "/api/health", FakeAnswer::empty(200));
    QVERIFY(outcome(client({}, {}, {}).health()));
    QVERIFY(outcome(client().health()));
    QVERIFY(!m_server->lastRequest().hasHeader("Authorization"));
}

void TransportTest::refusesBeforeSending_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("dataset");
    QTest::addColumn<QString>("trackingId");
    QTest::addColumn<QString>("says");
    QTest::newRow("no key") << QString() << u"d"_s << u"t"_s << u"no API key"_s;
    QTest::newRow("a key with a line break") << u"tr-a\r\nX-Evil: 1"_s << u"d"_s << u"t"_s << u"API key"_s;
    QTest::newRow("a key with a letter no header can carry") << u"tr-ä"_s << u"d"_s << u"t"_s << u"API key"_s;
    QTest::newRow("no dataset") << u"k"_s << QString() << u"t"_s << u"TR-Dataset"_s;
    QTest::newRow("a dataset with a line break") << u"k"_s << u"d\nX-Evil: 1"_s << u"t"_s << u"TR-Dataset"_s;
    QTest::newRow("no tracking id") << u"k"_s << u"d"_s << QString() << u"empty"_s;
    QTest::newRow("a tracking id that leads elsewhere") << u"k"_s << u"d"_s << u".."_s << u"\"..\""_s;
}

void TransportTest::refusesBeforeSending()
{
    QFETCH(QString, key);
    QFETCH(QString, dataset);
    QFETCH(QString, trackingId);
    QFETCH(QString, says);
    m_server->on("GET", "*", FakeAnswer::json("{}"));
    const auto result = outcome(client({}, {}, key).chunkByTrackingId(DatasetId(dataset), trackingId));
    QVERIFY(!result);
    QVERIFY2(result.error().message.contains(says), qPrintable(result.error().message));
    QVERIFY(key.size() < 3 || !result.error().message.contains(key));
    QVERIFY(m_server->requests().isEmpty());
}

void TransportTest::keepsThePathOfTheBase_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("none") << QString() << "/api/health"_ba;
    QTest::newRow("a slash") << u"/"_s << "/api/health"_ba;
    QTest::newRow("a prefix") << u"/trieve"_s << "/trieve/api/health"_ba;
    QTest::newRow("a prefix and a slash") << u"/a/b%20c/"_s << "/a/b%20c/api/health"_ba;
    QTest::newRow("a query that was pasted along") << u"/x?y=1#z"_s << "/x/api/health"_ba;
}

void TransportTest::keepsThePathOfTheBase()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, sent);
    m_server->on("GET", sent, FakeAnswer::empty(200));
    QVERIFY(outcome(client({}, QUrl(m_server->url().toString() + path)).health()));
    QCOMPARE(m_server->lastRequest().path, sent);
    QCOMPARE(m_server->lastRequest().query, QByteArray());
}

void TransportTest::encodesWhatGoesIntoAPath_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("signs") << u"a/b?c#d%e f"_s << "a%2Fb%3Fc%23d%25e%20f"_ba;
    QTest::newRow("letters") << u"Grüße日"_s << "Gr%C3%BC%C3%9Fe%E6%97%A5"_ba;
    QTest::newRow("what looks encoded") << u"%2F"_s << "%252F"_ba;
    QTest::newRow("dots") << u"a..b"_s << "a..b"_ba;
}

void TransportTest::encodesWhatGoesIntoAPath()
{
    QFETCH(QString, id);
    QFETCH(QByteArray, sent);
    (void)outcome(client().chunkByTrackingId(DatasetId(u"d"_s), id));
    QCOMPARE(m_server->lastRequest().path, "/api/chunk/tracking_id/" + sent);
    (void)outcome(client().groupByTrackingId(DatasetId(u"d"_s), id));
    QCOMPARE(m_server->lastRequest().path, "/api/chunk_group/tracking_id/" + sent);
    (void)outcome(client().topics(DatasetId(u"d"_s), id));
    QCOMPARE(m_server->lastRequest().path, "/api/topic/owner/" + sent);
}

void TransportTest::keepsTheKeyFromWhereARedirectPoints_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void TransportTest::keepsTheKeyFromWhereARedirectPoints()
{
    QFETCH(int, status);
    FakeServer stranger;
    QUrl target = stranger.url();
    target.setPath(u"/login"_s);
    target.setQuery(u"token=hidden"_s);
    m_server->on("GET", "/api/dataset/d", FakeAnswer::redirect(target, status));
    const auto result = outcome(client().dataset(DatasetId(u"d"_s)));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Rejected);
    QCOMPARE(result.error().httpStatus, status);
    QVERIFY2(result.error().message.contains(stranger.url().toString() + u"/login"_s), qPrintable(result.error().message));
    QVERIFY(!result.error().message.contains(u"hidden"_s));
    QVERIFY(stranger.requests().isEmpty());
}

void TransportTest::closesTheConnectionAfterALargeBody()
{
    m_server->on("POST", "/api/chunk", FakeAnswer::json(R"({"chunk_metadata":[]})"));
    ChunkPatch small;
    small.chunkHtml = u"x"_s;
    QVERIFY(outcome(client().createChunks(DatasetId(u"d"_s), {small})));
    QVERIFY(m_server->lastRequest().header("Connection").toLower() != "close");
    ChunkPatch large;
    large.chunkHtml = QString(2'000'000, u'ä');
    QVERIFY(outcome(client().createChunks(DatasetId(u"d"_s), {large})));
    QCOMPARE(m_server->lastRequest().header("Connection").toLower(), QByteArray("close"));
    QVERIFY(m_server->lastRequest().body.size() > 4'000'000);
}

void TransportTest::takesNoCookies()
{
    m_server->on("GET", "/api/health", FakeAnswer::empty(200).header("Set-Cookie", "vault=somebody; Path=/"));
    QVERIFY(outcome(client().health()));
    QVERIFY(outcome(client().health()));
    QVERIFY(!m_server->lastRequest().hasHeader("Cookie"));
}

void TransportTest::waitsAccordingToTheOperation()
{
    using namespace std::chrono_literals;
    const Patience patience;
    const DatasetId dataset(u"d"_s);
    QCOMPARE(requestfactory::deadline(ApiRequest::get({u"chunk"_s}).in(dataset), patience), 20s);
    QCOMPARE(requestfactory::deadline(ApiRequest::post({u"topic"_s}).in(dataset).with(Json()).askingTheModel(), patience), 130s);
    const Json large = QString(qsizetype(2) * 1024 * 1024, u'x');
    QCOMPARE(requestfactory::deadline(ApiRequest::post({u"chunk"_s}).in(dataset).with(large), patience), 310s);
    QCOMPARE(patience.streamIdle, 125s);
}

void TransportTest::givesUpAtTheDeadlineThoughBytesStillCome()
{
    Patience patience;
    patience.answer = std::chrono::milliseconds(300);
    m_server->on("GET", "/api/dataset/d", FakeAnswer::stream(QList<QByteArray>(1000, " "), 50));
    QElapsedTimer timer;
    timer.start();
    const auto result = outcome(client(patience).dataset(DatasetId(u"d"_s)));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Timeout);
    QVERIFY2(timer.elapsed() >= 290 && timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QTRY_COMPARE(m_server->openConnections(), 0);
}

void TransportTest::givesUpWhenNothingComes()
{
    Patience patience;
    patience.answer = std::chrono::milliseconds(150);
    m_server->on("GET", "/api/dataset/d", FakeAnswer::silence());
    const auto result = outcome(client(patience).dataset(DatasetId(u"d"_s)));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Timeout);
    QVERIFY2(result.error().message.contains(u"0.15 seconds"_s), qPrintable(result.error().message));
}

void TransportTest::mapsEveryRefusal_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("message");
    using Kind = Error::Kind;
    const auto row = [](const char *name, int status, const QByteArray &type, const QByteArray &body, Kind kind, const QString &message) {
        QTest::newRow(name) << status << type << body << int(kind) << message;
    };
    const QByteArray json = "application/json";
    row("400", 400, json, R"({"message":"Invalid timestamp format"})", Kind::Rejected, u"Invalid timestamp format"_s);
    row("401", 401, json, R"({"message":"Unauthorized"})", Kind::Unauthorized, u"Unauthorized"_s);
    row("403", 403, json, R"({"message":"Forbidden"})", Kind::Forbidden, u"Forbidden"_s);
    row("404 in the server's words", 404, json, R"({"message":"Not Found: Could not find dataset"})", Kind::NotFound, u"Not Found: Could not find dataset"_s);
    row("404 without words", 404, {}, {}, Kind::NotFound, u"The server answered with status 404 and said nothing more."_s);
    row("405", 405, {}, {}, Kind::Rejected, u"The server answered with status 405 and said nothing more."_s);
    row("408", 408, json, R"({"message":"Sorry"})", Kind::Timeout, u"Sorry"_s);
    row("409", 409, json, R"({"message":"Exists"})", Kind::Conflict, u"Exists"_s);
    row("413", 413, json, R"({"message":"Too many chunks"})", Kind::TooLarge, u"Too many chunks"_s);
    row("426", 426, json, R"({"message":"Must upgrade your plan"})", Kind::PlanLimit, u"Must upgrade your plan"_s);
    row("429", 429, "text/plain", "slow down\n", Kind::RateLimited, u"slow down"_s);
    row("500", 500, json, R"({"message":"Could not get dataset from request"})", Kind::Server, u"Could not get dataset from request"_s);
    row("502 of a proxy", 502, "text/html", "<html>\r\n<head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr>nginx</body></html>",
        Kind::Server, u"502 Bad Gateway"_s);
    row("503 without a title", 503, "text/html; charset=utf-8", "<html><style>p{}</style><body><h1>Down &amp; out</h1><script>1<2</script>\n<p>soon</p></body></html>",
        Kind::Server, u"Down & out soon"_s);
    row("504 that says it is JSON", 504, json, "<!DOCTYPE html><title>Gateway Timeout</title>", Kind::Server, u"Gateway Timeout"_s);
    row("a query's error in text", 400, "text/plain; charset=utf-8", "Query deserialize error: invalid digit found in string", Kind::Rejected,
        u"Query deserialize error: invalid digit found in string"_s);
    row("a long text", 400, "text/plain", QByteArray(5000, 'x'), Kind::Rejected, QString(239, u'x') + u'…');
    row("a JSON string", 500, json, R"("Something \"went\" wrong")", Kind::Server, u"Something \"went\" wrong"_s);
    row("JSON without a message", 500, json, R"({"code": 7})", Kind::Server, uR"({"code": 7})"_s);
    row("an empty message", 400, json, R"({"message":""})", Kind::Rejected, uR"({"message":""})"_s);
    row("a teapot", 418, {}, {}, Kind::Rejected, u"The server answered with status 418 and said nothing more."_s);
}

void TransportTest::mapsEveryRefusal()
{
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(int, kind);
    QFETCH(QString, message);
    FakeAnswer answer = body.isEmpty() ? FakeAnswer::empty(status) : FakeAnswer::bytes(type, body, status);
    m_server->on("GET", "/api/dataset/d", answer.header("X-Request-Id", "req-7").header("WWW-Authenticate", "Bearer"));
    const auto result = outcome(client().dataset(DatasetId(u"d"_s)));
    QVERIFY(!result);
    QCOMPARE(int(result.error().kind), kind);
    QCOMPARE(result.error().httpStatus, status);
    QCOMPARE(result.error().message, message);
    QCOMPARE(result.error().requestId, u"req-7"_s);
}

void TransportTest::mapsBrokenConnections()
{
    m_server->on("GET", "/api/dataset/d", FakeAnswer::json(R"({"id": "d", "name": "cut short"})").cutAfter(10));
    const auto cut = outcome(client().dataset(DatasetId(u"d"_s)));
    QVERIFY(!cut);
    QCOMPARE(cut.error().kind, Error::Kind::Offline);
    m_server->on("GET", "/api/dataset/e", FakeAnswer::hangUp());
    const auto hungUp = outcome(client().dataset(DatasetId(u"e"_s)));
    QVERIFY(!hungUp);
    QCOMPARE(hungUp.error().kind, Error::Kind::Offline);
    QCOMPARE(hungUp.error().httpStatus, 0);
    const QUrl gone = m_server->url();
    m_server->die();
    const auto refused = outcome(client({}, gone).health());
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Offline);
    QVERIFY(refused.error().message.contains(u"refused"_s));
    const auto wrongScheme = outcome(client({}, QUrl(u"ftp://127.0.0.1"_s)).health());
    QVERIFY(!wrongScheme);
    QCOMPARE(wrongScheme.error().kind, Error::Kind::Rejected);
}

void TransportTest::mapsAnswersThatMakeNoSense_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("says");
    QTest::newRow("no JSON") << "application/json"_ba << "{\"id\": "_ba << u"1"_s;
    QTest::newRow("nothing") << "application/json"_ba << " "_ba << QString();
    QTest::newRow("a wrong type") << "application/json"_ba << R"({"id":"d","name":5})"_ba << u"Dataset.name"_s;
    QTest::newRow("a list") << "application/json"_ba << "[]"_ba << u"Dataset"_s;
    QTest::newRow("a web page") << "text/html"_ba << "<title>Hotel login</title>"_ba << u"Hotel login"_s;
}

void TransportTest::mapsAnswersThatMakeNoSense()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(QString, says);
    m_server->on("GET", "/api/dataset/d", FakeAnswer::bytes(type, body).header("x-request-id", "req-8"));
    const auto result = outcome(client().dataset(DatasetId(u"d"_s)));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Malformed);
    QVERIFY2(result.error().message.contains(says), qPrintable(result.error().message));
    QVERIFY(!result.error().message.isEmpty());
    QCOMPARE(result.error().httpStatus, 200);
    QCOMPARE(result.error().requestId, u"req-8"_s);
}

void TransportTest::doesNotRepeatACreate()
{
    m_server->on("POST", "/api/dataset", FakeAnswer::hangUp());
    const auto result = outcome(client().createDataset({.name = u"New"_s, .trackingId = {}, .serverConfiguration = {}}));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Offline);
    QVERIFY2(result.error().message.contains(u"may have"_s), qPrintable(result.error().message));
    QCOMPARE(m_server->requests().size(), 1);
}

void TransportTest::noticesAConnectionThatWasClosedMeanwhile()
{
    m_server->on("GET", "/api/health", FakeAnswer::empty(200));
    m_server->on("POST", "/api/chunk", FakeAnswer::json(R"({"chunk_metadata":[]})"));
    QVERIFY(outcome(client().health()));
    m_server->dropConnections();
    // The time of one request of somebody else's is enough for the library to hear of it.
    QNetworkAccessManager other;
    QVERIFY(outcome(ApiClient({m_server->url(), u"k"_s, {}}, other, other).health()));
    const auto result = outcome(client().createChunks(DatasetId(u"d"_s), {ChunkPatch()}));
    QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
    QCOMPARE(m_server->count("POST", "/api/chunk"), 1);
}

void TransportTest::logsNoSecret()
{
    logged.clear();
    m_server->on("POST", "/api/chunk/search", FakeAnswer::json(R"({"message":"secret words of the server"})", 500).header("x-request-id", "req-9"));
    m_server->on("POST", "/api/message", FakeAnswer::stream({"[]||secret answer"}));
    const QtMessageHandler before = qInstallMessageHandler(keepLog);
    SearchRequest search;
    search.query = u"secret question"_s;
    (void)outcome(client().search(DatasetId(u"secret-dataset"_s), search));
    (void)outcome(client().removeFromGroup(DatasetId(u"d"_s), ChunkGroupId(u"g"_s), ChunkId(u"secret-in-the-query"_s)));
    StreamCall stream = client().sendMessage(DatasetId(u"d"_s), MessageRequest{.topicId = TopicId(u"t"_s), .content = u"secret message"_s});
    bool ended = false;
    stream.then(
        this, [](const QString &) {}, [&ended](const StreamEnd &) { ended = true; });
    QTRY_VERIFY(ended);
    qInstallMessageHandler(before);

    QCOMPARE(logged.size(), 3);
    QVERIFY2(QRegularExpression(u"^retriever\\.api: POST /api/chunk/search 500 \\d+ ms req-9$"_s).match(logged[0]).hasMatch(), qPrintable(logged[0]));
    QVERIFY2(logged[1].startsWith(u"retriever.api: DELETE /api/chunk_group/chunk/g 404 "_s), qPrintable(logged[1]));
    QVERIFY2(logged[2].startsWith(u"retriever.api: POST /api/message 200 "_s), qPrintable(logged[2]));
    const QString whole = logged.join(u'\n');
    QVERIFY(!whole.contains(testKey));
    QVERIFY(!whole.contains(u"secret"_s, Qt::CaseInsensitive));
}

QTEST_GUILESS_MAIN(TransportTest)
#include "tst_api_transport.moc"

#include "app/api/apiclient.h"
#include "app/api/requesthistory.h"
#include "app/api/requestsample.h"
#include "app/api/secretmask.h"
#include "tests/support/fakeserver.h"

#include <QNetworkAccessManager>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestRequestHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatWasSentAndWhatCameBackOverARestart();
    void keepsTheKeyAndOtherSecretsOutOfEveryFile();
    void findsByTextInBodiesAndTellsFailuresApart();
    void dropsTheOldestFilesAndSurvivesHalfALine();
    void manyShortRunsKeepAsMuchAsALongOne();
    void twoProgramsKeepTheirLinesApart();
    void masksSecretsHoweverTheyAreWrapped_data();
    void masksSecretsHoweverTheyAreWrapped();
    void leavesAloneWhatIsNoSecret();
    void keepsTheOtherSecretsOfAConnectionOutToo();
    void aRequestWithAMaskedBodyIsNotSentAgain();
    void namesWhatWasCutOff();
    void curlSendsTheSameRequest();
    void pythonSendsTheSameRequestWhereTheClientHasNoSuchOperation();
    void codeForTheSdksNamesTheirMethods();
    void anArchiveHoldsWhatWasListed();
    void anArchiveIsWrittenThoughSomebodyLooksForSomethingMeanwhile();
    void aReadIsSentAgainAndAWriteIsNot();

private:
    QList<RequestHistory::Entry> found(RequestHistory &history, const QString &text = {});
    /// The one request that a server was asked, as the history has it.
    RequestRecord record(RequestHistory &history);
    ApiClient client(FakeServer &server, RequestHistory &history);
    QByteArray allFiles() const;

    QNetworkAccessManager m_requests;
    QNetworkAccessManager m_streams;
    QTemporaryDir m_folder;
    int m_count = 0;

private Q_SLOTS:
    void init();
};

namespace {

const QString key = u"tr-0123456789abcdefghijklmnopqrstuv"_s;
const DatasetId dataset(u"b1b1b1b1-0000-4000-8000-000000000001"_s);
constexpr char hits[] = R"({"id": "q", "chunks": [], "total_pages": 0})";

/// Waits for a call's end.
template <typename T>
Result<T> ended(Call<T> call)
{
    std::optional<Result<T>> result;
    QObject context;
    call.then(&context, [&result](const Result<T> &outcome) { result.emplace(outcome); });
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, 20'000))
        qFatal("The call never ended.");
    return *result;
}

RequestRecord someSearch()
{
    RequestRecord record;
    record.method = u"POST"_s;
    record.url = u"http://127.0.0.1:1/api/chunk/search"_s;
    record.requestHeaders = {{u"Authorization"_s, u"Bearer ***"_s}, {u"TR-Dataset"_s, dataset.text()}, {u"X-API-Version"_s, u"V2"_s},
                             {u"Content-Type"_s, u"application/json"_s}};
    record.requestBody = R"({"query":"it's a \"test\" of %1 and $HOME","search_type":"fulltext"})";
    record.requestSize = record.requestBody.size();
    record.status = 200;
    record.isRead = true;
    return record;
}

}

void TestRequestHistory::init()
{
    ++m_count;
}

QList<RequestHistory::Entry> TestRequestHistory::found(RequestHistory &history, const QString &text)
{
    std::optional<QList<RequestHistory::Entry>> entries;
    history.find(text, this, [&entries](const QList<RequestHistory::Entry> &list) { entries = list; });
    if (!QTest::qWaitFor([&entries] { return entries.has_value(); }, 20'000))
        qFatal("The log was never read.");
    return *entries;
}

RequestRecord TestRequestHistory::record(RequestHistory &history)
{
    const auto entries = found(history);
    return entries.isEmpty() ? RequestRecord() : *history.record(entries.first());
}

ApiClient TestRequestHistory::client(FakeServer &server, RequestHistory &history)
{
    ApiClient client({.baseUrl = server.url(), .apiKey = key, .organization = OrganizationId(dataset.text()), .profile = u"Staging"_s}, m_requests, m_streams);
    client.keepHistory(history);
    return client;
}

QByteArray TestRequestHistory::allFiles() const
{
    QByteArray bytes;
    for (const QFileInfo &info : QDir(m_folder.filePath(QString::number(m_count))).entryInfoList(QDir::Files)) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly))
            bytes += file.readAll();
    }
    return bytes;
}

void TestRequestHistory::keepsWhatWasSentAndWhatCameBackOverARestart()
{
    const QString folder = m_folder.filePath(QString::number(m_count));
    {
        FakeServer server;
        server.on("POST", "/api/chunk/search", FakeAnswer::json(hits).header("x-request-id", "r7"));
        RequestHistory history(folder);
        QVERIFY(ended(client(server, history).search(dataset, {.query = u"otters"_s})).ok());
    }
    RequestHistory history(folder);
    const auto entries = found(history);
    QCOMPARE(entries.size(), 1);
    const auto kept = history.record(entries.first());
    QVERIFY(kept.ok());
    QCOMPARE(kept->method, u"POST"_s);
    QCOMPARE(kept->path(), u"/api/chunk/search"_s);
    QCOMPARE(kept->status, 200);
    QCOMPARE(kept->profile, u"Staging"_s);
    QCOMPARE(kept->dataset(), dataset.text());
    QVERIFY(kept->requestBody.contains("otters"));
    QVERIFY(kept->requestHeaders.contains({u"Authorization"_s, u"Bearer ***"_s}));
    QCOMPARE(kept->answerBody, QByteArray(hits));
    QCOMPARE(kept->answerSize, qint64(sizeof hits - 1));
    QVERIFY(kept->failure.isEmpty());
    const QFile::Permissions permissions = QFile(QDir(folder).filePath(QDir(folder).entryList(QDir::Files).first())).permissions();
    QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ReadOther)));
}

void TestRequestHistory::keepsTheKeyAndOtherSecretsOutOfEveryFile()
{
    FakeServer server;
    server.on("PUT", "/api/dataset", FakeAnswer::json(R"({"message": "the key )" + key.toLatin1() + R"( may not", "LLM_API_KEY": "sk-llm", "PUBLIC_DATASET": {"api_key" : "tr-public"}})", 403)
                  .header("set-cookie", "vault=cookie-secret"));
    RequestHistory history(m_folder.filePath(QString::number(m_count)));
    DatasetPatch patch;
    patch.serverConfiguration = *Json::parse(R"({"LLM_API_KEY": "sk-sent", "RERANKER_API_KEY": "a\"b", "LLM_DEFAULT_MODEL": "gpt-4o"})");
    QVERIFY(!ended(client(server, history).updateDataset(DatasetId(dataset), patch)).ok());
    const QByteArray kept = allFiles();
    QVERIFY(kept.contains("gpt-4o"));
    for (const QByteArray &secret : {key.toLatin1(), QByteArray("sk-llm"), QByteArray("tr-public"), QByteArray("sk-sent"), QByteArray("a\\\"b"), QByteArray("cookie-secret")})
        QVERIFY2(!kept.contains(secret), secret.constData());
    const RequestRecord refused = record(history);
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.failure, u"the key *** may not"_s);
}

void TestRequestHistory::findsByTextInBodiesAndTellsFailuresApart()
{
    RequestHistory history(m_folder.filePath(QString::number(m_count)));
    RequestRecord good = someSearch();
    good.answerBody = R"({"chunks": "Otters hold hands"})";
    RequestRecord bad = someSearch();
    bad.status = 0;
    bad.failure = u"Connection refused"_s;
    history.add(good);
    history.add(bad);
    QCOMPARE(found(history).size(), 2);
    QCOMPARE(found(history).first().summary.failure, bad.failure);
    QCOMPARE(found(history, u"OTTERS hold"_s).size(), 1);
    QCOMPARE(found(history, u"refused"_s).size(), 1);
    QVERIFY(found(history, u"refused"_s).first().summary.failed());
    QCOMPARE(found(history, u"badgers"_s).size(), 0);
}

void TestRequestHistory::dropsTheOldestFilesAndSurvivesHalfALine()
{
    const QString folder = m_folder.filePath(QString::number(m_count));
    {
        RequestHistory history(folder, 4000);
        RequestRecord each = someSearch();
        for (int i = 0; i < 200; ++i) {
            each.at = i;
            history.add(each);
        }
        qint64 bytes = 0;
        for (const QFileInfo &file : QDir(folder).entryInfoList(QDir::Files))
            bytes += file.size();
        QVERIFY2(bytes > 24'000 && bytes <= 32'000, QByteArray::number(bytes).constData());
    }
    QFile last(QDir(folder).filePath(QDir(folder).entryList(QDir::Files, QDir::Name).last()));
    QVERIFY(last.open(QIODevice::WriteOnly | QIODevice::Append));
    last.write(R"({"at": 5, "prof)");
    last.close();
    RequestHistory history(folder, 4000);
    const auto before = found(history);
    QCOMPARE(before.first().summary.at, 199);
    QVERIFY(before.last().summary.at > 0);
    RequestRecord next = someSearch();
    next.at = 1000;
    history.add(next);
    const auto after = found(history);
    QCOMPARE(after.first().summary.at, 1000);
    QVERIFY(history.record(after.first()).ok());
    history.clear();
    QCOMPARE(found(history).size(), 0);
    QVERIFY(!history.record(after.first()).ok());
}

void TestRequestHistory::manyShortRunsKeepAsMuchAsALongOne()
{
    const QString folder = m_folder.filePath(QString::number(m_count));
    for (int run = 0; run < 30; ++run) {
        RequestRecord one = someSearch();
        one.at = run;
        RequestHistory(folder).add(one);
    }
    RequestHistory history(folder);
    const auto entries = found(history);
    QCOMPARE(entries.size(), 30);
    QCOMPARE(entries.first().summary.at, 29);
    QCOMPARE(entries.last().summary.at, 0);
    QVERIFY(history.record(entries.at(15)).ok());
    QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 1);
}

void TestRequestHistory::twoProgramsKeepTheirLinesApart()
{
    const QString folder = m_folder.filePath(QString::number(m_count));
    RequestHistory one(folder, 4000);
    RequestHistory other(folder, 4000);
    QList<RequestHistory::Entry> told;
    for (RequestHistory *history : {&one, &other})
        connect(history, &RequestHistory::added, this, [&told](const RequestHistory::Entry &entry) { told.append(entry); });
    for (int i = 0; i < 10; ++i) {
        for (RequestHistory *history : {&one, &other}) {
            RequestRecord record = someSearch();
            record.at = told.size();
            history->add(record);
        }
    }
    QCOMPARE(told.size(), 20);
    for (const RequestHistory::Entry &entry : std::as_const(told)) {
        const auto record = other.record(entry);
        QVERIFY(record.ok());
        QCOMPARE(record->at, entry.summary.at);
    }
    QCOMPARE(found(one).size(), 20);
}

void TestRequestHistory::masksSecretsHoweverTheyAreWrapped_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("a member") << QByteArray(R"({"LLM_API_KEY" : "HIDDEN"})");
    QTest::newRow("a header's name") << QByteArray(R"({"x-api-key":"HIDDEN"})");
    QTest::newRow("tokens") << QByteArray(R"({"refresh_token":"HIDDEN","accessToken":"HIDDEN","token":"HIDDEN"})");
    QTest::newRow("other words") << QByteArray(R"({"passphrase":"HIDDEN","private_key":"HIDDEN","client_secret_2":"HIDDEN","signed_url":"HIDDEN"})");
    QTest::newRow("with quotes inside") << QByteArray(R"({"password":"a\"HIDDEN\\","b":1})");
    QTest::newRow("JSON in a text") << QByteArray(R"({"event_data":"{\"api_key\":\"HIDDEN\",\"n\":1}"})");
    QTest::newRow("JSON in a text in a text") << QByteArray(R"({"a":"{\"b\":\"{\\\"api_key\\\": \\\"HIDDEN\\\\\\\"HIDDEN\\\"}\"}"})");
    QTest::newRow("cut off") << QByteArray(R"({"api_key":"HIDDEN)");
    QTest::newRow("a very long one") << QByteArray(R"({"api_key":"HIDDEN)" + QByteArray(30'000, 'x') + R"("})");
    QTest::newRow("a signed address") << QByteArray(R"({"link":"https://s3/a?X-Amz-Date=1&X-Amz-Signature=HIDDEN&b=2"})");
    QTest::newRow("a password in an address") << QByteArray(R"({"LLM_BASE_URL":"https://user:HIDDEN@host/v1"})");
    QTest::newRow("a page") << QByteArray("<p>GET /x?access_token=HIDDEN failed</p>");
}

void TestRequestHistory::masksSecretsHoweverTheyAreWrapped()
{
    QFETCH(const QByteArray, body);
    const QByteArray masked = SecretMask(Connection()).body(body, 100'000);
    QVERIFY2(!masked.contains("HIDDEN"), masked.left(300).constData());
    QVERIFY2(masked.contains("***"), masked.left(300).constData());
    // What stands around stays, so that it is still JSON.
    QCOMPARE(Json::parse(masked).ok(), Json::parse(body).ok());
}

void TestRequestHistory::leavesAloneWhatIsNoSecret()
{
    const SecretMask mask{Connection()};
    for (const QByteArray &body : {QByteArray(R"({"max_tokens":5,"stop_tokens":["a"],"key":"k","tokenizer":"bert","chunk_html":"password: read the manual"})"),
                                   QByteArray(R"(<a href="/a?page=2" class="token">at 10:30 see http://host:80/x</a>)"), QByteArray(R"({"token": null, "a": [1, 2]})")})
        QCOMPARE(mask.body(body, 1000), body);
}

void TestRequestHistory::keepsTheOtherSecretsOfAConnectionOutToo()
{
    const QString gateway = u"gateway-permission"_s;
    FakeServer server;
    server.on("GET", "/api/chunk/1", FakeAnswer::html("<title>504</title>X-Gateway: " + gateway.toUtf8() + " over proxy-password", 504)
                                         .header("location", "/login?ticket=one-time"));
    RequestHistory history(m_folder.filePath(QString::number(m_count)));
    Connection connection{.baseUrl = server.url(), .apiKey = key, .organization = {}};
    connection.headers = {{u"X-Gateway"_s, gateway, true}};
    connection.proxy = {.kind = ProxyChoice::Kind::None, .host = {}, .user = u"me"_s, .password = u"proxy-password"_s};
    ApiClient here(connection, m_requests, m_streams);
    here.keepHistory(history);
    const auto refused = ended(here.chunk(dataset, ChunkId(u"1"_s)));
    QVERIFY(!refused.ok());
    QCOMPARE(server.requests().first().header("x-gateway"), gateway.toUtf8());
    const QByteArray kept = allFiles();
    for (const QByteArray &secret : {gateway.toUtf8(), QByteArray("proxy-password"), QByteArray("one-time"), key.toUtf8()}) {
        QVERIFY2(!kept.contains(secret), secret.constData());
        QVERIFY2(!refused.error().message.contains(QString::fromUtf8(secret)), secret.constData());
    }
    QVERIFY(kept.contains("/login?***"));
}

void TestRequestHistory::aRequestWithAMaskedBodyIsNotSentAgain()
{
    FakeServer server;
    server.on("POST", "/api/chunk/search", FakeAnswer::json(hits));
    RequestHistory history(m_folder.filePath(QString::number(m_count)));
    const ApiClient here = client(server, history);
    QVERIFY(ended(here.search(dataset, {.query = u"?access_token=abcdefgh"_s})).ok());
    const RequestRecord read = record(history);
    QVERIFY(read.isMasked);
    const auto again = ended(here.repeat(read));
    QVERIFY(!again.ok());
    QVERIFY(again.error().message.contains(u"masked"_s));
    QCOMPARE(server.requests().size(), 1);
}

void TestRequestHistory::namesWhatWasCutOff()
{
    const SecretMask mask(Connection{.baseUrl = {}, .apiKey = key, .organization = {}});
    const QByteArray secretAtTheEnd = R"({"text": ")" + QByteArray(1000, 'x') + R"(", "LLM_API_KEY": "sk-)" + QByteArray(50, 'y') + "\"}";
    for (qsizetype limit = 990; limit < secretAtTheEnd.size(); ++limit)
        QVERIFY(!mask.body(secretAtTheEnd, limit).contains("yy"));
    QCOMPARE(mask.body("\xC3\xA4\xC3\xA4", 3), QByteArray("\xC3\xA4"));
    RequestRecord cut = someSearch();
    cut.isWhole = false;
    QVERIFY(requestsample::curl(cut).startsWith(u'#'));
    QVERIFY(requestsample::typescript(cut).startsWith(u"//"_s));
}

void TestRequestHistory::curlSendsTheSameRequest()
{
    FakeServer server;
    server.on("POST", "/api/chunk/search", FakeAnswer::json(hits));
    RequestRecord sent = someSearch();
    sent.url = server.url().toString() + u"/api/chunk/search"_s;
    QProcess shell;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TRIEVE_API_KEY"_s, key);
    shell.setProcessEnvironment(environment);
    shell.start(u"sh"_s, {u"-c"_s, requestsample::curl(sent)});
    QTRY_COMPARE_WITH_TIMEOUT(shell.state(), QProcess::NotRunning, 20'000);
    QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(server.requests().first().body, sent.requestBody);
    QCOMPARE(server.requests().first().header("authorization"), "Bearer " + key.toLatin1());
    QCOMPARE(server.requests().first().header("tr-dataset"), dataset.text().toLatin1());
    QVERIFY(!requestsample::curl(sent).contains(key));
}

void TestRequestHistory::pythonSendsTheSameRequestWhereTheClientHasNoSuchOperation()
{
    FakeServer server;
    server.on("POST", "/api/unheard/of", FakeAnswer::json("{}"));
    RequestRecord sent = someSearch();
    sent.url = server.url().toString() + u"/api/unheard/of"_s;
    QProcess python;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TRIEVE_API_KEY"_s, key);
    python.setProcessEnvironment(environment);
    python.start(u"python3"_s, {u"-c"_s, requestsample::python(sent)});
    QTRY_COMPARE_WITH_TIMEOUT(python.state(), QProcess::NotRunning, 20'000);
    QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(Json::parse(server.requests().first().body)->toBytes(), Json::parse(sent.requestBody)->toBytes());
    QCOMPARE(server.requests().first().header("authorization"), "Bearer " + key.toLatin1());
}

void TestRequestHistory::codeForTheSdksNamesTheirMethods()
{
    RequestRecord sent = someSearch();
    const QString python = requestsample::python(sent);
    QVERIFY(python.contains(u"ChunkApi(client).search_chunks("_s));
    QVERIFY(python.contains(u"tr_dataset=\""_s + dataset.text()));
    QVERIFY(python.contains(u"search_chunks_req_payload=trieve_py_client.SearchChunksReqPayload.from_json("_s));
    QVERIFY(python.contains(u"it\\u0027s"_s));
    const QString typescript = requestsample::typescript(sent);
    QVERIFY(typescript.contains(u"await trieve.search({"_s));
    QVERIFY(typescript.contains(u"datasetId: \""_s + dataset.text()));
    sent.method = u"GET"_s;
    sent.url = u"http://host/prefix/api/chunk_group/tracking_id/a%2Fb/2"_s;
    sent.requestBody.clear();
    QVERIFY(requestsample::python(sent).contains(u"group_tracking_id=\"a/b\""_s));
    QVERIFY(requestsample::python(sent).contains(u"page=2"_s));
    QVERIFY(requestsample::python(sent).contains(u"host=\"http://host/prefix\""_s));
    QVERIFY(requestsample::typescript(sent).contains(u"fetch(\"/api/chunk_group/tracking_id/a%2Fb/2\""_s));
    sent.method = u"DELETE"_s;
    sent.url = u"http://host/api/dataset/tracking_id/docs"_s;
    sent.requestHeaders.append({u"TR-Organization"_s, u"o"_s});
    QVERIFY(requestsample::python(sent).contains(u"tr_dataset=\"%1\",\n        _headers={\"TR-Organization\": \"o\"},\n        tracking_id=\"docs\""_s.arg(dataset.text())));
    sent = someSearch();
    sent.url = u"http://host/api/analytics/rag"_s;
    QVERIFY(requestsample::python(sent).contains(u"rag_analytics=trieve_py_client.RAGAnalytics.from_json("_s));
}

void TestRequestHistory::anArchiveHoldsWhatWasListed()
{
    RequestHistory history(m_folder.filePath(QString::number(m_count)));
    history.add(someSearch());
    const QString path = m_folder.filePath(u"a.har"_s);
    std::optional<QString> fault;
    history.saveArchive(found(history), path, this, [&fault](const QString &why) { fault = why; });
    QTRY_VERIFY(fault.has_value());
    QCOMPARE(*fault, QString());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto har = Json::parse(file.readAll());
    QVERIFY(har.ok());
    QCOMPARE((*har)[u"log"][u"version"].toString(), u"1.2"_s);
    const Json &entry = (*har)[u"log"][u"entries"].items().first();
    QCOMPARE(entry[u"request"][u"postData"][u"text"].toString(), QString::fromUtf8(someSearch().requestBody));
    QCOMPARE(entry[u"response"][u"status"].toInteger(), 200);
    fault.reset();
    history.saveArchive(found(history), u"/nowhere/a.har"_s, this, [&fault](const QString &why) { fault = why; });
    QTRY_VERIFY(fault.has_value());
    QVERIFY(!fault->isEmpty());
}

void TestRequestHistory::anArchiveIsWrittenThoughSomebodyLooksForSomethingMeanwhile()
{
    RequestHistory history(m_folder.filePath(QString::number(m_count)));
    for (int i = 0; i < 300; ++i)
        history.add(someSearch());
    const auto entries = found(history);
    const QString path = m_folder.filePath(u"b.har"_s);
    std::optional<QString> fault;
    history.saveArchive(entries, path, this, [&fault](const QString &why) { fault = why; });
    QCOMPARE(found(history, u"nothing of the kind"_s).size(), 0);
    QTRY_VERIFY(fault.has_value());
    QCOMPARE(*fault, QString());
    QVERIFY(QFile::exists(path));
}

void TestRequestHistory::aReadIsSentAgainAndAWriteIsNot()
{
    FakeServer server;
    server.on("GET", "/api/chunk/tracking_id/a%2Fb", FakeAnswer::json(R"({"id": "1"})"));
    RequestHistory history(m_folder.filePath(QString::number(m_count)));
    const ApiClient here = client(server, history);
    (void)ended(here.chunkByTrackingId(dataset, u"a/b"_s));
    const RequestRecord read = record(history);
    QVERIFY(read.isRead);
    QVERIFY(ended(here.repeat(read)).ok());
    QCOMPARE(server.requests().size(), 2);
    QCOMPARE(server.requests().at(1).path, server.requests().at(0).path);
    QCOMPARE(server.requests().at(1).header("tr-dataset"), dataset.text().toLatin1());
    QCOMPARE(server.requests().at(1).header("authorization"), "Bearer " + key.toLatin1());
    RequestRecord write = read;
    write.isRead = false;
    QVERIFY(!ended(here.repeat(write)).ok());
    QCOMPARE(server.requests().size(), 2);
}

QTEST_GUILESS_MAIN(TestRequestHistory)
#include "tst_api_requesthistory.moc"

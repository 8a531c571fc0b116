#include "tests/support/golden.h"

#include <QNetworkAccessManager>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

/// Every operation of the client against the files in golden/api: what goes over the wire, and what is made of the answer.
class OperationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speaksAsTheServerDoes_data();
    void speaksAsTheServerDoes();
    void sendsATableWithoutTheKey();
    void refusesMoreThanTheServerTakes();
    void letsNothingThatWritesLeaveAReadOnlyProfile_data();
    void letsNothingThatWritesLeaveAReadOnlyProfile();
};

void OperationsTest::speaksAsTheServerDoes_data()
{
    QTest::addColumn<QString>("file");
    const QStringList files = golden::files();
    const golden::Operations all = golden::operations();
    QSet<QString> covered;
    for (const QString &file : files) {
        QTest::newRow(qPrintable(file)) << file;
        covered.insert(file.chopped(4).section(u'-', 0, 0));
    }
    for (auto operation = all.begin(); operation != all.end(); ++operation)
        QVERIFY2(covered.contains(operation.key().section(u'-', 0, 0)), qPrintable(operation.key()));
}

void OperationsTest::speaksAsTheServerDoes()
{
    QFETCH(QString, file);
    const GoldenFile expected = GoldenFile::read(u"api/"_s + file);
    const golden::Operations all = golden::operations();
    const golden::Operation operation = all.value(golden::operationOf(file, all));
    QVERIFY2(operation, "no operation of that name");

    FakeServer server;
    server.on(expected.method, expected.target.split('?').first(), golden::answerOf(expected));
    QNetworkAccessManager manager;
    const ApiClient client({server.url(), u"tr-key"_s, golden::organization}, manager, manager);
    QString reported;
    operation(client, this, [&reported](const QString &text) { reported = text; });
    QTRY_VERIFY(!reported.isEmpty());
    QCOMPARE(reported.trimmed(), expected.expected);

    const FakeRequest request = server.lastRequest();
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(request.method, expected.method);
    QCOMPARE(request.path + (request.query.isEmpty() ? QByteArray() : '?' + request.query), expected.target);
    QList<QByteArray> scopes;
    for (const QByteArray header : {"TR-Dataset", "TR-Organization"}) {
        if (request.hasHeader(header))
            scopes.append(header + ": " + request.header(header));
    }
    QCOMPARE(scopes, expected.headers);
    QCOMPARE(request.body.isEmpty(), expected.body.isEmpty());
    if (!expected.body.isEmpty())
        QVERIFY2(*Json::parse(request.body) == *Json::parse(expected.body), request.body.constData());
}

void OperationsTest::sendsATableWithoutTheKey()
{
    FakeServer server;
    server.on("PUT", "/bucket/a.csv", FakeAnswer::empty(200));
    QNetworkAccessManager manager;
    const ApiClient client({QUrl(u"http://unused.invalid"_s), u"tr-key"_s, golden::organization}, manager, manager);
    TableUploadPlace place;
    place.presignedPutUrl = server.url().toString() + u"/bucket/a.csv?sig=a%2Fb"_s;
    QString reported;
    golden::report(client.sendTable(place, "a,b\n1,2\n"), this, [&reported](const QString &text) { reported = text; });
    QTRY_COMPARE(reported, u"ok"_s);
    const FakeRequest request = server.lastRequest();
    QCOMPARE(request.query, QByteArray("sig=a%2Fb"));
    QCOMPARE(request.body, QByteArray("a,b\n1,2\n"));
    for (const char *header : {"Authorization", "TR-Dataset", "TR-Organization", "X-API-Version"})
        QVERIFY2(!request.hasHeader(header), header);
}

void OperationsTest::refusesMoreThanTheServerTakes()
{
    FakeServer server;
    QNetworkAccessManager manager;
    const ApiClient client({server.url(), u"tr-key"_s, golden::organization}, manager, manager);
    QStringList reports;
    const golden::Report keep = [&reports](const QString &text) { reports.append(text); };
    golden::report(client.createChunks(golden::dataset, QList<ChunkPatch>(121)), this, keep);
    golden::report(client.createGroups(golden::dataset, QList<NewChunkGroup>(1001)), this, keep);
    QTRY_COMPARE(reports.size(), 2);
    QVERIFY2(reports[0].contains(u"120 at most"_s), qPrintable(reports[0]));
    QVERIFY2(reports[1].contains(u"1000 at most"_s), qPrintable(reports[1]));
    QVERIFY(server.requests().isEmpty());
}

void OperationsTest::letsNothingThatWritesLeaveAReadOnlyProfile_data()
{
    QTest::addColumn<QString>("name");
    const QStringList names = golden::operations().keys();
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void OperationsTest::letsNothingThatWritesLeaveAReadOnlyProfile()
{
    // What asks though it is a POST; whatever else is no GET changes something.
    static const QRegularExpression asks(
        u"^/api/(chunk/(search|autocomplete|count|recommend|generate|suggestions|split)|chunks(/scroll|/tracking)?"
        "|chunk_group/(search|recommend|count|chunks|group_oriented_search|group_oriented_autocomplete)|dataset/(events|get_all_tags)"
        "|analytics(/search|/rag|/recommendations|/top|/events/(all|ctr|component)|/search/clusters)?|organization/usage/[^/]+"
        "|message/(generate_message_completions|get_tool_function_params|transcribe_audio))$"_s);
    QFETCH(QString, name);
    FakeServer server;
    for (const QByteArray verb : {"GET", "POST", "PUT", "PATCH", "DELETE"})
        server.on(verb, "*", FakeAnswer::json("{}", 500));
    QNetworkAccessManager manager;
    const auto ask = [&](bool isReadOnly) {
        const ApiClient client({.baseUrl = server.url(), .apiKey = u"tr-key"_s, .organization = golden::organization, .isReadOnly = isReadOnly}, manager, manager);
        QString reported;
        golden::operations()[name](client, this, [&reported](const QString &text) { reported = text; });
        [&reported] { QTRY_VERIFY(!reported.isEmpty()); }();
        return reported;
    };
    (void)ask(false);
    const FakeRequest allowed = server.lastRequest();
    const qsizetype before = server.requests().size();
    QVERIFY(before > 0);
    const bool reads = allowed.method == "GET" || (allowed.method == "POST" && asks.match(QString::fromLatin1(allowed.path)).hasMatch());
    const QString told = ask(true);
    QCOMPARE(server.requests().size() > before, reads);
    QVERIFY2(reads || told.contains(u"would write"_s), qPrintable(told));
}

QTEST_GUILESS_MAIN(OperationsTest)
#include "tst_api_operations.moc"

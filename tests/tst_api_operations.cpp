#include "tests/support/golden.h"
#include "tests/support/goldenfull.h"

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
    void saysOfARefusalWhichRoleTheServerAsksFor_data();
    void saysOfARefusalWhichRoleTheServerAsksFor();
    void refusesWhatNoModelTakesAndNamesTheField();
    void refusesAnEmptyQueryOfAnyKind();
    void letsNothingThatWritesLeaveAReadOnlyProfile_data();
    void letsNothingThatWritesLeaveAReadOnlyProfile();

private:
    static golden::Operations operations();
    /// As the table says of the route; empty where it is not there.
    static QString roleOf(const FakeRequest &request);
};

golden::Operations OperationsTest::operations()
{
    golden::Operations all = golden::operations();
    golden::addFullRequests(all);
    return all;
}

void OperationsTest::speaksAsTheServerDoes_data()
{
    QTest::addColumn<QString>("file");
    QStringList files = golden::files();
    for (const QString &file : QDir(QStringLiteral(RETRIEVER_SOURCE_DIR "/tests/golden/api/full")).entryList({u"*.txt"_s}))
        files.append(u"full/"_s + file);
    const golden::Operations all = operations();
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
    const golden::Operations all = operations();
    const golden::Operation operation = all.value(golden::operationOf(file, all));
    QVERIFY2(operation, "no operation of that name");

    FakeServer server;
    server.on(expected.method, expected.target.split('?').first(), golden::answerOf(expected));
    QNetworkAccessManager manager;
    const ApiClient client({server.url(), u"tr-key"_s, golden::organization}, manager, manager);
    QString reported;
    operation(client, this, [&reported](const QString &text) { reported = text; });
    QTRY_VERIFY(!reported.isEmpty());
    const FakeRequest request = server.lastRequest();
    QCOMPARE(reported.trimmed(), expected.expected);
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(request.method, expected.method);
    QCOMPARE(request.path + (request.query.isEmpty() ? QByteArray() : '?' + request.query), expected.target);
    QList<QByteArray> headers;
    for (const QByteArray header : {"Authorization", "X-API-Version", "TR-Dataset", "TR-Organization", "Content-Type", "Cookie"}) {
        if (request.hasHeader(header))
            headers.append(header + ": " + request.header(header));
    }
    QCOMPARE(headers, expected.headers);
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

void OperationsTest::saysOfARefusalWhichRoleTheServerAsksFor_data()
{
    letsNothingThatWritesLeaveAReadOnlyProfile_data();
}

void OperationsTest::saysOfARefusalWhichRoleTheServerAsksFor()
{
    QFETCH(QString, name);
    FakeServer server;
    for (const QByteArray verb : {"GET", "POST", "PUT", "PATCH", "DELETE"})
        server.on(verb, "*", FakeAnswer::json(R"({"message":"Forbidden"})", 403));
    QNetworkAccessManager manager;
    const ApiClient client({server.url(), u"tr-key"_s, golden::organization}, manager, manager);
    std::optional<Error> error;
    operations()[name](client, this, [&error](const golden::Ended &ended) { error = ended.error.value_or(Error()); });
    QTRY_VERIFY(error);
    const FakeRequest request = server.lastRequest();
    const QString wanted = roleOf(request);
    QVERIFY2(!wanted.isEmpty(), (request.method + ' ' + request.path + " is not in golden/roles.txt").constData());
    const QHash<QString, Error::Role> roles{{u"owner"_s, Error::Role::Owner}, {u"admin"_s, Error::Role::Admin}, {u"any-key"_s, Error::Role::AnyKey},
        {u"none"_s, Error::Role::AnyKey}};
    QCOMPARE(error->neededRole, roles.value(wanted));
}

QString OperationsTest::roleOf(const FakeRequest &request)
{
    QFile file(QStringLiteral(RETRIEVER_SOURCE_DIR "/tests/golden/roles.txt"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression name(u"\\{\\w+\\}"_s);
    const QString sought = QString::fromLatin1(request.method + ' ' + request.path);
    QString role;
    qsizetype fewest = 99;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        const QString route = line.section(u' ', 1);
        const qsizetype names = route.count(u'{');
        // Of two that fit, the one with more words of its own is meant.
        if (names < fewest && QRegularExpression(u"\\A"_s + QString(route).replace(name, u"[^/]+"_s) + u"\\z"_s).match(sought).hasMatch()) {
            fewest = names;
            role = line.section(u' ', 0, 0);
        }
    }
    return role;
}

void OperationsTest::refusesWhatNoModelTakesAndNamesTheField()
{
    FakeServer server;
    QNetworkAccessManager manager;
    const ApiClient client({server.url(), u"tr-key"_s, golden::organization}, manager, manager);
    QStringList reports;
    const golden::Report keep = [&reports](const golden::Ended &ended) { reports.append(ended.said); };
    const MessageRequest hot{.topicId = golden::topic, .content = u"?"_s, .llm = {.temperature = 2.5}};
    golden::report(client.sendMessage(golden::dataset, hot), this, keep);
    golden::report(client.editMessage(golden::dataset, 3, hot), this, keep);
    golden::report(client.regenerateMessage(golden::dataset, hot), this, keep);
    golden::report(client.generate(golden::dataset, {.previousMessages = {{.content = u"?"_s}}, .llm = {.temperature = 2.5}}), this, keep);
    QTRY_COMPARE(reports.size(), 4);
    for (const QString &report : std::as_const(reports))
        QVERIFY2(report.contains(u"temperature must be from 0 to 2"_s), qPrintable(report));
    QVERIFY(server.requests().isEmpty());
}

void OperationsTest::refusesAnEmptyQueryOfAnyKind()
{
    FakeServer server;
    QNetworkAccessManager manager;
    const ApiClient client({server.url(), u"tr-key"_s, golden::organization}, manager, manager);
    QStringList reports;
    const golden::Report keep = [&reports](const golden::Ended &ended) { reports.append(ended.said); };
    const Query nothing{QList<Query::Weighted>()};
    golden::report(client.search(golden::dataset, {.query = nothing}), this, keep);
    golden::report(client.searchGroups(golden::dataset, {.query = nothing}), this, keep);
    golden::report(client.count(golden::dataset, {.query = nothing}), this, keep);
    golden::report(client.searchInGroup(golden::dataset, golden::group, {.query = QueryPart(QueryPart::Image())}), this, keep);
    golden::report(client.autocomplete(golden::dataset, {.query = QueryPart::Audio()}), this, keep);
    golden::report(client.autocompleteGroups(golden::dataset, {.query = u" "_s}), this, keep);
    QTRY_COMPARE(reports.size(), 6);
    for (const QString &report : std::as_const(reports))
        QVERIFY2(report.contains(u"empty query"_s), qPrintable(report));
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

#include "app/api/tls.h"
#include "tests/support/certificates.h"
#include "tests/support/fakeserver.h"
#include "tests/support/faulttally.h"
#include "tests/support/golden.h"
#include "tests/support/troubles.h"

#include <QDir>
#include <QNetworkAccessManager>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace Qt::StringLiterals;

namespace {

const QString secretKey = u"tr-a-key-that-nobody-may-see"_s;

/// Everything that was logged since it was last emptied.
QString &logged()
{
    static QString text;
    return text;
}

void keepLine(QtMsgType, const QMessageLogContext &, const QString &line)
{
    logged() += line + u'\n';
}

/// One operation on its own way to a server of its own, and what came of it.
struct Trip {
    QString name;
    golden::Operation operation;
    GoldenFile golden;
    std::unique_ptr<FakeServer> server;
    std::unique_ptr<FaultProxy> proxy;
    std::unique_ptr<QNetworkAccessManager> manager;
    std::unique_ptr<ApiClient> client;
    bool isWarm = false;
    int ends = 0;
    golden::Ended ended;

    bool isStream() const { return ended.how.has_value(); }
    int arrivals() const { return proxy ? int(proxy->requests().size()) : int(server->requests().size()); }
    bool isWrite() const { return golden::writes(golden); }
    bool isUpsert() const { return golden::isUpsert(golden); }
    /// Can be looked up where its answer is lost.
    bool isTracked() const
    {
        return (name.startsWith("createChunks"_L1) || name.startsWith("createGroups"_L1) || name == "createDataset"_L1) && golden.body.startsWith('{')
            && golden.body.contains("\"tracking_id\":") && !isUpsert();
    }
    bool mayGoAgain() const { return !isStream() && (!isWrite() || isUpsert()); }
    int arrivals(const QByteArray &method) const { return proxy ? proxy->count(method + ' ') : 0; }
    /// A second one would do harm, or cost what a language model costs.
    bool mayArriveOnlyOnce() const { return isStream() || isWrite(); }
    /// Answers without a body have no middle.
    bool isTouchedBy(const Trouble &trouble) const
    {
        const bool isOfBody = trouble.fault.kind == Fault::Kind::TrimBody || (trouble.fault.place == Fault::Place::InBody && trouble.fault.kind != Fault::Kind::CutRequest);
        const bool isStreamTrimmed = trouble.fault.kind == Fault::Kind::TrimBody && golden.contentType.isEmpty();
        return !isStreamTrimmed && (!isOfBody || golden.answer.size() > 1) && (!trouble.needsValue || golden.expected != "ok"_L1);
    }
};

}

/// Every operation of the client through every trouble that a network makes: each ends once, says what happened, and keeps the key.
class FaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void knowsEveryOperation();
    void endsOnceAndSaysWhy_data();
    void endsOnceAndSaysWhy();
    void arrivesAsOftenAsItMay_data();
    void arrivesAsOftenAsItMay();
    void cleanupTestCase();

private:
    static golden::Operations operations();
    static GoldenFile goldenOf(const QString &name);
    std::map<QString, Trip> trips(const Trouble &trouble, RequestHistory &history, const RetryPolicy &policy = RetryPolicy::never());
    static QString objectionToArrivals(const Trouble &trouble, const Trip &trip, int attempts);
    QString objection(const Trouble &trouble, const Trip &trip) const;
    QString objectionToError(const Trouble &trouble, const Trip &trip) const;

    Certificates m_certificates;
    FakeServer m_portal;
    FaultTally m_tally;
};

golden::Operations FaultsTest::operations()
{
    golden::Operations all = golden::operations();
    all[u"sendTable"_s] = [](const ApiClient &client, QObject *context, const golden::Report &done) {
        TableUploadPlace place;
        place.presignedPutUrl = client.connection().baseUrl.toString() + u"/bucket/a.csv?sig=a%2Fb"_s;
        golden::report(client.sendTable(place, "a,b\n1,2\n"), context, done);
    };
    return all;
}

GoldenFile FaultsTest::goldenOf(const QString &name)
{
    if (name == "sendTable"_L1)
        return {.method = "PUT", .target = "/bucket/a.csv", .headers = {}, .body = {}, .status = 200, .contentType = {}, .answer = {}, .expected = u"ok"_s};
    return golden::success(name, golden::operations());
}

void FaultsTest::initTestCase()
{
    const QString fault = m_certificates.make();
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
    for (const QByteArray verb : {"GET", "POST", "PUT", "PATCH", "DELETE"})
        m_portal.on(verb, "*", FakeAnswer::html("<title>Log in</title>"));
}

void FaultsTest::knowsEveryOperation()
{
    static const QRegularExpression method(u"^    (?:Call<(?!T>).+?>|StreamCall) (\\w+)\\("_s, QRegularExpression::MultilineOption);
    QSet<QString> known;
    const QStringList names = operations().keys();
    for (const QString &name : names) {
        known.insert(name.section(u'-', 0, 0));
        QVERIFY2(goldenOf(name).status > 0, qPrintable(name + u": no golden answer"_s));
    }
    const QDir folder(QStringLiteral(RETRIEVER_SOURCE_DIR "/app/api"));
    int count = 0;
    for (const QString &header : folder.entryList({u"*calls.h"_s})) {
        QFile file(folder.filePath(header));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (auto found = method.globalMatch(QString::fromUtf8(file.readAll())); found.hasNext(); ++count) {
            const QString name = found.next().captured(1);
            QVERIFY2(known.contains(name), qPrintable(u"%1: %2 has no entry among the golden operations"_s.arg(header, name)));
        }
    }
    QVERIFY2(count > 90, "the headers were not understood");
}

void FaultsTest::endsOnceAndSaysWhy_data()
{
    QTest::addColumn<int>("number");
    const QList<Trouble> all = troubles::all(m_portal.url().toEncoded(), secretKey.toLatin1());
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].name.constData()) << i;
}

std::map<QString, Trip> FaultsTest::trips(const Trouble &trouble, RequestHistory &history, const RetryPolicy &policy)
{
    const bool isSafe = trouble.way == Trouble::Way::Certificate;
    const auto tls = Tls::load({isSafe && trouble.certificate != "selfsigned"_L1 ? m_certificates.certificate(u"ca"_s) : QString(), {}, {}, {}});
    const std::chrono::milliseconds answer = trouble.isImpatient ? std::chrono::milliseconds(300) : std::chrono::seconds(20);
    // A stream that is only slow must not seem silent on a busy machine.
    const bool fallsSilent = trouble.isImpatient && trouble.stream == StreamEnd::How::TimedOut;
    const std::chrono::milliseconds idle = fallsSilent ? std::chrono::seconds(1) : std::chrono::seconds(20);
    std::map<QString, Trip> all;
    const golden::Operations known = operations();
    for (auto one = known.begin(); one != known.end(); ++one) {
        Trip &trip = all[one.key()];
        trip.name = one.key();
        trip.operation = *one;
        trip.golden = goldenOf(trip.name);
        trip.server = isSafe ? std::make_unique<FakeServer>(m_certificates.server(trouble.certificate)) : std::make_unique<FakeServer>();
        const GoldenFile &golden = trip.golden;
        trip.server->on("GET", "/api/health", FakeAnswer::empty(200));
        trip.server->on(golden.method, golden.target.split('?').first(), golden::answerOf(golden));
        // What a look-up finds is somebody else's.
        trip.server->on("GET", "*", FakeAnswer::json(R"({"id":"x","name":"somebody else's","created_at":"2020-01-01T00:00:00"})"));
        QUrl url = trip.server->url();
        if (trouble.way == Trouble::Way::NoSuchName)
            url.setHost(u"trieve.invalid"_s);
        if (trouble.way == Trouble::Way::NobodyThere)
            trip.server->die();
        if (trouble.way == Trouble::Way::Relay || trouble.way == Trouble::Way::PlainServer) {
            const int first = trouble.onKeptConnection ? 2 : 1;
            trip.proxy = std::make_unique<FaultProxy>(trip.server->port(), [&trouble, first](int number, const QByteArray &) { return number < first ? Fault() : trouble.fault; });
            url = trip.proxy->url();
            url.setScheme(trouble.way == Trouble::Way::PlainServer ? u"https"_s : u"http"_s);
        }
        trip.manager = std::make_unique<QNetworkAccessManager>();
        trip.client = std::make_unique<ApiClient>(Connection{.baseUrl = url, .apiKey = secretKey, .organization = golden::organization, .tls = *tls}, *trip.manager, *trip.manager,
                            Patience{.answer = answer, .modelAnswer = answer, .largeBody = answer, .streamIdle = idle}, policy);
        trip.client->keepHistory(history);
    }
    return all;
}

void FaultsTest::endsOnceAndSaysWhy()
{
    QFETCH(int, number);
    const Trouble trouble = troubles::all(m_portal.url().toEncoded(), secretKey.toLatin1())[number];
    QTemporaryDir folder;
    RequestHistory history(folder.path());
    int written = 0;
    connect(&history, &RequestHistory::added, this, [&written] { ++written; });
    std::map<QString, Trip> all = trips(trouble, history);
    const auto until = [&all](auto condition) {
        return QTest::qWaitFor([&] { return std::all_of(all.begin(), all.end(), [&](const auto &one) { return condition(one.second); }); }, 15'000);
    };
    logged().clear();
    const QtMessageHandler before = qInstallMessageHandler(keepLine);
    QObject context;
    if (trouble.onKeptConnection) {
        for (auto &[name, trip] : all)
            trip.client->health().then(&context, [&trip = trip](const Result<void> &) { trip.isWarm = true; });
        (void)until([](const Trip &trip) { return trip.isWarm; });
    }
    for (auto &[name, trip] : all) {
        trip.operation(*trip.client, &context, [&trip = trip](const golden::Ended &ended) {
            ++trip.ends;
            trip.ended = ended;
        });
    }
    const bool isOver = until([](const Trip &trip) { return trip.ends > 0; });
    // A second end would come with the end of everything.
    for (auto &[name, trip] : all)
        trip.manager.reset();
    QCoreApplication::sendPostedEvents();
    const int warmUps = trouble.onKeptConnection ? 1 : 0;
    qInstallMessageHandler(before);
    QStringList objections;
    for (const auto &[name, trip] : all) {
        m_tally.count(trouble.name, name, !trip.isTouchedBy(trouble) ? FaultTally::Outcome() : FaultTally::outcome(trip.ended.error, trip.ended.how));
        if (const QString said = objection(trouble, trip); !said.isEmpty())
            objections.append(name + u": "_s + said);
    }
    QVERIFY2(objections.isEmpty(), qPrintable(u"\n"_s + objections.join(u'\n')));
    QVERIFY(isOver);
    QVERIFY(!logged().contains(secretKey));
    QVERIFY(logged().count(u"/api/"_s) >= int(all.size()) - 1);
    // A table's address is a permission: it is not for the history.
    QCOMPARE(written, int(all.size()) * (1 + warmUps) - 1);
    for (const QString &name : QDir(folder.path()).entryList(QDir::Files)) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(secretKey.toLatin1()));
    }
    QVERIFY(m_portal.requests().isEmpty());
}

QString FaultsTest::objection(const Trouble &trouble, const Trip &trip) const
{
    const golden::Ended &ended = trip.ended;
    if (trip.ends != 1)
        return u"it ended %1 times"_s.arg(trip.ends);
    if (trouble.way != Trouble::Way::Relay && !trip.server->requests().isEmpty())
        return u"it was sent"_s;
    const int most = trouble.onKeptConnection ? 2 : 1;
    if (trip.mayArriveOnlyOnce() && trip.arrivals() > most)
        return u"it came %1 times, and may only once"_s.arg(trip.arrivals() - most + 1);
    if (trouble.onKeptConnection && trip.mayArriveOnlyOnce() && trip.proxy->connections() != 1)
        return u"it was not sent on the kept connection"_s;
    if (!trip.isTouchedBy(trouble))
        return {};
    const QString expected = trip.golden.expected;
    if (trip.isStream()) {
        if (*ended.how != trouble.stream)
            return u"the stream ended as %1: %2"_s.arg(int(*ended.how)).arg(ended.said);
        if (trouble.keepsText && (ended.text.isEmpty() || !expected.startsWith(ended.text)))
            return u"of the text was kept: \"%1\""_s.arg(ended.text);
    } else if (trouble.kinds.isEmpty() == ended.error.has_value()) {
        return u"the call ended with "_s + ended.said;
    } else if (ended.error && !trouble.kinds.contains(ended.error->kind)) {
        return u"the error is another: "_s + ended.said;
    }
    if (!ended.error)
        return ended.said.trimmed() == expected ? QString() : u"another value came: "_s + ended.said;
    return objectionToError(trouble, trip);
}

QString FaultsTest::objectionToError(const Trouble &trouble, const Trip &trip) const
{
    static const QRegularExpression jargon(u"Error transferring|server replied|Unknown error|Network access|\\bQ[A-Z][a-z]|\\b[Ss]ocket\\b|Operation canceled"_s);
    const Error &error = *trip.ended.error;
    if (!error.message.contains(trouble.says))
        return u"it does not say \"%1\": %2"_s.arg(trouble.says, error.message);
    if (error.message.split(u' ').size() < 3 || jargon.match(error.message).hasMatch())
        return u"nobody understands: "_s + error.message;
    if (error.message.contains(secretKey))
        return u"the key is in the error: "_s + error.message;
    const bool leavesDoubt = trouble.leavesDoubt() && trip.isWrite() && !trip.isUpsert();
    if (leavesDoubt && !error.mayHaveArrived)
        return u"it does not say that the server may have carried it out"_s;
    if (!leavesDoubt && error.mayHaveArrived)
        return u"it says that the server may have carried it out, and it cannot or does no harm twice"_s;
    return {};
}

void FaultsTest::arrivesAsOftenAsItMay_data()
{
    QTest::addColumn<int>("number");
    // Where the network library repeats by itself, or a busy machine gives up before it sent, nobody can count.
    const QList<QByteArray> counted{"cut in the answer's body", "502 of a proxy", "503 without a word",
        "504 that repeats the request", "half an answer that says it is whole", "says gzip and is not", "a portal redirects", "a portal's page"};
    const QList<Trouble> all = troubles::all(m_portal.url().toEncoded(), secretKey.toLatin1());
    for (int i = 0; i < all.size(); ++i) {
        if (counted.contains(all[i].name))
            QTest::newRow(all[i].name.constData()) << i;
    }
}

void FaultsTest::arrivesAsOftenAsItMay()
{
    QFETCH(int, number);
    const Trouble trouble = troubles::all(m_portal.url().toEncoded(), secretKey.toLatin1())[number];
    QTemporaryDir folder;
    RequestHistory history(folder.path());
    const RetryPolicy policy{.first = std::chrono::milliseconds(1), .longest = std::chrono::milliseconds(2), .attempts = 3};
    std::map<QString, Trip> all = trips(trouble, history, policy);
    QObject context;
    for (auto &[name, trip] : all) {
        trip.operation(*trip.client, &context, [&trip = trip](const golden::Ended &ended) {
            ++trip.ends;
            trip.ended = ended;
        });
    }
    const auto isOver = [&all] { return std::all_of(all.begin(), all.end(), [](const auto &one) { return one.second.ends > 0; }); };
    QVERIFY(QTest::qWaitFor(isOver, 30'000));
    QStringList objections;
    for (const auto &[name, trip] : all) {
        if (!trip.isTouchedBy(trouble))
            continue;
        if (const QString said = objectionToArrivals(trouble, trip, policy.attempts); !said.isEmpty())
            objections.append(name + u": "_s + said);
        if (const QString said = objection(trouble, trip); !said.isEmpty() && !trip.isTracked() && !trip.isUpsert())
            objections.append(name + u": "_s + said);
    }
    QVERIFY2(objections.isEmpty(), qPrintable(u"\n"_s + objections.join(u'\n')));
}

QString FaultsTest::objectionToArrivals(const Trouble &trouble, const Trip &trip, int attempts)
{
    const int wanted = trouble.isPassing() && trip.mayGoAgain() ? attempts : 1;
    if (const int came = trip.arrivals(trip.golden.method); came != wanted)
        return u"it came %1 times, not %2"_s.arg(came).arg(wanted);
    // A look-up meets the same trouble, and goes again as a read does.
    const int lookups = trouble.isPassing() && trip.isTracked() ? attempts : 0;
    if (const int came = trip.arrivals() - trip.arrivals(trip.golden.method); came != lookups)
        return u"it was looked up %1 times, not %2"_s.arg(came).arg(lookups);
    return {};
}

void FaultsTest::cleanupTestCase()
{
    m_tally.print();
}

QTEST_GUILESS_MAIN(FaultsTest)
#include "tst_api_faults.moc"

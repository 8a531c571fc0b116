#include "app/api/networkpath.h"
#include "tests/support/fakeserver.h"
#include "ui/dialogs/connectiontest.h"
#include "ui/profileconnection.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Step = ConnectionTest::Step;
using Mark = ConnectionTest::Mark;

/// How a connection is tried where something is wrong on the way: which step is blamed, and what is said of the others.
class tst_ui_connectiontest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blamesTheStepThatFailedAndLeavesNoneTrying_data();
    void blamesTheStepThatFailedAndLeavesNoneTrying();
    void namesTheProfileInTheRequestLog();

private:
    struct Outcome {
        std::optional<Step> failed;
        QString text;
        std::array<Mark, ConnectionTest::stepCount> marks{};
        std::array<QString, ConnectionTest::stepCount> words;

        Mark mark(Step step) const { return marks[std::size_t(step)]; }
    };
    static Outcome outcome(const Connection &connection, const DatasetId &dataset);
};

namespace {

const QString organization = u"0a1b2c3d-0000-4000-8000-000000000001"_s;
const QString dataset = u"0a1b2c3d-0000-4000-8000-000000000002"_s;

}

tst_ui_connectiontest::Outcome tst_ui_connectiontest::outcome(const Connection &connection, const DatasetId &of)
{
    NetworkPath path(connection.proxy);
    ConnectionTest test(path.client(connection), of);
    Outcome came;
    bool isOver = false;
    connect(&test, &ConnectionTest::stepChanged, &test, [&came](Step step, Mark mark, const QString &words) {
        came.marks[std::size_t(step)] = mark;
        came.words[std::size_t(step)] = words;
    });
    connect(&test, &ConnectionTest::failed, &test, [&](Step step, const QString &text) {
        came.failed = step;
        came.text = text;
        isOver = true;
    });
    connect(&test, &ConnectionTest::succeeded, &test, [&isOver] { isOver = true; });
    test.start();
    (void)QTest::qWaitFor([&isOver] { return isOver; }, 20'000);
    return came;
}

void tst_ui_connectiontest::blamesTheStepThatFailedAndLeavesNoneTrying_data()
{
    QTest::addColumn<bool>("hasOrganization");
    QTest::addColumn<int>("status");
    QTest::addColumn<Step>("failed");
    QTest::addColumn<Mark>("key");
    for (const bool hasOrganization : {true, false}) {
        const char *what = hasOrganization ? "organization" : "dataset";
        const Step asked = hasOrganization ? Step::Organization : Step::Dataset;
        QTest::addRow("the %s cannot be asked for", what) << hasOrganization << 0 << Step::Key << Mark::Failed;
        QTest::addRow("the %s makes the server fail", what) << hasOrganization << 500 << Step::Key << Mark::Failed;
        QTest::addRow("there is no such %s", what) << hasOrganization << 404 << asked << Mark::Passed;
        QTest::addRow("the %s is no id", what) << hasOrganization << 400 << asked << Mark::Noted;
        QTest::addRow("the %s is none of the key's", what) << hasOrganization << 401 << Step::Key << Mark::Failed;
    }
}

void tst_ui_connectiontest::blamesTheStepThatFailedAndLeavesNoneTrying()
{
    QFETCH(bool, hasOrganization);
    QFETCH(int, status);
    QFETCH(Step, failed);
    QFETCH(Mark, key);
    FakeServer server;
    server.on("GET", "/api/health", FakeAnswer::empty(200));
    server.on("GET", "*", status == 0 ? FakeAnswer::hangUp() : FakeAnswer::json(R"({"message": "no"})", status));
    const Outcome came = outcome({.baseUrl = server.url(), .apiKey = u"tr-key"_s, .organization = OrganizationId(hasOrganization ? organization : QString())},
        DatasetId(dataset));
    QVERIFY2(came.failed, "it went well");
    QCOMPARE(*came.failed, failed);
    QCOMPARE(came.mark(failed), Mark::Failed);
    QCOMPARE(came.mark(Step::Server), Mark::Passed);
    QCOMPARE(came.mark(Step::Key), key);
    for (int step = 0; step < ConnectionTest::stepCount; ++step)
        QVERIFY2(came.mark(Step(step)) != Mark::Running && came.mark(Step(step)) != Mark::Waiting, qPrintable(ConnectionTest::name(Step(step))));
}

void tst_ui_connectiontest::namesTheProfileInTheRequestLog()
{
    Profile profile;
    profile.name = u"Staging"_s;
    profile.url = QUrl(u"http://127.0.0.1:1"_s);
    const Result<Connection> connection = connectionOf(profile, {});
    QVERIFY(connection);
    QCOMPARE(connection->profile, u"Staging"_s);
}

QTEST_GUILESS_MAIN(tst_ui_connectiontest)
#include "tst_ui_connectiontest.moc"

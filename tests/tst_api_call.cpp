#include "app/api/apiclient.h"
#include "tests/support/fakeserver.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

/// Who owns a request, and when its outcome is heard of.
class CallTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void isNotRunningWithoutARequest();
    void comesOnceAndFromTheEventLoop();
    void isRunningUntilTheContinuationStarts();
    void comesFromTheEventLoopEvenWhenItWasThereBefore();
    void comesFromTheEventLoopWhenItWasRefusedBeforeSending();
    void isSilentAndAbortsWhenTheHandleDies();
    void isSilentAndAbortsWhenTheHandleIsReassigned();
    void isSilentWhenTheContextDiesAndTheRequestGoesOn();
    void isCanceledWhenTheAccessManagerDies();
    void isCanceledWhenTheAccessManagerWasDeadBefore();
    void letsTheContinuationDeleteTheOwner();
    void letsTheContinuationReassignTheHandle();
    void letsTheContinuationDeleteTheContextThatOwnsIt();
    void livesWithItsContextWithoutAHandle();
    void diesWithItsContextWithoutAHandle();
    void isSilentWhenTheHandleDiesBetweenOutcomeAndDelivery();
    void takesTheFirstOfTwoOutcomes();
    void movesWithItsHandle();

private:
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<QNetworkAccessManager> m_requests;
    std::unique_ptr<QNetworkAccessManager> m_streams;
    std::unique_ptr<ApiClient> m_client;
    /// Long enough for a wrong continuation to be seen: one more round trip to the server.
    void letEverythingHappen();
};

void CallTest::init()
{
    m_server = std::make_unique<FakeServer>();
    m_requests = std::make_unique<QNetworkAccessManager>();
    m_streams = std::make_unique<QNetworkAccessManager>();
    m_client = std::make_unique<ApiClient>(Connection{m_server->url(), u"tr-key"_s, OrganizationId(u"o"_s)}, *m_requests, *m_streams);
    m_server->on("GET", "/api/health", FakeAnswer::empty(200));
    m_server->on("GET", "/api/organization/slow", FakeAnswer::silence());
}

void CallTest::cleanup()
{
    m_client.reset();
    m_streams.reset();
    m_requests.reset();
    m_server.reset();
}

void CallTest::letEverythingHappen()
{
    QNetworkAccessManager manager;
    ApiClient client({m_server->url(), u"k"_s, {}}, manager, manager);
    bool there = false;
    Call<void> call = client.health();
    call.then(this, [&there](const Result<void> &) { there = true; });
    QTRY_VERIFY(there);
}

void CallTest::isNotRunningWithoutARequest()
{
    Call<void> call;
    QVERIFY(!call.isRunning());
    call.then(this, [](const Result<void> &) { QFAIL("there is no outcome"); });
    QVERIFY(!call.isRunning());
    letEverythingHappen();
}

void CallTest::comesOnceAndFromTheEventLoop()
{
    int times = 0;
    Call<void> call = m_client->health();
    call.then(this, [&times](const Result<void> &result) {
        QVERIFY(result);
        ++times;
    });
    QCOMPARE(times, 0);
    QTRY_COMPARE(times, 1);
    letEverythingHappen();
    QCOMPARE(times, 1);
}

void CallTest::isRunningUntilTheContinuationStarts()
{
    bool ranInside = true;
    bool done = false;
    Call<void> call = m_client->health();
    QVERIFY(call.isRunning());
    call.then(this, [&](const Result<void> &) {
        ranInside = call.isRunning();
        done = true;
    });
    QTRY_VERIFY(done);
    QVERIFY(!ranInside);
    QVERIFY(!call.isRunning());
}

void CallTest::comesFromTheEventLoopEvenWhenItWasThereBefore()
{
    Call<void> call = m_client->health();
    QTRY_VERIFY(!call.isRunning());
    int times = 0;
    call.then(this, [&times](const Result<void> &) { ++times; });
    QVERIFY(call.isRunning());
    QCOMPARE(times, 0);
    QTRY_COMPARE(times, 1);
}

void CallTest::comesFromTheEventLoopWhenItWasRefusedBeforeSending()
{
    std::optional<Error> error;
    Call<Dataset> call = m_client->dataset(DatasetId());
    call.then(this, [&error](const Result<Dataset> &result) { error = result.error(); });
    QVERIFY(!error);
    QTRY_VERIFY(error);
    QCOMPARE(error->kind, Error::Kind::Rejected);
    QVERIFY(m_server->requests().isEmpty());
}

void CallTest::isSilentAndAbortsWhenTheHandleDies()
{
    QSignalSpy gone(m_server.get(), &FakeServer::disconnected);
    {
        Call<Organization> call = m_client->organization(OrganizationId(u"slow"_s));
        call.then(this, [](const Result<Organization> &) { QFAIL("nobody may hear of it"); });
        QTRY_COMPARE(m_server->requests().size(), 1);
    }
    QTRY_COMPARE(gone.count(), 1);
    letEverythingHappen();
}

void CallTest::isSilentAndAbortsWhenTheHandleIsReassigned()
{
    QSignalSpy gone(m_server.get(), &FakeServer::disconnected);
    Call<Organization> call = m_client->organization(OrganizationId(u"slow"_s));
    call.then(this, [](const Result<Organization> &) { QFAIL("nobody may hear of it"); });
    QTRY_COMPARE(m_server->requests().size(), 1);
    call = {};
    QVERIFY(!call.isRunning());
    QTRY_COMPARE(gone.count(), 1);
    letEverythingHappen();
}

void CallTest::isSilentWhenTheContextDiesAndTheRequestGoesOn()
{
    QSignalSpy gone(m_server.get(), &FakeServer::disconnected);
    m_server->on("GET", "/api/organization/later", FakeAnswer::json("{}").after(50));
    auto context = std::make_unique<QObject>();
    Call<Organization> call = m_client->organization(OrganizationId(u"later"_s));
    call.then(context.get(), [](const Result<Organization> &) { QFAIL("the context is dead"); });
    context.reset();
    QTRY_VERIFY(!call.isRunning());
    QCOMPARE(gone.count(), 0);
}

void CallTest::isCanceledWhenTheAccessManagerDies()
{
    QList<Error> errors;
    Call<Organization> call = m_client->organization(OrganizationId(u"slow"_s));
    call.then(this, [&errors](const Result<Organization> &result) { errors.append(result.error()); });
    QTRY_COMPARE(m_server->requests().size(), 1);
    m_requests.reset();
    QVERIFY(errors.isEmpty());
    QTRY_COMPARE(errors.size(), 1);
    QCOMPARE(errors.first().kind, Error::Kind::Canceled);
}

void CallTest::isCanceledWhenTheAccessManagerWasDeadBefore()
{
    m_requests.reset();
    std::optional<Error> error;
    Call<void> call = m_client->health();
    call.then(this, [&error](const Result<void> &result) { error = result.error(); });
    QTRY_VERIFY(error);
    QCOMPARE(error->kind, Error::Kind::Canceled);
}

void CallTest::letsTheContinuationDeleteTheOwner()
{
    struct Owner : QObject {
        Call<void> call;
    };
    auto *owner = new Owner;
    const QPointer<QObject> alive(owner);
    owner->call = m_client->health();
    owner->call.then(owner, [owner](const Result<void> &result) {
        delete owner;
        // The outcome outlives what it came through.
        QVERIFY(result);
    });
    QTRY_VERIFY(!alive);
}

void CallTest::letsTheContinuationReassignTheHandle()
{
    int times = 0;
    Call<void> call = m_client->health();
    call.then(this, [&](const Result<void> &) {
        ++times;
        call = m_client->health();
        call.then(this, [&times](const Result<void> &) { ++times; });
    });
    QTRY_COMPARE(times, 2);
}

void CallTest::letsTheContinuationDeleteTheContextThatOwnsIt()
{
    auto *context = new QObject;
    const QPointer<QObject> alive(context);
    m_client->health().then(context, [context](const Result<void> &) { delete context; });
    QTRY_VERIFY(!alive);
    letEverythingHappen();
}

void CallTest::livesWithItsContextWithoutAHandle()
{
    QObject context;
    int times = 0;
    m_client->health().then(&context, [&times](const Result<void> &) { ++times; });
    QTRY_COMPARE(times, 1);
    QTRY_VERIFY(context.children().isEmpty());
}

void CallTest::diesWithItsContextWithoutAHandle()
{
    QSignalSpy gone(m_server.get(), &FakeServer::disconnected);
    auto context = std::make_unique<QObject>();
    m_client->organization(OrganizationId(u"slow"_s)).then(context.get(), [](const Result<Organization> &) { QFAIL("the context is dead"); });
    QTRY_COMPARE(m_server->requests().size(), 1);
    context.reset();
    QTRY_COMPARE(gone.count(), 1);
    letEverythingHappen();
}

void CallTest::isSilentWhenTheHandleDiesBetweenOutcomeAndDelivery()
{
    Call<Dataset> call = m_client->dataset(DatasetId());
    call.then(this, [](const Result<Dataset> &) { QFAIL("nobody may hear of it"); });
    call = {};
    letEverythingHappen();
}

void CallTest::takesTheFirstOfTwoOutcomes()
{
    auto state = std::make_unique<CallState<int>>();
    CallState<int> *const both = state.get();
    QList<int> outcomes;
    Call<int> call(std::move(state));
    call.then(this, [&outcomes](const Result<int> &outcome) { outcomes.append(*outcome); });
    both->finish(1);
    both->finish(2);
    QTRY_COMPARE(outcomes, QList<int>({1}));
    both->finish(3);
    letEverythingHappen();
    QCOMPARE(outcomes, QList<int>({1}));
}

void CallTest::movesWithItsHandle()
{
    int times = 0;
    Call<void> first = m_client->health();
    first.then(this, [&times](const Result<void> &) { ++times; });
    const Call<void> second = std::move(first);
    QVERIFY(second.isRunning());
    QTRY_COMPARE(times, 1);
}

QTEST_GUILESS_MAIN(CallTest)
#include "tst_api_call.moc"

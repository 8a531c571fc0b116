#include "testsessions.h"
#include "tests/support/fakeserver.h"
#include "ui/pages/requestspage.h"
#include "ui/widgets/requesttable.h"
#include "ui/widgets/searchfield.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace {

RequestRecord someRead(qint64 at)
{
    RequestRecord record;
    record.at = at;
    record.method = u"GET"_s;
    record.url = u"http://127.0.0.1:1/api/chunk/tracking_id/x"_s;
    record.status = 200;
    record.isRead = true;
    return record;
}

/// What a screen reader asks of a widget and everything in it.
void lookAt(QAccessibleInterface *each)
{
    if (!each || !each->isValid())
        return;
    (void)each->text(QAccessible::Name);
    (void)each->state();
    (void)each->rect();
    (void)each->relations();
    for (int i = 0; i < each->childCount(); ++i)
        lookAt(each->child(i));
}

void lookAtAll(QWidget *widget)
{
    lookAt(QAccessible::queryAccessibleInterface(widget));
}

}

class TestRequestsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void listsRequestsAsTheyAreMadeTheNewestFirst();
    void showsWhatWasSentAndWhatCameBack();
    void findsAndShowsOnlyFailures();
    void copiesTheRequestAsCode();
    void sendsAReadAgainAndOffersItForNothingElse();
    void forgetsEverythingAfterAQuestion();
    void showsTheLogThoughRequestsNeverCease();
    void opensAndClosesWhileRequestsAreMadeAndAScreenReaderLooks();

private:
    void ask(const QString &trackingId);
    QAction *action(const QString &name) const { return m_page->findChild<QAction *>(name); }
    QString text(const QString &name) const { return m_page->findChild<QPlainTextEdit *>(name)->toPlainText(); }

    const Dataset m_dataset{.id = DatasetId(u"b1b1b1b1-0000-4000-8000-000000000001"_s), .name = u"First"_s};
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<TestSessions> m_sessions;
    std::unique_ptr<ApiClient> m_client;
    std::unique_ptr<RequestsPage> m_page;
};

void TestRequestsPage::init()
{
    m_server = std::make_unique<FakeServer>();
    m_server->on("GET", "/api/chunk/tracking_id/good", FakeAnswer::json(R"({"id": "c0c0c0c0-0000-4000-8000-000000000001", "found": "otters"})"));
    m_server->on("GET", "/api/chunk/tracking_id/bad", FakeAnswer::json(R"({"message": "Not Found: no such chunk"})", 404));
    m_sessions = std::make_unique<TestSessions>(m_server->url(), u"tr-key"_s, OrganizationId());
    m_client = std::make_unique<ApiClient>(m_sessions->client({.baseUrl = m_server->url(), .apiKey = u"tr-key"_s, .organization = {}, .profile = u"Test"_s}));
    m_page = std::make_unique<RequestsPage>(*m_client);
    m_page->resize(1000, 700);
    m_page->show();
    m_page->showDataset(m_dataset);
    QTRY_VERIFY(!m_page->requests().isLoading());
}

void TestRequestsPage::cleanup()
{
    m_page.reset();
    m_client.reset();
    m_sessions.reset();
    m_server.reset();
}

void TestRequestsPage::ask(const QString &trackingId)
{
    bool ended = false;
    QObject context;
    auto call = m_client->chunkByTrackingId(m_dataset.id, trackingId);
    call.then(&context, [&ended](const Result<Chunk> &) { ended = true; });
    QTRY_VERIFY(ended);
}

void TestRequestsPage::listsRequestsAsTheyAreMadeTheNewestFirst()
{
    const QAbstractItemModelTester tester(&m_page->requests(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    ask(u"good"_s);
    ask(u"bad"_s);
    RequestModel &rows = m_page->requests();
    QCOMPARE(rows.rowCount(), 2);
    QCOMPARE(rows.index(0, RequestModel::StatusColumn).data().toString(), u"404"_s);
    QCOMPARE(rows.index(0, RequestModel::PathColumn).data().toString(), u"/api/chunk/tracking_id/bad"_s);
    QCOMPARE(rows.index(1, RequestModel::StatusColumn).data().toString(), u"200"_s);
    QCOMPARE(rows.index(1, RequestModel::ProfileColumn).data().toString(), u"Test"_s);
}

void TestRequestsPage::showsWhatWasSentAndWhatCameBack()
{
    ask(u"bad"_s);
    m_page->findChild<RequestTable *>()->selectRequest(0);
    QTRY_VERIFY(text(u"requestText"_s).startsWith(u"GET http://"_s));
    QVERIFY(text(u"requestText"_s).contains(u"TR-Dataset: "_s + m_dataset.id.text()));
    QVERIFY(!text(u"requestText"_s).contains(u"tr-key"_s));
    QVERIFY(text(u"answerText"_s).contains(u"Not Found: no such chunk"_s));
    QVERIFY(text(u"curlText"_s).contains(u"$TRIEVE_API_KEY"_s));
    QVERIFY(text(u"pythonText"_s).contains(u"get_chunk_by_tracking_id"_s));
    QVERIFY(text(u"typescriptText"_s).contains(u"trieve-ts-sdk"_s));
}

void TestRequestsPage::findsAndShowsOnlyFailures()
{
    ask(u"good"_s);
    ask(u"bad"_s);
    auto *find = m_page->findChild<SearchField *>(u"findRequests"_s);
    QTest::keyClicks(find, u"otters"_s);
    QTest::keyClick(find, Qt::Key_Return);
    QTRY_COMPARE(m_page->requests().rowCount(), 1);
    QCOMPARE(m_page->requests().index(0, RequestModel::StatusColumn).data().toString(), u"200"_s);
    ask(u"bad"_s);
    QCOMPARE(m_page->requests().rowCount(), 1);
    QTest::keyClick(find, Qt::Key_Escape);
    QTRY_COMPARE(m_page->requests().rowCount(), 3);
    QTest::mouseClick(m_page->findChild<QCheckBox *>(u"onlyFailures"_s), Qt::LeftButton, {}, {8, 8});
    QTRY_COMPARE(m_page->requests().rowCount(), 2);
}

void TestRequestsPage::copiesTheRequestAsCode()
{
    ask(u"good"_s);
    m_page->findChild<RequestTable *>()->selectRequest(0);
    const QSignalSpy said(m_page.get(), &Page::statusMessage);
    action(u"copyAsCurl"_s)->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"curl "_s));
    action(u"copyAsPython"_s)->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"trieve_py_client"_s));
    action(u"copyAsTypescript"_s)->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"TrieveSDK"_s));
    QCOMPARE(said.size(), 3);
}

void TestRequestsPage::sendsAReadAgainAndOffersItForNothingElse()
{
    QVERIFY(!action(u"sendAgain"_s)->isEnabled());
    ask(u"good"_s);
    m_page->findChild<RequestTable *>()->selectRequest(0);
    QVERIFY(action(u"sendAgain"_s)->isEnabled());
    action(u"sendAgain"_s)->trigger();
    QTRY_COMPARE(m_page->requests().rowCount(), 2);
    QCOMPARE(m_server->count("GET", "/api/chunk/tracking_id/good"), 2);
    bool ended = false;
    m_server->on("DELETE", "/api/chunk/c0c0c0c0-0000-4000-8000-000000000001", FakeAnswer::empty(204));
    auto call = m_client->deleteChunk(m_dataset.id, ChunkId(u"c0c0c0c0-0000-4000-8000-000000000001"_s));
    call.then(this, [&ended](const Result<void> &) { ended = true; });
    QTRY_VERIFY(ended);
    m_page->findChild<RequestTable *>()->selectRequest(0);
    QCOMPARE(m_page->requests().index(0, RequestModel::MethodColumn).data().toString(), u"DELETE"_s);
    QVERIFY(!action(u"sendAgain"_s)->isEnabled());
}

void TestRequestsPage::forgetsEverythingAfterAQuestion()
{
    ask(u"good"_s);
    action(u"clearRequests"_s)->trigger();
    QTRY_VERIFY(QApplication::activeModalWidget());
    QCOMPARE(m_page->requests().rowCount(), 1);
    for (QPushButton *button : QApplication::activeModalWidget()->findChildren<QPushButton *>()) {
        if (button->text() == u"Clear"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_COMPARE(m_page->requests().rowCount(), 0);
}

void TestRequestsPage::showsTheLogThoughRequestsNeverCease()
{
    for (int i = 0; i < 200; ++i)
        m_sessions->history().add(someRead(i));
    m_page->refresh();
    int made = 200;
    // One in each turn of the event loop: the reader is never alone with the log.
    QTimer never;
    connect(&never, &QTimer::timeout, this, [this, &made] { m_sessions->history().add(someRead(made++)); });
    never.start();
    const QSignalSpy shown(&m_page->requests(), &QAbstractItemModel::modelReset);
    QTRY_VERIFY(!shown.isEmpty());
    QVERIFY(!m_page->requests().isLoading());
    never.stop();
    QCOMPARE(m_page->requests().rowCount(), made);
    for (int row = 0; row < made; ++row)
        QCOMPARE(m_page->requests().entryAt(row)->summary.at, made - 1 - row);
}

void TestRequestsPage::opensAndClosesWhileRequestsAreMadeAndAScreenReaderLooks()
{
    for (int round = 0; round < 30; ++round) {
        RequestsPage page(*m_client);
        page.show();
        page.showDataset(m_dataset);
        for (int i = 0; i < round % 5; ++i)
            m_sessions->history().add(someRead(i));
        lookAtAll(&page);
        if (round % 3 == 0)
            continue;
        QTRY_VERIFY(!page.requests().isLoading());
        lookAtAll(&page);
        m_sessions->history().add(someRead(round));
        lookAtAll(&page);
        page.refresh();
        if (round % 7 == 0)
            m_sessions->history().clear();
    }
}

QTEST_MAIN(TestRequestsPage)
#include "tst_ui_requestspage.moc"

#include "tests/support/faultproxy.h"
#include "tests/support/localdataset.h"
#include "ui/chat/chatpage.h"
#include "ui/chat/composer.h"
#include "ui/chat/questionedit.h"
#include "ui/theme.h"
#include "ui/widgets/chunkeditor.h"
#include "ui/widgets/chunkform.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/sourceedit.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;

/// What a person sees of a network that breaks while something is written: nothing typed is lost, nothing is there twice.
class tst_ui_faults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void looksANewChunkUpBeforeItIsSentAgain_data();
    void looksANewChunkUpBeforeItIsSentAgain();
    void saysThatANewChunkMayHaveArrived();
    void keepsTheQuestionThatCouldNotBeSent_data();
    void keepsTheQuestionThatCouldNotBeSent();

private:
    ApiClient clientThrough(FaultProxy::Choice choice);
    void fill(ChunkEditor &editor, const QString &trackingId) const;
    QString shownError(const QWidget &page) const;
    int chunksOnServer() const { return int(awaited(m_local->client->scroll(m_local->dataset.id, {})).size()); }

    std::unique_ptr<LocalDataset> m_local;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<QNetworkAccessManager> m_manager;
};

void tst_ui_faults::initTestCase()
{
    applyTheme(*qApp, lightTheme());
}

void tst_ui_faults::init()
{
    m_local = std::make_unique<LocalDataset>();
}

void tst_ui_faults::cleanup()
{
    m_manager.reset();
    m_proxy.reset();
    m_local.reset();
}

ApiClient tst_ui_faults::clientThrough(FaultProxy::Choice choice)
{
    m_proxy = std::make_unique<FaultProxy>(quint16(QUrl(m_local->server->url()).port()), std::move(choice));
    m_manager = std::make_unique<QNetworkAccessManager>();
    Connection connection = m_local->client->connection();
    connection.baseUrl = m_proxy->url();
    RetryPolicy policy = RetryPolicy::whileSomebodyWaits();
    policy.first = std::chrono::milliseconds(1);
    return ApiClient(connection, *m_manager, *m_manager, {}, policy);
}

void tst_ui_faults::fill(ChunkEditor &editor, const QString &trackingId) const
{
    editor.setDataset(m_local->dataset.id);
    editor.startNew();
    editor.show();
    QVERIFY(QTest::qWaitForWindowActive(&editor));
    editor.findChild<SourceEdit *>(u"chunkHtml"_s)->insertPlainText(u"<p>Typed by hand</p>"_s);
    editor.findChild<QLineEdit *>(u"trackingId"_s)->setText(trackingId);
}

QString tst_ui_faults::shownError(const QWidget &page) const
{
    for (const MessageBar *bar : page.findChildren<MessageBar *>()) {
        if (bar->isVisible())
            return bar->text();
    }
    return {};
}

void tst_ui_faults::looksANewChunkUpBeforeItIsSentAgain_data()
{
    QTest::addColumn<Fault::Kind>("kind");
    QTest::addColumn<Fault::Place>("place");
    QTest::addColumn<int>("sent");
    QTest::newRow("the answer is lost") << Fault::Kind::Swallow << Fault::Place::Start << 1;
    QTest::newRow("the answer is cut in its head") << Fault::Kind::CutAnswer << Fault::Place::InHead << 1;
    QTest::newRow("the answer is cut in its body") << Fault::Kind::CutAnswer << Fault::Place::InBody << 1;
    QTest::newRow("it never arrived") << Fault::Kind::HangUp << Fault::Place::Start << 2;
}

void tst_ui_faults::looksANewChunkUpBeforeItIsSentAgain()
{
    QFETCH(Fault::Kind, kind);
    QFETCH(Fault::Place, place);
    bool isBroken = false;
    const ApiClient client = clientThrough([&](int, const QByteArray &begin) {
        const bool breaks = begin.startsWith("POST /api/chunk ") && !std::exchange(isBroken, isBroken || begin.startsWith("POST /api/chunk "));
        return breaks ? Fault{.kind = kind, .place = place} : Fault();
    });
    ChunkEditor editor(client);
    fill(editor, u"note-1"_s);
    QSignalSpy created(&editor, &ChunkEditor::created);
    editor.save();
    QTRY_COMPARE(created.size(), 1);
    QTEST(m_proxy->count("POST /api/chunk "), "sent");
    QVERIFY(m_proxy->count("GET /api/chunk/tracking_id/note-1 ") >= 2);
    const Chunk chunk = awaited(m_local->client->chunkByTrackingId(m_local->dataset.id, u"note-1"_s));
    QCOMPARE(editor.chunkId(), chunk.id);
    QTRY_COMPARE(chunksOnServer(), 1);
    QVERIFY(!editor.isDirty());
}

void tst_ui_faults::saysThatANewChunkMayHaveArrived()
{
    const ApiClient client = clientThrough([](int, const QByteArray &begin) {
        return begin.startsWith("POST /api/chunk ") ? Fault{.kind = Fault::Kind::Swallow} : Fault();
    });
    ChunkEditor editor(client);
    fill(editor, {});
    editor.save();
    QTRY_VERIFY(!shownError(editor).isEmpty());
    QVERIFY2(shownError(editor).contains(u"may have carried it out"_s), qPrintable(shownError(editor)));
    QVERIFY(editor.isDirty());
    QCOMPARE(editor.findChild<SourceEdit *>(u"chunkHtml"_s)->source(), u"<p>Typed by hand</p>"_s);
    QCOMPARE(m_proxy->count("POST /api/chunk "), 1);
    QTRY_COMPARE(chunksOnServer(), 1);
}

void tst_ui_faults::keepsTheQuestionThatCouldNotBeSent_data()
{
    QTest::addColumn<QByteArray>("broken");
    QTest::addColumn<Fault::Kind>("kind");
    QTest::addColumn<QByteArray>("answer");
    const QByteArray none;
    QTest::newRow("no topic: closed") << QByteArray("POST /api/topic ") << Fault::Kind::HangUp << none;
    QTest::newRow("closed after the question") << QByteArray("POST /api/message ") << Fault::Kind::HangUp << none;
    QTest::newRow("closed when the question begins") << QByteArray("POST /api/message ") << Fault::Kind::CutRequest << none;
    QTest::newRow("the answer's head is cut") << QByteArray("POST /api/message ") << Fault::Kind::CutAnswer << none;
    QTest::newRow("a proxy's page") << QByteArray("POST /api/message ") << Fault::Kind::Instead
        << QByteArray("HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 26\r\n\r\n<title>Bad Gateway</title>");
    QTest::newRow("a portal redirects") << QByteArray("POST /api/message ") << Fault::Kind::Instead
        << QByteArray("HTTP/1.1 302 Found\r\nLocation: http://portal.invalid/\r\nContent-Length: 0\r\n\r\n");
    QTest::newRow("a portal's page") << QByteArray("POST /api/message ") << Fault::Kind::Instead
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20\r\n\r\n<title>Login</title>");
    QTest::newRow("not HTTP") << QByteArray("POST /api/message ") << Fault::Kind::Instead << QByteArray("SSH-2.0-OpenSSH_9.2\r\n");
}

void tst_ui_faults::keepsTheQuestionThatCouldNotBeSent()
{
    QFETCH(QByteArray, broken);
    QFETCH(Fault::Kind, kind);
    QFETCH(QByteArray, answer);
    const ApiClient client = clientThrough([&](int, const QByteArray &begin) {
        return begin.startsWith(broken) ? Fault{.kind = kind, .answer = answer} : Fault();
    });
    ChatPage page(client);
    page.resize(1200, 800);
    page.showDataset(m_local->dataset);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    auto *edit = page.findChild<QuestionEdit *>();
    edit->setFocus();
    QTest::keyClicks(edit, u"Where is my key?"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_VERIFY(!shownError(page).isEmpty());
    QTRY_COMPARE(page.findChild<Composer *>()->text(), u"Where is my key?"_s);
    QVERIFY(page.findChild<QPushButton *>(u"sendQuestion"_s)->isVisible());
    QVERIFY(m_proxy->count(broken) <= 1);
    QVERIFY(!shownError(page).contains(m_local->server->key()));
}

Q_DECLARE_METATYPE(Fault::Kind)
Q_DECLARE_METATYPE(Fault::Place)

QTEST_MAIN(tst_ui_faults)
#include "tst_ui_faults.moc"

#include "ui/theme.h"
#include "ui/widgets/retrystrip.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The line that says what waits to be sent again.
class tst_ui_retrystrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void isHiddenWhileNothingWaits();
    void saysWhyAndForHowLong();
    void saysWhatIsWrongInAFewWords_data();
    void saysWhatIsWrongInAFewWords();
    void doesNotFlickerForAWaitThatCannotBeRead();
    void countsDown();
    void staysWhileTheNextAttemptIsUnderWay();
    void saysHowManyWait();
    void sendsAndStopsByMouseAndKeyboard();
    void tellsTheRequestsAndTheServersWordsInTheTooltip();
    void forgetsABoardThatGoes();
    void namesItsControls();

private:
    RetryBoard::Entry entry(std::chrono::milliseconds wait = 1h, const Error &error = {Error::Kind::Server, 503, u"busy"_s, {}})
    {
        return {.method = u"GET"_s, .path = u"/api/chunk/<b>c"_s, .retry = {.failed = 1, .attempts = 3, .error = error, .wait = wait},
            .next = QDeadlineTimer(wait), .sendNow = [this] { ++m_sent; }, .giveUp = [this] { ++m_stopped; }};
    }
    QToolButton *button(const QString &name) const { return m_strip->findChild<QToolButton *>(name); }

    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<RetryBoard> m_board;
    RetryStrip *m_strip = nullptr;
    int m_sent = 0;
    int m_stopped = 0;
};

void tst_ui_retrystrip::init()
{
    applyTheme(*qApp, lightTheme());
    m_window = std::make_unique<QWidget>();
    m_board = std::make_unique<RetryBoard>();
    m_strip = new RetryStrip(RetryStrip::Shape::Line);
    (new QVBoxLayout(m_window.get()))->addWidget(m_strip);
    m_strip->setBoard(m_board.get());
    m_window->resize(700, 60);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_sent = m_stopped = 0;
}

void tst_ui_retrystrip::cleanup()
{
    m_window.reset();
    m_board.reset();
}

void tst_ui_retrystrip::isHiddenWhileNothingWaits()
{
    QVERIFY(!m_strip->isVisible());
    const int number = m_board->add(entry());
    QTRY_VERIFY(m_strip->isVisible());
    m_board->remove(number);
    QVERIFY(!m_strip->isVisible());
}

void tst_ui_retrystrip::saysWhyAndForHowLong()
{
    m_board->add(entry(60s));
    QTRY_VERIFY(m_strip->isVisible());
    QVERIFY2(m_strip->text().startsWith(u"Trying again in "_s), qPrintable(m_strip->text()));
    QVERIFY2(m_strip->text().endsWith(u" s (attempt 2 of 3): the server answered 503"_s), qPrintable(m_strip->text()));
}

void tst_ui_retrystrip::saysWhatIsWrongInAFewWords_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("words");
    QTest::newRow("busy") << int(Error::Kind::Server) << 503 << u"the server answered 503"_s;
    QTest::newRow("too many") << int(Error::Kind::RateLimited) << 429 << u"the server answered 429"_s;
    QTest::newRow("offline") << int(Error::Kind::Offline) << 0 << u"the server cannot be reached"_s;
    QTest::newRow("broken off") << int(Error::Kind::Offline) << 200 << u"the server cannot be reached"_s;
    QTest::newRow("slow") << int(Error::Kind::Timeout) << 0 << u"the server did not answer in time"_s;
    QTest::newRow("garbage") << int(Error::Kind::Malformed) << 200 << u"the answer could not be understood"_s;
}

void tst_ui_retrystrip::saysWhatIsWrongInAFewWords()
{
    QFETCH(const int, kind);
    QFETCH(const int, status);
    QFETCH(const QString, words);
    m_board->add(entry(1h, {Error::Kind(kind), status, {}, {}}));
    QTRY_VERIFY(m_strip->isVisible());
    QVERIFY2(m_strip->text().endsWith(words), qPrintable(m_strip->text()));
}

void tst_ui_retrystrip::doesNotFlickerForAWaitThatCannotBeRead()
{
    const int number = m_board->add(entry(100ms));
    QVERIFY(!m_strip->isVisible());
    m_board->remove(number);
    QVERIFY(!m_strip->isVisible());
    // What comes next is shown after a delay of its own.
    m_board->add(entry());
    QVERIFY(!m_strip->isVisible());
    QTRY_VERIFY(m_strip->isVisible());
}

void tst_ui_retrystrip::countsDown()
{
    m_board->add(entry(2900ms));
    QTRY_VERIFY(m_strip->text().contains(u"again in 2 s"_s));
    QTRY_VERIFY(m_strip->text().contains(u"again in 1 s"_s));
    QTRY_VERIFY(m_strip->text().startsWith(u"Trying again (attempt 2 of 3)"_s));
}

void tst_ui_retrystrip::staysWhileTheNextAttemptIsUnderWay()
{
    const int number = m_board->add(entry());
    QTRY_VERIFY(m_strip->isVisible());
    QVERIFY(button(u"retryNow"_s)->isEnabled());
    m_board->noteSent(number);
    QVERIFY(m_strip->isVisible());
    QVERIFY(!button(u"retryNow"_s)->isEnabled());
    QVERIFY(button(u"retryStop"_s)->isEnabled());
    m_board->update(number, entry());
    QVERIFY(button(u"retryNow"_s)->isEnabled());
}

void tst_ui_retrystrip::saysHowManyWait()
{
    m_board->add(entry(1h));
    m_board->add(entry(30s));
    m_board->add(entry(2h));
    QTRY_VERIFY(m_strip->isVisible());
    QVERIFY2(m_strip->text().startsWith(u"3 request(s) wait to be sent again in "_s), qPrintable(m_strip->text()));
    QVERIFY2(m_strip->text().endsWith(u" 30 s"_s) || m_strip->text().endsWith(u" 29 s"_s), qPrintable(m_strip->text()));
}

void tst_ui_retrystrip::sendsAndStopsByMouseAndKeyboard()
{
    m_board->add(entry());
    m_board->add(entry());
    QTRY_VERIFY(m_strip->isVisible());
    QTest::mouseClick(button(u"retryNow"_s), Qt::LeftButton);
    QCOMPARE(m_sent, 2);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    button(u"retryNow"_s)->setFocus();
    QTest::keyClick(m_window.get(), Qt::Key_Tab);
    QTRY_VERIFY(button(u"retryStop"_s)->hasFocus());
    QTest::keyClick(button(u"retryStop"_s), Qt::Key_Space);
    QCOMPARE(m_stopped, 2);
}

void tst_ui_retrystrip::tellsTheRequestsAndTheServersWordsInTheTooltip()
{
    m_board->add(entry());
    m_board->add(entry());
    QTRY_VERIFY(m_strip->isVisible());
    const QString told = m_strip->findChild<QLabel *>(u"retryWords"_s)->toolTip();
    QVERIFY2(told.contains(u"GET /api/chunk/&lt;b&gt;c"_s), qPrintable(told));
    // What several got to hear is told once.
    QVERIFY2(told.count(u"busy"_s) == 1, qPrintable(told));
}

void tst_ui_retrystrip::forgetsABoardThatGoes()
{
    m_board->add(entry());
    QTRY_VERIFY(m_strip->isVisible());
    m_board.reset();
    QVERIFY(!m_strip->isVisible());
}

void tst_ui_retrystrip::namesItsControls()
{
    for (const QToolButton *each : m_strip->findChildren<QToolButton *>()) {
        QVERIFY(!each->text().isEmpty());
        QVERIFY(!each->toolTip().isEmpty());
        QCOMPARE(each->focusPolicy(), Qt::StrongFocus);
    }
}

QTEST_MAIN(tst_ui_retrystrip)
#include "tst_ui_retrystrip.moc"

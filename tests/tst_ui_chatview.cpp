#include "app/models/conversation.h"
#include "ui/chat/chatview.h"
#include "ui/chat/messagepart.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QNetworkAccessManager>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>
#include <QWheelEvent>

using namespace Qt::StringLiterals;

namespace {

QString sources(int count)
{
    QStringList chunks;
    for (int i = 1; i <= count; ++i)
        chunks += uR"({"id":"00000000-0000-4000-8000-%1","chunk_html":"<p>Source %2</p>","weight":0,"score":1,"created_at":"","updated_at":""})"_s
                      .arg(i, 12, 10, QLatin1Char('0'))
                      .arg(i);
    return u'[' + chunks.join(u',') + u"]||"_s;
}

const StreamEnd complete{StreamEnd::How::Complete, {}, {}, 10, 1200};

}

/// A conversation on the screen: streaming without laying out again, staying where the reader is, selecting, copying, links.
class tst_ui_chatview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void showsTheQuestionAndTheAnswerAsItStreams();
    void neverRendersFinishedBlocksAgain();
    void becomesOneDocumentWhenTheAnswerEnds();
    void keepsASelectionWhenTheAnswerEnds();
    void looksTheSameStreamedAndWhole();
    void opensAThousandMessagesWithAScreenfulOfDocuments();
    void scrollsThroughAThousandMessages();
    void followsTheAnswerWhileAtTheEnd();
    void staysWhereTheReaderScrolledTo();
    void jumpsToTheLatest();
    void keepsThePlaceWhenTheWidthChanges();
    void tellsWhichCitationWasClicked();
    void opensALinkOnlyThroughTheSignal();
    void loadsNothing();
    void selectsAcrossBlocksAndCopiesCitationsAsNumbersInBrackets();
    void copiesTheAnswerAsMarkdown();
    void marksWhatStoppedAndBrokeOff();
    void saysThatAnAnswerMayBeCutAndOffersToGoOn();
    void saysThatAnAnswerWasCutInItsSources();
    void saysWhatShapedTheAnswer();
    void takesTheColoursOfTheLookAgain();
    void namesMessagesForScreenReaders();

private:
    void answer(const QString &question, const QString &markdown, int sourceCount = 3);
    QList<MessagePart *> parts(const QString &name) const;
    QStringList shown(const QString &name) const;
    QPoint citationPoint(MessagePart *part, int number) const;

    QNetworkAccessManager m_requests;
    QNetworkAccessManager m_streams;
    std::unique_ptr<ApiClient> m_client;
    std::unique_ptr<Conversation> m_conversation;
    std::unique_ptr<ChatView> m_view;
};

void tst_ui_chatview::initTestCase()
{
    applyTheme(*qApp, lightTheme());
    m_client = std::make_unique<ApiClient>(Connection{QUrl(u"http://127.0.0.1:1"_s), u"key"_s, {}}, m_requests, m_streams);
}

void tst_ui_chatview::init()
{
    m_conversation = std::make_unique<Conversation>(*m_client);
    m_view = std::make_unique<ChatView>();
    m_view->setConversation(m_conversation.get());
    m_view->resize(800, 600);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
}

void tst_ui_chatview::cleanup()
{
    m_view.reset();
    m_conversation.reset();
}

void tst_ui_chatview::answer(const QString &question, const QString &markdown, int sourceCount)
{
    m_conversation->beginAnswer(question, {});
    m_conversation->feed(sources(sourceCount) + markdown);
    m_conversation->endAnswer(complete);
}

QList<MessagePart *> tst_ui_chatview::parts(const QString &name) const
{
    QList<MessagePart *> found;
    for (MessagePart *part : m_view->findChildren<MessagePart *>(name)) {
        if (part->isVisible())
            found += part;
    }
    return found;
}

QPoint tst_ui_chatview::citationPoint(MessagePart *part, int number) const
{
    for (QTextBlock block = part->document()->begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            if (it.fragment().charFormat().anchorHref() != u"citation:%1"_s.arg(number))
                continue;
            QTextCursor cursor(part->document());
            cursor.setPosition(it.fragment().position() + 1);
            return part->cursorRect(cursor).center() + QPoint(2, 0);
        }
    }
    return {};
}

void tst_ui_chatview::showsTheQuestionAndTheAnswerAsItStreams()
{
    m_conversation->beginAnswer(u"What <b>is</b> it?"_s, {});
    QTRY_COMPARE(parts(u"question"_s).size(), 1);
    QCOMPARE(parts(u"question"_s).first()->toPlainText(), u"What <b>is</b> it?"_s);
    m_conversation->feed(sources(2) + u"It is "_s);
    QTRY_COMPARE(parts(u"answer"_s).size(), 1);
    m_conversation->feed(u"**good**."_s);
    QTRY_COMPARE(parts(u"answer"_s).first()->toPlainText().trimmed(), u"It is good."_s);
}

void tst_ui_chatview::neverRendersFinishedBlocksAgain()
{
    m_conversation->beginAnswer(u"Tell me everything"_s, {});
    m_conversation->feed(sources(3));
    const int before = m_view->renderCount();
    int flushes = 0;
    connect(m_conversation.get(), &QAbstractItemModel::dataChanged, m_view.get(), [&flushes] { ++flushes; });
    QPointer<MessagePart> first;
    QString firstHtml;
    for (int piece = 0; piece < 5000; ++piece) {
        m_conversation->feed(piece % 50 == 49 ? u"end.\n\n"_s : u"word%1 "_s.arg(piece));
        if (piece % 250 != 249)
            continue;
        QTRY_VERIFY(parts(u"answer"_s).size() > 0 && m_conversation->turn(1).text.contains(u"word%1 "_s.arg(piece - 1)));
        if (!first) {
            first = parts(u"answer"_s).first();
            firstHtml = first->toHtml();
        }
    }
    // Every flush renders the tail, and each run of finished blocks is rendered once more when it is finished: twice at most.
    const int rendered = m_view->renderCount() - before;
    QVERIFY2(rendered <= 2 * flushes, qPrintable(u"%1 documents rendered in %2 flushes"_s.arg(rendered).arg(flushes)));
    QVERIFY(flushes < 1000);
    QVERIFY(first);
    QCOMPARE(first->toHtml(), firstHtml);
    QVERIFY(m_view->findChildren<MessagePart *>(u"answer"_s).size() > 10);
}

void tst_ui_chatview::becomesOneDocumentWhenTheAnswerEnds()
{
    m_conversation->beginAnswer(u"q"_s, {});
    for (int i = 0; i < 4; ++i) {
        m_conversation->feed((i == 0 ? sources(1) : QString()) + u"Paragraph %1.\n\n"_s.arg(i));
        QTRY_VERIFY(m_conversation->turn(1).text.contains(u"Paragraph %1."_s.arg(i)));
    }
    QVERIFY(m_view->findChildren<MessagePart *>(u"answer"_s).size() > 1);
    m_conversation->endAnswer(complete);
    QCOMPARE(m_view->findChildren<MessagePart *>(u"answer"_s).size(), 1);
    QVERIFY(parts(u"answer"_s).first()->toPlainText().contains("Paragraph 3."_L1));
}

void tst_ui_chatview::keepsASelectionWhenTheAnswerEnds()
{
    m_conversation->beginAnswer(u"q"_s, {});
    m_conversation->feed(u"[]||First paragraph.\n\nSecond"_s);
    QTRY_COMPARE(m_view->findChildren<MessagePart *>(u"answer"_s).size(), 2);
    MessagePart *first = m_view->findChildren<MessagePart *>(u"answer"_s).first();
    first->selectAll();
    m_conversation->feed(u" one."_s);
    m_conversation->endAnswer(complete);
    QCOMPARE(first->textCursor().selectedText().trimmed(), u"First paragraph."_s);
    QCOMPARE(m_view->findChildren<MessagePart *>(u"answer"_s).last()->toPlainText().trimmed(), u"Second one."_s);
}

void tst_ui_chatview::looksTheSameStreamedAndWhole()
{
    // Blocks that are laid out apart must not jump when they become one document.
    const QString text = u"# Heading\n\nOne paragraph.\n\n- a list\n- of two\n\nAnother\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\nThe end."_s;
    m_conversation->beginAnswer(u"q"_s, {});
    m_conversation->feed(u"[]||"_s);
    for (const QChar c : text) {
        m_conversation->feed(c);
        if (c == u'\n')
            QTest::qWait(0);
    }
    QTRY_COMPARE(m_conversation->turn(1).text, text);
    const auto streamed = m_view->findChildren<MessagePart *>(u"answer"_s);
    int bottom = 0;
    for (const MessagePart *part : streamed)
        bottom = qMax(bottom, part->geometry().bottom());
    m_conversation->endAnswer(complete);
    const int whole = parts(u"answer"_s).first()->geometry().bottom();
    QVERIFY2(qAbs(whole - bottom) <= 12, qPrintable(u"%1 streamed, %2 whole"_s.arg(bottom).arg(whole)));
}

void tst_ui_chatview::opensAThousandMessagesWithAScreenfulOfDocuments()
{
    m_view->hide();
    for (int i = 0; i < 500; ++i)
        answer(u"Question %1?"_s.arg(i), u"Answer **%1** with [1].\n\n"_s.arg(i).repeated(6));
    QElapsedTimer timer;
    timer.start();
    m_view->show();
    QTRY_VERIFY(m_view->liveItemCount() > 0);
    QVERIFY2(timer.elapsed() < 15'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY2(m_view->liveItemCount() < 30, qPrintable(QString::number(m_view->liveItemCount())));
    QVERIFY(m_view->renderCount() < 60);
    const auto answers = parts(u"answer"_s);
    QVERIFY(std::any_of(answers.begin(), answers.end(), [](const MessagePart *part) { return part->toPlainText().contains("499"_L1); }));
    QCOMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());
}

void tst_ui_chatview::scrollsThroughAThousandMessages()
{
    for (int i = 0; i < 500; ++i)
        answer(u"Question %1?"_s.arg(i), u"Answer **%1** with a text that is as long as it is.\n\n"_s.arg(i).repeated(i % 12 + 1));
    QScrollBar *bar = m_view->verticalScrollBar();
    bar->setValue(0);
    QTRY_COMPARE(bar->value(), 0);
    const auto questions = parts(u"question"_s);
    QVERIFY(std::any_of(questions.begin(), questions.end(), [](const MessagePart *part) { return part->toPlainText() == u"Question 0?"_s; }));
    // Everything comes by, in its order and without holes, a page at a time.
    int last = -1;
    for (int page = 0; page < 2000 && last < 499; ++page) {
        QList<int> numbers;
        for (const MessagePart *part : parts(u"question"_s))
            numbers += part->toPlainText().mid(9).chopped(1).toInt();
        std::sort(numbers.begin(), numbers.end());
        for (int i = 1; i < numbers.size(); ++i)
            QCOMPARE(numbers.at(i), numbers.at(i - 1) + 1);
        if (!numbers.isEmpty()) {
            QVERIFY2(numbers.first() <= last + 1, qPrintable(u"%1 after %2"_s.arg(numbers.first()).arg(last)));
            last = numbers.last();
        }
        QVERIFY(m_view->liveItemCount() < 60);
        bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
    }
    QCOMPARE(last, 499);
    bar->triggerAction(QAbstractSlider::SliderToMaximum);
    QVERIFY(m_view->followsEnd());
}

void tst_ui_chatview::followsTheAnswerWhileAtTheEnd()
{
    m_conversation->beginAnswer(u"q"_s, {});
    m_conversation->feed(u"[]||"_s);
    for (int i = 0; i < 60; ++i)
        m_conversation->feed(u"Paragraph %1.\n\n"_s.arg(i));
    QScrollBar *bar = m_view->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0);
    QCOMPARE(bar->value(), bar->maximum());
    const int before = bar->maximum();
    m_conversation->feed(u"more\n\n"_s.repeated(20));
    QTRY_VERIFY(bar->maximum() > before);
    QCOMPARE(bar->value(), bar->maximum());
}

void tst_ui_chatview::staysWhereTheReaderScrolledTo()
{
    m_conversation->beginAnswer(u"q"_s, {});
    m_conversation->feed(u"[]||"_s);
    m_conversation->feed(u"A paragraph.\n\n"_s.repeated(60));
    QScrollBar *bar = m_view->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 400);
    const QPointF centre(m_view->viewport()->rect().center());
    QWheelEvent wheel(centre, m_view->viewport()->mapToGlobal(centre), {}, {0, 480}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_view->viewport(), &wheel);
    QVERIFY(!m_view->followsEnd());
    const int value = bar->value();
    const int before = bar->maximum();
    m_conversation->feed(u"More.\n\n"_s.repeated(20));
    QTRY_VERIFY(bar->maximum() > before);
    QCOMPARE(bar->value(), value);
    m_conversation->endAnswer(complete);
    QVERIFY(qAbs(bar->value() - value) <= 1);
}

void tst_ui_chatview::jumpsToTheLatest()
{
    for (int i = 0; i < 20; ++i)
        answer(u"q"_s, u"A paragraph.\n\n"_s.repeated(10));
    auto *button = m_view->findChild<QPushButton *>(u"jumpToLatest"_s);
    QVERIFY(!button->isVisible());
    m_view->verticalScrollBar()->setValue(100);
    QVERIFY(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(m_view->followsEnd());
    QCOMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());
    QVERIFY(!button->isVisible());
    m_view->verticalScrollBar()->setValue(100);
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QVERIFY(m_view->followsEnd());
}

void tst_ui_chatview::keepsThePlaceWhenTheWidthChanges()
{
    for (int i = 0; i < 40; ++i)
        answer(u"Question %1"_s.arg(i), u"A paragraph that is long enough to be broken when the window becomes narrow, I should think.\n\n"_s.repeated(5));
    const auto topQuestion = [this] {
        for (const MessagePart *part : parts(u"question"_s)) {
            if (part->mapTo(m_view->viewport(), QPoint()).y() >= 0)
                return part->toPlainText();
        }
        return QString();
    };
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum() / 2);
    const auto firstRow = [this] {
        MessagePart *found = nullptr;
        for (MessagePart *part : parts(u"question"_s)) {
            const int y = part->mapTo(m_view->viewport(), QPoint()).y();
            if (y >= -200 && (!found || y < found->mapTo(m_view->viewport(), QPoint()).y()))
                found = part;
        }
        return found ? found->toPlainText() : QString();
    };
    const QString before = firstRow();
    QVERIFY(!topQuestion().isEmpty());
    m_view->resize(420, 600);
    QTRY_COMPARE(m_view->width(), 420);
    QCOMPARE(firstRow().isEmpty(), before.isEmpty());
    const int numberBefore = before.mid(9).toInt();
    const int numberAfter = firstRow().mid(9).toInt();
    QVERIFY2(qAbs(numberAfter - numberBefore) <= 1, qPrintable(u"%1, then %2"_s.arg(numberBefore).arg(numberAfter)));
}

void tst_ui_chatview::tellsWhichCitationWasClicked()
{
    answer(u"q"_s, u"So it is [1], and so [3]."_s);
    QSignalSpy activated(m_view.get(), &ChatView::citationActivated);
    MessagePart *part = parts(u"answer"_s).first();
    QTest::mouseClick(part->viewport(), Qt::LeftButton, {}, citationPoint(part, 3));
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.first(), (QVariantList{1, 3}));
}

void tst_ui_chatview::opensALinkOnlyThroughTheSignal()
{
    answer(u"q"_s, u"[site](https://example.com/x) [bad](javascript:alert(1)) [local](file:///etc/passwd)"_s);
    MessagePart *part = parts(u"answer"_s).first();
    QVERIFY(!part->toHtml().contains("javascript"_L1));
    QVERIFY(!part->toHtml().contains("file:"_L1));
    QSignalSpy activated(m_view.get(), &ChatView::linkActivated);
    QTextCursor cursor(part->document());
    cursor.setPosition(1);
    QTest::mouseClick(part->viewport(), Qt::LeftButton, {}, part->cursorRect(cursor).center() + QPoint(2, 0));
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.first().first().toUrl(), QUrl(u"https://example.com/x"_s));
    QVERIFY(part->source().isEmpty());
}

void tst_ui_chatview::loadsNothing()
{
    MessagePart part;
    part.showHtml(u"<img src=\"file:///etc/hostname\">"_s);
    // A document reads a local file by itself when it is answered nothing at all.
    QVERIFY(part.document()->resource(QTextDocument::ImageResource, QUrl(u"file:///etc/hostname"_s)).toByteArray().isEmpty());
}

void tst_ui_chatview::selectsAcrossBlocksAndCopiesCitationsAsNumbersInBrackets()
{
    answer(u"q"_s, u"First [1].\n\nSecond [2, 3].\n\n- third"_s);
    MessagePart *part = parts(u"answer"_s).first();
    part->selectAll();
    QVERIFY(part->hasSelection());
    part->copy();
    QCOMPARE(QGuiApplication::clipboard()->text().trimmed(), u"First [1].\nSecond [2] [3].\nthird"_s);
}

void tst_ui_chatview::copiesTheAnswerAsMarkdown()
{
    const QString markdown = u"**Bold** [1]\n\n- list"_s;
    answer(u"q"_s, markdown);
    QSignalSpy copied(m_view.get(), &ChatView::copied);
    for (QToolButton *button : m_view->findChildren<QToolButton *>(u"copyAnswer"_s)) {
        if (button->isVisible())
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_COMPARE(copied.size(), 1);
    QCOMPARE(QGuiApplication::clipboard()->text(), markdown);
}

void tst_ui_chatview::marksWhatStoppedAndBrokeOff()
{
    m_conversation->beginAnswer(u"q"_s, {});
    m_conversation->feed(u"[]||Half an ans"_s);
    m_conversation->stop();
    auto *notice = m_view->findChild<QLabel *>(u"answerNotice"_s);
    const auto noticeTexts = [this] {
        QStringList texts;
        for (const QLabel *label : m_view->findChildren<QLabel *>(u"answerNotice"_s)) {
            if (label->isVisible())
                texts += label->text();
        }
        return texts;
    };
    QVERIFY(notice);
    QCOMPARE(noticeTexts().size(), 1);
    QVERIFY(noticeTexts().first().contains("Stopped"_L1));
    QVERIFY(parts(u"answer"_s).first()->toPlainText().contains("Half an ans"_L1));

    QSignalSpy retried(m_view.get(), &ChatView::retryRequested);
    m_conversation->beginAnswer(u"q"_s, {});
    m_conversation->feed(u"[]||Other half"_s);
    m_conversation->endAnswer({StreamEnd::How::Interrupted, Error{Error::Kind::Offline, 0, u"gone"_s, {}}, {}, 1, 2});
    QCOMPARE(noticeTexts().size(), 2);
    for (QPushButton *button : m_view->findChildren<QPushButton *>(u"askAgain"_s)) {
        if (button->isVisible())
            button->click();
    }
    QCOMPARE(retried.size(), 2);
}

QStringList tst_ui_chatview::shown(const QString &name) const
{
    QStringList texts;
    for (const QWidget *widget : m_view->findChildren<QWidget *>(name)) {
        if (widget->isVisible())
            texts += widget->property("text").toString();
    }
    return texts;
}

void tst_ui_chatview::saysThatAnAnswerWasCutInItsSources()
{
    const QString half = u"[{\"id\":\"c0c0c0c0-0000-4000-8000-000000000001\","_s;
    m_conversation->beginAnswer(u"q"_s, {});
    m_conversation->feed(half);
    m_conversation->endAnswer({StreamEnd::How::Complete, {}, {}, 10, 300});
    QCOMPARE(shown(u"answerNotice"_s), QStringList{u"The answer was cut off in its sources, before its text."_s});
    // There is nothing to go on from.
    QVERIFY(shown(u"continueAnswer"_s).isEmpty());
    QCOMPARE(shown(u"askAgain"_s).size(), 1);
    m_conversation->beginAnswer(u"q"_s, {});
    m_conversation->feed(u"Whole.||"_s + half);
    m_conversation->endAnswer({StreamEnd::How::Complete, {}, {}, 10, 300});
    QCOMPARE(shown(u"answerNotice"_s).last(), u"The answer was cut off in its sources: some may be missing."_s);
}

void tst_ui_chatview::saysThatAnAnswerMayBeCutAndOffersToGoOn()
{
    m_conversation->beginAnswer(u"q"_s, {});
    m_conversation->feed(u"[]||Whole."_s);
    m_conversation->endAnswer({StreamEnd::How::Complete, {}, {}, 10, 9'000});
    QVERIFY(shown(u"answerNotice"_s).isEmpty());
    m_conversation->beginAnswer(u"q"_s, {});
    m_conversation->feed(u"[]||Half an answ"_s);
    m_conversation->endAnswer({StreamEnd::How::Complete, {}, {}, 10, 10'300});
    QCOMPARE(shown(u"answerNotice"_s), QStringList{u"The answer ended after 10 s and may be cut off."_s});
    QCOMPARE(shown(u"askAgain"_s).size(), 1);
    QSignalSpy continued(m_view.get(), &ChatView::continueRequested);
    for (QPushButton *button : m_view->findChildren<QPushButton *>(u"continueAnswer"_s)) {
        if (button->isVisible())
            button->click();
    }
    QCOMPARE(continued.size(), 1);
    QCOMPARE(continued.first().first().toInt(), 3);
    // Other ends are told in their own words.
    m_conversation->beginAnswer(u"q"_s, {});
    m_conversation->feed(u"[]||Half an answ"_s);
    m_conversation->endAnswer({StreamEnd::How::TimedOut, Error{Error::Kind::Timeout, 0, u"silent"_s, {}}, {}, 10, 10'300});
    QCOMPARE(shown(u"continueAnswer"_s).size(), 1);
    QVERIFY(shown(u"answerNotice"_s).last().contains("fell silent"_L1));
}

void tst_ui_chatview::saysWhatShapedTheAnswer()
{
    AnswerSettings settings;
    settings.searchType = u"hybrid"_s;
    settings.model = u"gpt-x"_s;
    settings.temperature = 0.3;
    m_conversation->beginAnswer(u"q"_s, settings);
    m_conversation->feed(sources(8) + u"So."_s);
    m_conversation->endAnswer(complete);
    const QString text = m_view->findChildren<QLabel *>(u"answerSettings"_s).last()->text();
    for (const auto part : {"hybrid"_L1, "gpt-x"_L1, "0.3"_L1, "8"_L1, "1.2 s"_L1})
        QVERIFY2(text.contains(part), qPrintable(text));
}

void tst_ui_chatview::takesTheColoursOfTheLookAgain()
{
    answer(u"q"_s, u"[link](https://example.com)"_s);
    const auto colour = [this] {
        QTextCursor cursor(parts(u"answer"_s).first()->document());
        cursor.setPosition(2);
        return cursor.charFormat().foreground().color();
    };
    QCOMPARE(colour(), lightTheme().accent);
    applyTheme(*qApp, darkTheme());
    QTRY_COMPARE(colour(), darkTheme().accent);
    applyTheme(*qApp, lightTheme());
    QTRY_COMPARE(colour(), lightTheme().accent);
}

void tst_ui_chatview::namesMessagesForScreenReaders()
{
    answer(u"Why?"_s, u"Because."_s);
    QCOMPARE(parts(u"question"_s).first()->accessibleName(), u"Question"_s);
    QCOMPARE(parts(u"answer"_s).first()->accessibleName(), u"Answer"_s);
    QVERIFY(!m_view->accessibleName().isEmpty());
}

QTEST_MAIN(tst_ui_chatview)

#include "tst_ui_chatview.moc"

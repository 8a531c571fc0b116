#include "ui/chat/composer.h"
#include "ui/chat/questionedit.h"
#include "ui/chat/settingchips.h"

#include <QInputMethodEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

/// Typing a question, with and without an input method, and choosing what shapes the answer.
class tst_ui_chatcomposer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void sendsOnEnter();
    void breaksTheLineOnShiftEnter();
    void sendsNothingBlank();
    void leavesEnterToAnInputMethodThatComposes();
    void growsToEightLinesAndNoFurther();
    void recallsTheLastQuestionOnUpOnlyWhenEmpty();
    void keepsTypingWhileAnAnswerComesButDoesNotSend();
    void saysWhyNothingCanBeAsked();
    void pastesTextWithoutItsLook();
    void choosesASearchType();
    void choosesTheNumberOfChunks();
    void offersNoSearchOverGivenChunks();
    void everyControlHasAName();

private:
    std::unique_ptr<Composer> m_composer;
    QuestionEdit *m_edit = nullptr;
};

void tst_ui_chatcomposer::init()
{
    m_composer = std::make_unique<Composer>();
    m_edit = m_composer->findChild<QuestionEdit *>();
    m_composer->resize(600, 200);
    m_composer->show();
    QVERIFY(QTest::qWaitForWindowActive(m_composer.get()));
    m_composer->focusText();
}

void tst_ui_chatcomposer::cleanup()
{
    m_composer.reset();
}

void tst_ui_chatcomposer::sendsOnEnter()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    QTest::keyClicks(m_edit, u"  What is it? "_s);
    QTest::keyClick(m_edit, Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.first().first().toString(), u"What is it?"_s);
    QTest::keyClick(m_edit, Qt::Key_Enter, Qt::KeypadModifier);
    QCOMPARE(sent.size(), 2);
}

void tst_ui_chatcomposer::breaksTheLineOnShiftEnter()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    QTest::keyClicks(m_edit, u"one"_s);
    QTest::keyClick(m_edit, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(m_edit, u"two"_s);
    QCOMPARE(sent.size(), 0);
    QCOMPARE(m_composer->text().replace(QChar::LineSeparator, u'\n'), u"one\ntwo"_s);
    QTest::keyClick(m_edit, Qt::Key_Return);
    QCOMPARE(sent.first().first().toString(), u"one\ntwo"_s);
}

void tst_ui_chatcomposer::sendsNothingBlank()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    QTest::keyClicks(m_edit, u"   "_s);
    QTest::keyClick(m_edit, Qt::Key_Return);
    QCOMPARE(sent.size(), 0);
    QVERIFY(!m_composer->findChild<QPushButton *>(u"sendQuestion"_s)->isEnabled());
}

void tst_ui_chatcomposer::leavesEnterToAnInputMethodThatComposes()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    m_composer->setText(u"東京と"_s);
    QInputMethodEvent composing(u"にほん"_s, {});
    QCoreApplication::sendEvent(m_edit, &composing);
    QVERIFY(m_edit->isComposing());
    QTest::keyClick(m_edit, Qt::Key_Return);
    QTest::keyClick(m_edit, Qt::Key_Enter);
    QCOMPARE(sent.size(), 0);
    QCOMPARE(m_composer->text(), u"東京と"_s);

    QInputMethodEvent committed;
    committed.setCommitString(u"日本"_s);
    QCoreApplication::sendEvent(m_edit, &committed);
    QVERIFY(!m_edit->isComposing());
    QTest::keyClick(m_edit, Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.first().first().toString(), u"東京と日本"_s);
}

void tst_ui_chatcomposer::growsToEightLinesAndNoFurther()
{
    const int one = m_edit->height();
    m_composer->setText(u"1\n2\n3"_s);
    QTRY_COMPARE(m_edit->height(), one + 2 * m_edit->fontMetrics().lineSpacing());
    m_composer->setText(u"1\n2\n3\n4\n5\n6\n7\n8"_s);
    const int eight = one + 7 * m_edit->fontMetrics().lineSpacing();
    QTRY_COMPARE(m_edit->height(), eight);
    m_composer->setText(u"1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11"_s);
    QTRY_COMPARE(m_edit->height(), eight);
    m_composer->setText({});
    QTRY_COMPARE(m_edit->height(), one);
}

void tst_ui_chatcomposer::recallsTheLastQuestionOnUpOnlyWhenEmpty()
{
    QSignalSpy recalled(m_composer.get(), &Composer::lastQuestionRequested);
    QTest::keyClick(m_edit, Qt::Key_Up);
    QCOMPARE(recalled.size(), 1);
    QTest::keyClicks(m_edit, u"a"_s);
    QTest::keyClick(m_edit, Qt::Key_Up);
    QCOMPARE(recalled.size(), 1);
}

void tst_ui_chatcomposer::keepsTypingWhileAnAnswerComesButDoesNotSend()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    QSignalSpy stopped(m_composer.get(), &Composer::stopRequested);
    m_composer->setAnswering(true);
    QTest::keyClicks(m_edit, u"next"_s);
    QTest::keyClick(m_edit, Qt::Key_Return);
    QCOMPARE(sent.size(), 0);
    QCOMPARE(m_composer->text(), u"next"_s);
    auto *stop = m_composer->findChild<QPushButton *>(u"stopAnswer"_s);
    QVERIFY(stop->isVisible());
    QTest::mouseClick(stop, Qt::LeftButton);
    QCOMPARE(stopped.size(), 1);
    m_composer->setAnswering(false);
    QVERIFY(!stop->isVisible());
}

void tst_ui_chatcomposer::saysWhyNothingCanBeAsked()
{
    m_composer->setText(u"typed before"_s);
    m_composer->setUnavailable(u"Choose a dataset."_s);
    QVERIFY(!m_edit->isEnabled());
    QVERIFY(!m_edit->isVisible());
    const auto *why = m_composer->findChild<QLabel *>(u"whyNotAsked"_s);
    QVERIFY(why->isVisible());
    QCOMPARE(why->text(), u"Choose a dataset."_s);
    QVERIFY(!m_composer->findChild<QPushButton *>(u"sendQuestion"_s)->isVisible());
    m_composer->setUnavailable({});
    QVERIFY(m_edit->isEnabled() && m_edit->isVisible());
    QVERIFY(!why->isVisible());
    QCOMPARE(m_composer->text(), u"typed before"_s);
}

void tst_ui_chatcomposer::pastesTextWithoutItsLook()
{
    QInputMethodEvent committed;
    committed.setCommitString(u"<b>not bold</b>"_s);
    QCoreApplication::sendEvent(m_edit, &committed);
    QCOMPARE(m_composer->text(), u"<b>not bold</b>"_s);
}

void tst_ui_chatcomposer::choosesASearchType()
{
    SettingChips &chips = m_composer->chips();
    QSignalSpy changed(&chips, &SettingChips::settingsChanged);
    auto *chip = chips.findChild<QToolButton *>(u"searchTypeChip"_s);
    QCOMPARE(chip->text(), u"full text"_s);
    for (QAction *action : chip->menu()->actions()) {
        if (action->data() == u"hybrid"_s)
            action->trigger();
    }
    QCOMPARE(changed.size(), 1);
    QCOMPARE(chips.settings().searchType, u"hybrid"_s);
    QCOMPARE(chip->text(), u"hybrid"_s);
}

void tst_ui_chatcomposer::choosesTheNumberOfChunks()
{
    SettingChips &chips = m_composer->chips();
    auto *chip = chips.findChild<QToolButton *>(u"chunksChip"_s);
    chip->menu()->popup(QPoint(0, 0));
    auto *count = chip->menu()->findChild<QSpinBox *>(u"chunkCount"_s);
    QTRY_COMPARE(count->value(), 8);
    count->setValue(12);
    QCOMPARE(chips.settings().chunks, 12);
    QVERIFY(chip->text().contains("12"_L1));
    chip->menu()->close();
}

void tst_ui_chatcomposer::offersNoSearchOverGivenChunks()
{
    SettingChips &chips = m_composer->chips();
    ChatScope scope;
    scope.kind = ChatScope::Kind::Chunks;
    scope.chunks = {ChunkId(u"a"_s), ChunkId(u"b"_s)};
    chips.setScope(scope);
    QVERIFY(!chips.findChild<QToolButton *>(u"searchTypeChip"_s)->isVisible());
    QVERIFY(chips.findChild<QToolButton *>(u"scopeChip"_s)->text().contains("2"_L1));
    QSignalSpy cleared(&chips, &SettingChips::scopeCleared);
    QTest::mouseClick(chips.findChild<QToolButton *>(u"clearScope"_s), Qt::LeftButton);
    QCOMPARE(cleared.size(), 1);
}

void tst_ui_chatcomposer::everyControlHasAName()
{
    for (const QWidget *widget : m_composer->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith("qt_"_L1))
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()) || widget->parentWidget()->inherits("QMenu")
                     || widget->window() != m_composer.get(),
                 qPrintable(widget->objectName()));
    }
}

QTEST_MAIN(tst_ui_chatcomposer)

#include "tst_ui_chatcomposer.moc"

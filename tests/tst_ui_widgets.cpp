#include "ui/theme.h"
#include "ui/widgets/confirmdialog.h"
#include "ui/widgets/copyableid.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/relativetime.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/statestack.h"
#include "ui/widgets/unsaveddialog.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

/// What forms and pages are built from.
class tst_ui_widgets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, lightTheme()); }
    void searchIsAnnouncedOnceTypingRests();
    void searchIsAnnouncedAtOnceOnEnterAndEscapeEmptiesIt();
    void anIdIsShortenedAndCopiedWhole();
    void timesAreRelativeAndThenDates_data();
    void timesAreRelativeAndThenDates();
    void aTimestampThatIsNoneIsShownAsItIs();
    void aFormSaysWhichFieldIsWrong();
    void aFormGrowsWithItsErrorsAndShrinksAgain();
    void aBusyFormCannotBeSubmittedAndCancelOnlyStops();
    void aRefusedFormGivesTheFocusBack();
    void aDestructiveActNeedsTheTypedName();
    void unsavedChangesAskForOneOfThreeThings();
    void aMessageStaysUntilItIsClosedWhenItIsBad();
    void retryHidesTheBarAndAsks();
    void aNarrowBarPutsItsButtonUnderTheText();
    void nothingIsCalledEmptyBeforeAFirstAnswer();
    void loadingKeepsWhatIsShown();
};

void tst_ui_widgets::searchIsAnnouncedOnceTypingRests()
{
    SearchField field(u"Find"_s);
    QSignalSpy spy(&field, &SearchField::searchChanged);
    QTest::keyClicks(&field, u"abc"_s);
    QCOMPARE(spy.size(), 0);
    QVERIFY(spy.wait(1000));
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.first().first().toString(), u"abc"_s);
}

void tst_ui_widgets::searchIsAnnouncedAtOnceOnEnterAndEscapeEmptiesIt()
{
    SearchField field(u"Find"_s);
    QSignalSpy spy(&field, &SearchField::searchChanged);
    QTest::keyClicks(&field, u"abc"_s);
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(spy.size(), 1);
    QTest::keyClick(&field, Qt::Key_Escape);
    QCOMPARE(field.text(), QString());
    QCOMPARE(spy.size(), 2);
    QCOMPARE(spy.last().first().toString(), QString());
}

void tst_ui_widgets::anIdIsShortenedAndCopiedWhole()
{
    const QString id = u"3f2c8a1e-1111-4222-8333-444455559b41"_s;
    CopyableId widget(u"Dataset id"_s);
    QVERIFY(!widget.isEnabled());
    widget.setId(id);
    QCOMPARE(widget.text(), u"3f2c8a1e\u20269b41"_s);
    QVERIFY(widget.toolTip().contains(id));
    QVERIFY(widget.accessibleName().contains(u"Dataset id"_s));
    QTest::mouseClick(&widget, Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), id);
    QCOMPARE(widget.text(), u"Copied"_s);
    QTRY_COMPARE_WITH_TIMEOUT(widget.text(), u"3f2c8a1e\u20269b41"_s, 3000);
    QCOMPARE(shortenedId(u"short-id"_s), u"short-id"_s);
}

void tst_ui_widgets::timesAreRelativeAndThenDates_data()
{
    QTest::addColumn<QDateTime>("moment");
    QTest::addColumn<QString>("text");
    const auto at = [](int month, int day, int hour, int minute) { return QDateTime(QDate(2024, month, day), QTime(hour, minute), Qt::UTC); };
    QTest::newRow("seconds") << at(3, 15, 12, 0) << u"just now"_s;
    QTest::newRow("another machine's clock") << at(3, 15, 12, 1) << u"just now"_s;
    QTest::newRow("minutes") << at(3, 15, 11, 48) << u"12 min ago"_s;
    QTest::newRow("hours") << at(3, 15, 9, 0) << u"3 h ago"_s;
    QTest::newRow("yesterday") << at(3, 14, 3, 0) << u"yesterday"_s;
    QTest::newRow("days") << at(3, 11, 12, 0) << u"4 days ago"_s;
    QTest::newRow("longer") << at(1, 2, 12, 0) << QLocale().toString(QDate(2024, 1, 2), QLocale::ShortFormat);
}

void tst_ui_widgets::timesAreRelativeAndThenDates()
{
    QFETCH(QDateTime, moment);
    QFETCH(QString, text);
    QCOMPARE(relativeTime(moment, QDateTime(QDate(2024, 3, 15), QTime(12, 0, 20), Qt::UTC)), text);
}

void tst_ui_widgets::aTimestampThatIsNoneIsShownAsItIs()
{
    QCOMPARE(relativeTime(u"soon"_s), u"soon"_s);
    QVERIFY(absoluteTime(u"2024-03-15T12:00:00"_s).contains(u"2024"_s));
}

void tst_ui_widgets::aFormSaysWhichFieldIsWrong()
{
    FormDialog form(u"Test"_s, u"Do it"_s, nullptr);
    form.setAttribute(Qt::WA_DeleteOnClose, false);
    auto *field = new QLineEdit;
    field->setObjectName(u"weight"_s);
    form.addField(u"&Weight"_s, field, u"From 0 to 10."_s);
    form.open();
    form.setFieldError(field, u"Weight: expected a number"_s);
    const auto *error = form.findChild<QLabel *>(u"weightError"_s);
    QVERIFY(error->isVisible());
    QCOMPARE(form.fieldError(field), u"Weight: expected a number"_s);
    form.setFieldError(field, {});
    QVERIFY(!error->isVisible());
}

void tst_ui_widgets::aFormGrowsWithItsErrorsAndShrinksAgain()
{
    FormDialog form(u"Test"_s, u"Do it"_s, nullptr);
    form.setAttribute(Qt::WA_DeleteOnClose, false);
    auto *field = new QLineEdit;
    form.addField(u"Name"_s, field);
    form.open();
    QCOMPARE(form.width(), 480);
    const int before = form.height();
    const int fieldHeight = field->height();
    form.showError(u"It did not work."_s, Error{.kind = Error::Kind::Server, .httpStatus = 500, .message = u"broken "_s.repeated(30)});
    QTRY_VERIFY(form.height() > before + 40);
    QTRY_COMPARE(field->height(), fieldHeight);
    form.messageBar().dismiss();
    QTRY_COMPARE(form.height(), before);
}

void tst_ui_widgets::aBusyFormCannotBeSubmittedAndCancelOnlyStops()
{
    FormDialog form(u"Test"_s, u"Do it"_s, nullptr);
    form.setAttribute(Qt::WA_DeleteOnClose, false);
    form.addField(u"Name"_s, new QLineEdit);
    form.open();
    QSignalSpy submitted(&form, &FormDialog::submitted);
    QSignalSpy aborted(&form, &FormDialog::aborted);
    form.setBusy(true);
    QTest::mouseClick(&form.acceptButton(), Qt::LeftButton);
    QCOMPARE(submitted.size(), 0);
    QTest::keyClick(&form, Qt::Key_Escape);
    QCOMPARE(aborted.size(), 1);
    QVERIFY(form.isVisible());
    QVERIFY(!form.isBusy());
    QVERIFY(form.messageBar().text().contains(u"Stopped"_s));
    QTest::keyClick(&form, Qt::Key_Escape);
    QVERIFY(!form.isVisible());
    QCOMPARE(aborted.size(), 1);
}

void tst_ui_widgets::aRefusedFormGivesTheFocusBack()
{
    FormDialog form(u"Test"_s, u"Do it"_s, nullptr);
    form.setAttribute(Qt::WA_DeleteOnClose, false);
    auto *first = new QLineEdit;
    auto *second = new QLineEdit(u"typed"_s);
    form.addField(u"First"_s, first);
    form.addField(u"Second"_s, second);
    form.open();
    second->setFocus();
    form.setBusy(true);
    form.showError(u"It did not work."_s, Error{.kind = Error::Kind::Offline});
    QCOMPARE(form.focusWidget(), second);
    QCOMPARE(second->text(), u"typed"_s);
}

void tst_ui_widgets::aDestructiveActNeedsTheTypedName()
{
    ConfirmDialog dialog(u"Delete"_s, u"All is lost."_s, u"Delete it"_s, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.requireTyped(u"R&D"_s);
    dialog.open();
    QSignalSpy submitted(&dialog, &FormDialog::submitted);
    auto *typed = dialog.findChild<QLineEdit *>(u"typedName"_s);
    QTest::keyClicks(typed, u"R&"_s);
    QTest::keyClick(typed, Qt::Key_Return);
    QCOMPARE(submitted.size(), 0);
    QTest::keyClicks(typed, u"D"_s);
    QTest::keyClick(typed, Qt::Key_Return);
    QCOMPARE(submitted.size(), 1);
}

void tst_ui_widgets::unsavedChangesAskForOneOfThreeThings()
{
    QWidget window;
    for (const QString &button : {u"save"_s, u"discard"_s, u"stay"_s}) {
        QPointer<UnsavedDialog> dialog = new UnsavedDialog(u"Something was changed."_s, &window);
        QSignalSpy saved(dialog.data(), &UnsavedDialog::saveChosen);
        QSignalSpy discarded(dialog.data(), &UnsavedDialog::discardChosen);
        dialog->open();
        QTest::mouseClick(dialog->findChild<QPushButton *>(button), Qt::LeftButton);
        QCOMPARE(saved.size(), button == u"save"_s ? 1 : 0);
        QCOMPARE(discarded.size(), button == u"discard"_s ? 1 : 0);
        QTRY_VERIFY(!dialog);
    }
}

void tst_ui_widgets::aMessageStaysUntilItIsClosedWhenItIsBad()
{
    MessageBar bar;
    bar.showMessage(MessageBar::Severity::Positive, u"Saved."_s);
    QVERIFY(bar.findChild<QTimer *>() || bar.isVisible());
    bar.showError(u"It did not work."_s, Error{.kind = Error::Kind::Timeout});
    QVERIFY(bar.isVisible());
    QVERIFY(bar.text().contains(u"in time"_s));
    QVERIFY(bar.accessibleName().contains(u"in time"_s));
    QTest::mouseClick(bar.findChild<QToolButton *>(u"closeMessage"_s), Qt::LeftButton);
    QVERIFY(!bar.isVisible());
    QCOMPARE(bar.text(), QString());
}

void tst_ui_widgets::retryHidesTheBarAndAsks()
{
    MessageBar bar;
    QSignalSpy spy(&bar, &MessageBar::retryRequested);
    bar.showError(u"It did not work."_s, Error{.kind = Error::Kind::Offline});
    QVERIFY(!bar.findChild<QPushButton *>(u"retry"_s)->isVisible());
    bar.showError(u"It did not work."_s, Error{.kind = Error::Kind::Offline}, true);
    QTest::mouseClick(bar.findChild<QPushButton *>(u"retry"_s), Qt::LeftButton);
    QCOMPARE(spy.size(), 1);
    QVERIFY(!bar.isVisible());
}

void tst_ui_widgets::aNarrowBarPutsItsButtonUnderTheText()
{
    MessageBar bar;
    bar.showError(u"It did not work."_s, Error{.kind = Error::Kind::Offline}, true);
    const auto *text = bar.findChild<QLabel *>(u"messageText"_s);
    const auto *retry = bar.findChild<QPushButton *>(u"retry"_s);
    bar.resize(800, 80);
    QTRY_VERIFY(retry->x() > text->geometry().right());
    bar.resize(240, 200);
    QTRY_VERIFY(retry->y() > text->geometry().bottom());
}

void tst_ui_widgets::nothingIsCalledEmptyBeforeAFirstAnswer()
{
    auto *content = new QWidget;
    StateStack stack(content);
    stack.show();
    stack.setEmptyPane(u"empty"_s, u"Nothing here."_s, u"Make one"_s);
    stack.setLoading(true);
    stack.setEmpty(true);
    QVERIFY(stack.findChild<QWidget *>(u"loadingPane"_s)->isVisible());
    QVERIFY(stack.findChild<QProgressBar *>()->isVisible());
    stack.setLoading(false);
    QVERIFY(stack.findChild<QWidget *>(u"emptyPane"_s)->isVisible());
    QSignalSpy spy(&stack, &StateStack::emptyActionTriggered);
    QTest::mouseClick(stack.findChild<QPushButton *>(u"emptyAction"_s), Qt::LeftButton);
    QCOMPARE(spy.size(), 1);
    stack.setEmpty(false);
    QVERIFY(content->isVisible());
}

void tst_ui_widgets::loadingKeepsWhatIsShown()
{
    auto *content = new QWidget;
    StateStack stack(content);
    stack.show();
    stack.setEmpty(false);
    stack.setLoading(true);
    QVERIFY(content->isVisible());
    stack.messageBar().showError(u"It did not work."_s, Error{.kind = Error::Kind::Offline}, true);
    QVERIFY(content->isVisible());
}

QTEST_MAIN(tst_ui_widgets)
#include "tst_ui_widgets.moc"

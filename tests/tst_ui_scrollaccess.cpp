#include "ui/widgets/scrollaccess.h"

#include <QAccessible>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

using namespace Qt::StringLiterals;

/// A scroll area as a screen reader meets it.
class TestScrollAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QAccessible::installFactory(&scrollaccess::create); }
    void knowsAllItsPartsWhetherTheyAreShownOrNot();
    void staysWholeWhereAPartIsAskedForThatIsNotThere();
};

void TestScrollAccess::knowsAllItsPartsWhetherTheyAreShownOrNot()
{
    QScrollArea area;
    area.setAccessibleName(u"Conversation"_s);
    auto *content = new QLabel(u"A long text"_s);
    content->setMinimumSize(2000, 2000);
    area.setWidget(content);
    area.resize(300, 200);
    area.show();
    QAccessibleInterface *access = QAccessible::queryAccessibleInterface(&area);
    QCOMPARE(access->text(QAccessible::Name), u"Conversation"_s);
    QVERIFY(area.verticalScrollBar()->isVisible());
    const int parts = access->childCount();
    QVERIFY(parts >= 3);
    area.hide();
    QVERIFY(!area.verticalScrollBar()->isVisible());
    QCOMPARE(access->childCount(), parts);
    for (int i = 0; i < parts; ++i) {
        QVERIFY(access->child(i));
        QVERIFY(access->child(i)->state().invisible);
    }
    QAccessibleInterface *text = access->child(0)->child(0);
    QVERIFY(text);
    QCOMPARE(text->text(QAccessible::Name), u"A long text"_s);
}

void TestScrollAccess::staysWholeWhereAPartIsAskedForThatIsNotThere()
{
    QScrollArea area;
    QAccessibleInterface *access = QAccessible::queryAccessibleInterface(&area);
    for (const int number : {-1, 3, 50, 10'000'000})
        QVERIFY(!access->child(number));
}

QTEST_MAIN(TestScrollAccess)
#include "tst_ui_scrollaccess.moc"

#include "ui/widgets/rowtable.h"

#include <QAccessible>
#include <QStandardItemModel>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// A RowTable over three rows and two columns, "a0" to "c1".
class LetterTable : public RowTable
{
public:
    LetterTable()
    {
        for (const QString &letter : {u"a"_s, u"b"_s, u"c"_s})
            letters.appendRow({new QStandardItem(letter + u'0'), new QStandardItem(letter + u'1')});
        letters.setHorizontalHeaderLabels({u"first"_s, u"second"_s});
        setModel(&letters);
        setAccessibleName(u"Letters"_s);
        resize(400, 300);
    }
    ~LetterTable() override { setModel(nullptr); }

    QAccessibleInterface &access() { return *QAccessible::queryAccessibleInterface(this); }
    QAccessibleTableInterface &cells() { return *access().tableInterface(); }
    /// What views say to screen readers, where there are any.
    void tell(QAccessibleTableModelChangeEvent::ModelChangeType what)
    {
        QAccessibleTableModelChangeEvent event(this, what);
        cells().modelChange(&event);
    }
    QString cellText(int row, int column) { return cells().cellAt(row, column)->text(QAccessible::Name); }

    QStandardItemModel letters;
};

}

/// A RowTable as a screen reader meets it.
class TestRowTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsAScreenReaderItsNameItsHeadingsAndItsCells();
    void givesACellThatIsNoneWhereAScreenReaderAsksBeyondTheRows();
    void cellsFollowTheirRowsAndGoWithThem();
    void forgetsTheCellsOfAListThatWasReadAnew();
    void leadsAScreenReaderToTheCurrentCell();
    void selectsARowForAScreenReader();
};

void TestRowTable::tellsAScreenReaderItsNameItsHeadingsAndItsCells()
{
    LetterTable table;
    QCOMPARE(table.access().role(), QAccessible::Table);
    QCOMPARE(table.access().text(QAccessible::Name), u"Letters"_s);
    QCOMPARE(table.cells().rowCount(), 3);
    QCOMPARE(table.cells().columnCount(), 2);
    QCOMPARE(table.cells().columnDescription(1), u"second"_s);
    QCOMPARE(table.cellText(2, 1), u"c1"_s);
    QStringList told;
    for (int i = 0; i < table.access().childCount(); ++i) {
        QAccessibleInterface *child = table.access().child(i);
        if (!child)
            continue;
        QCOMPARE(table.access().indexOfChild(child), i);
        QCOMPARE(child->parent(), &table.access());
        told.append(child->text(QAccessible::Name));
    }
    QCOMPARE(told, QStringList({u"first"_s, u"second"_s, u"a0"_s, u"a1"_s, u"b0"_s, u"b1"_s, u"c0"_s, u"c1"_s}));
    const auto headings = table.cells().cellAt(1, 1)->tableCellInterface()->columnHeaderCells();
    QCOMPARE(headings.size(), 1);
    QCOMPARE(headings.first()->text(QAccessible::Name), u"second"_s);
}

void TestRowTable::givesACellThatIsNoneWhereAScreenReaderAsksBeyondTheRows()
{
    LetterTable table;
    for (const auto &[row, column] : {std::pair(-1, -1), std::pair(3, 0), std::pair(0, 2), std::pair(1'000'000, 0)}) {
        // What Qt does with the answer for AT-SPI's GetRowColumnExtentsAtIndex, GetRowExtentAt and IsSelected, without looking at it.
        QAccessibleInterface *cell = table.cells().cellAt(row, column);
        QVERIFY(cell);
        QVERIFY(!cell->isValid());
        QVERIFY(cell->tableCellInterface());
        QCOMPARE(cell->tableCellInterface()->rowIndex(), -1);
        QVERIFY(!cell->tableCellInterface()->isSelected());
        QVERIFY(cell->tableCellInterface()->columnHeaderCells().isEmpty());
    }
    table.setModel(nullptr);
    QVERIFY(table.cells().cellAt(0, 0));
    QVERIFY(!table.access().focusChild());
}

void TestRowTable::cellsFollowTheirRowsAndGoWithThem()
{
    LetterTable table;
    const QAccessible::Id b = QAccessible::uniqueId(table.cells().cellAt(1, 0));
    const QAccessible::Id c = QAccessible::uniqueId(table.cells().cellAt(2, 0));
    table.letters.insertRow(0, {new QStandardItem(u"new0"_s), new QStandardItem(u"new1"_s)});
    QCOMPARE(table.cellText(0, 0), u"new0"_s);
    QCOMPARE(QAccessible::uniqueId(table.cells().cellAt(2, 0)), b);
    QCOMPARE(table.cells().cellAt(2, 0)->tableCellInterface()->rowIndex(), 2);
    table.letters.removeRow(2);
    table.tell(QAccessibleTableModelChangeEvent::RowsRemoved);
    QVERIFY(!QAccessible::accessibleInterface(b));
    QCOMPARE(QAccessible::uniqueId(table.cells().cellAt(2, 0)), c);
}

void TestRowTable::forgetsTheCellsOfAListThatWasReadAnew()
{
    LetterTable table;
    const QAccessible::Id a = QAccessible::uniqueId(table.cells().cellAt(0, 0));
    table.letters.clear();
    table.tell(QAccessibleTableModelChangeEvent::ModelReset);
    QVERIFY(!QAccessible::accessibleInterface(a));
    QCOMPARE(table.access().childCount(), 1);
    QVERIFY(!table.access().child(0));
}

void TestRowTable::leadsAScreenReaderToTheCurrentCell()
{
    LetterTable table;
    table.show();
    table.setCurrentIndex(table.letters.index(1, 1));
    QAccessibleInterface *cell = table.access().focusChild();
    QVERIFY(cell);
    QCOMPARE(cell->text(QAccessible::Name), u"b1"_s);
    QVERIFY(cell->state().focused);
    QVERIFY(cell->state().selected);
    QVERIFY(!cell->state().invisible);
    const QPoint middle = cell->rect().center();
    QCOMPARE(table.access().childAt(middle.x(), middle.y()), cell);
}

void TestRowTable::selectsARowForAScreenReader()
{
    LetterTable table;
    table.setSelectionMode(QAbstractItemView::ExtendedSelection);
    QVERIFY(table.cells().selectRow(0));
    table.cells().cellAt(2, 1)->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
    QCOMPARE(table.cells().selectedRows(), QList({0, 2}));
    QCOMPARE(table.cells().selectedCells().size(), 4);
    table.cells().cellAt(0, 0)->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
    QVERIFY(!table.cells().isRowSelected(0));
    QVERIFY(!table.cells().selectRow(3));
}

QTEST_MAIN(TestRowTable)
#include "tst_ui_rowtable.moc"

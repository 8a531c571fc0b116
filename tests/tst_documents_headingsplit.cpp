#include "app/documents/documentcontent.h"
#include "app/documents/headingsplit.h"
#include "app/documents/htmltext.h"

#include <QtTest>

using namespace Qt::StringLiterals;

class HeadingSplitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesEveryPieceItsPathOfHeadings();
    void keepsTheSourceOfAPiece();
    void findsTheAnchorOfAHeading_data();
    void findsTheAnchorOfAHeading();
    void putsALoneHeadingWithWhatFollows();
    void leavesNavigationOut();
    void keepsToTheMainPart();
    void dropsWrappersThatCrossPieces();
    void splitsLongPiecesAtBlocks();
    void splitsALongListWithItsTagsWhole();
    void splitsALongWordlessTextAnyway();
    void takesPlainText();
    void readsTheTitle();
    void losesNoTextOfHostileInput_data();
    void losesNoTextOfHostileInput();
};

void HeadingSplitTest::givesEveryPieceItsPathOfHeadings()
{
    const auto pieces = splitByHeadings(
        u"<p>Before</p><h1>Boat</h1><p>a</p><h2>Hull</h2><p>b</p><h3>Keel &amp; fin</h3><p>c</p><h2>Mast</h2><p>d</p><h1>Crew</h1>e"_s);
    QCOMPARE(pieces.size(), 6);
    QCOMPARE(pieces[0].headings, QStringList());
    QCOMPARE(pieces[1].headings, QStringList{u"Boat"_s});
    QCOMPARE(pieces[2].headings, (QStringList{u"Boat"_s, u"Hull"_s}));
    QCOMPARE(pieces[3].headings, (QStringList{u"Boat"_s, u"Hull"_s, u"Keel & fin"_s}));
    QCOMPARE(pieces[4].headings, (QStringList{u"Boat"_s, u"Mast"_s}));
    QCOMPARE(pieces[5].headings, QStringList{u"Crew"_s});
}

void HeadingSplitTest::keepsTheSourceOfAPiece()
{
    const QString body
        = u"<p class=x>See <a href='b.html?a=1&b=2'>it</a>.</p>\n<pre>a  &lt; b\n c</pre><ul><li>one<li>two</ul>"_s;
    const auto pieces = splitByHeadings(u"<h2 id=\"top\">Top</h2>"_s + body + u"<h2>Next</h2><p>x</p>"_s);
    QCOMPARE(pieces.size(), 2);
    QCOMPARE(pieces[0].html, u"<h2 id=\"top\">Top</h2>"_s + body);
    QCOMPARE(pieces[1].html, u"<h2>Next</h2><p>x</p>"_s);
}

void HeadingSplitTest::findsTheAnchorOfAHeading_data()
{
    QTest::addColumn<QString>("html");
    QTest::newRow("own id") << u"<h2 id='install'>Install</h2><p>x"_s;
    QTest::newRow("id within") << u"<h2><span id=install>Install</span></h2><p>x"_s;
    QTest::newRow("named link within") << u"<h2><a name=install></a>Install</h2><p>x"_s;
    QTest::newRow("section around")
        << u"<p>before</p><section id='install'>\n<h2>Install<a class='headerlink' href='#install'>¶</a></h2><p>x"_s;
}

void HeadingSplitTest::findsTheAnchorOfAHeading()
{
    QFETCH(QString, html);
    const auto pieces = splitByHeadings(html);
    QCOMPARE(pieces.last().anchor, u"install"_s);
    QCOMPARE(pieces.last().headings, QStringList{u"Install"_s});
    const auto next = splitByHeadings(html + u"</p><h2>Next</h2><p>y"_s);
    QCOMPARE(next.last().anchor, QString());
}

void HeadingSplitTest::putsALoneHeadingWithWhatFollows()
{
    const auto pieces = splitByHeadings(u"<h1 id=a>Guide</h1>\n<h2>Start</h2>\n<p>Go</p><h2>End</h2>"_s);
    QCOMPARE(pieces.size(), 2);
    QCOMPARE(pieces[0].headings, (QStringList{u"Guide"_s, u"Start"_s}));
    QVERIFY(pieces[0].html.startsWith(u"<h1 id=a>Guide</h1>"));
    QCOMPARE(pieces[0].anchor, u"a"_s);
    QCOMPARE(pieces[1].html, u"<h2>End</h2>"_s);
}

void HeadingSplitTest::leavesNavigationOut()
{
    const auto pieces = splitByHeadings(
        u"<html><head><title>T</title></head><body><header><a href=/>Home</a></header><nav><ul><li>Menu</ul></nav>"
        "<div class='sphinxsidebar' role=navigation>Side</div><script>var a = '<h1>no</h1>';</script>"
        "<article><header><h1>Real</h1></header><p>Text<!-- secret --></p><button>Copy</button></article>"
        "<footer>Legal</footer></body></html>"_s);
    QCOMPARE(pieces.size(), 1);
    QCOMPARE(plainText(pieces[0].html), u"Real\nText"_s);
}

void HeadingSplitTest::keepsToTheMainPart()
{
    const auto pieces = splitByHeadings(u"<div>Cookies!</div><h2>Shop</h2><main><h1>Real</h1><p>Text</p></main><p>After</p>"_s);
    QCOMPARE(pieces.size(), 1);
    QCOMPARE(plainText(pieces[0].html), u"Real\nText"_s);
}

void HeadingSplitTest::dropsWrappersThatCrossPieces()
{
    const auto pieces = splitByHeadings(
        u"<div class=all><section><h2>A</h2><div class=note><p>n</p></div></section><section><h2>B</h2><p>b</p></section></div>"_s);
    QCOMPARE(pieces.size(), 2);
    QCOMPARE(pieces[0].html, u"<section><h2>A</h2><div class=note><p>n</p></div></section>"_s);
    QCOMPARE(pieces[1].html, u"<h2>B</h2><p>b</p>"_s);
}

void HeadingSplitTest::splitsLongPiecesAtBlocks()
{
    const QString paragraph = u"<p>"_s + u"word "_s.repeated(60) + u"</p>"_s;
    const auto pieces = splitByHeadings(u"<h1>Long</h1>"_s + paragraph.repeated(20), 1000);
    QVERIFY(pieces.size() >= 6);
    qsizetype paragraphs = 0;
    for (const DocumentPiece &piece : pieces) {
        QVERIFY2(piece.html.size() <= 1000, qPrintable(QString::number(piece.html.size())));
        QCOMPARE(piece.headings, QStringList{u"Long"_s});
        QCOMPARE(piece.html.count(u"<p>"_s), piece.html.count(u"</p>"_s));
        paragraphs += piece.html.count(u"<p>"_s);
    }
    QCOMPARE(paragraphs, 20);
}

void HeadingSplitTest::splitsALongListWithItsTagsWhole()
{
    QString list;
    for (int i = 0; i < 100; ++i)
        list += u"<li>step number %1 of the list</li>"_s.arg(i);
    const auto pieces = splitByHeadings(u"<h1>Steps</h1><ol class=s>"_s + list + u"</ol>"_s, 800);
    QVERIFY(pieces.size() > 3);
    for (const DocumentPiece &piece : pieces) {
        QCOMPARE(piece.html.count(u"<ol class=s>"_s), 1);
        QVERIFY(piece.html.endsWith(u"</ol>"));
        QCOMPARE(piece.html.count(u"<li>"_s), piece.html.count(u"</li>"_s));
    }
    QVERIFY(pieces[1].html.startsWith(u"<ol class=s><li>"));
}

void HeadingSplitTest::splitsALongWordlessTextAnyway()
{
    const auto pieces = splitByHeadings(u"<pre>"_s + u"&amp;"_s.repeated(2000) + u"</pre>"_s, 1000);
    QString text;
    for (const DocumentPiece &piece : pieces) {
        QVERIFY(piece.html.size() <= 1300);
        text += plainText(piece.html);
    }
    QCOMPARE(text, u"&"_s.repeated(2000));
}

void HeadingSplitTest::takesPlainText()
{
    const auto pieces = splitByHeadings(u"Rope & anchor: a < b"_s);
    QCOMPARE(pieces.size(), 1);
    QCOMPARE(pieces[0].html, u"Rope & anchor: a < b"_s);
    QVERIFY(splitByHeadings(QString()).isEmpty());
    QVERIFY(splitByHeadings(u"<div> \n</div>"_s).isEmpty());
}

void HeadingSplitTest::readsTheTitle()
{
    QCOMPARE(documentTitle(u"<head>\n<title>\n A &amp; B </title></head><h1>x"_s), u"A & B"_s);
    QCOMPARE(documentTitle(u"<h1>x</h1>"_s), QString());
}

void HeadingSplitTest::losesNoTextOfHostileInput_data()
{
    QTest::addColumn<QString>("html");
    const QStringList pieces{u"<div>x"_s, u"<h1>x"_s, u"<h6>x</h6>y"_s, u"<ul><li>x"_s, u"<b id=a>x"_s, u"<nav>x"_s, u"x</p>"_s,
        u"<table><tr><td>x"_s, u"x <pre>"_s, u"<header>x"_s, u"x<br>"_s, u"<p role=main>x"_s, u"<h1><h2>x</h1>"_s, u"xxxxx"_s};
    for (const QString &piece : pieces)
        QTest::newRow(qPrintable(piece)) << piece.repeated(250'000 / piece.size());
    QTest::newRow("long tags") << u"<li class='"_s.append(u"c"_s.repeated(900)).append(u"'>x"_s).repeated(300);
    QTest::newRow("control characters") << QString(300'000, QChar::Null) + u"x"_s + QString(300'000, QChar(0xd800));
}

void HeadingSplitTest::losesNoTextOfHostileInput()
{
    QFETCH(QString, html);
    QElapsedTimer timer;
    timer.start();
    qsizetype letters = 0;
    for (const DocumentPiece &piece : splitByHeadings(html)) {
        QVERIFY2(piece.html.size() <= 8000, qPrintable(QString::number(piece.html.size())));
        letters += plainText(piece.html).count(u'x');
    }
    QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(letters, plainText(html).count(u'x'));
}

QTEST_GUILESS_MAIN(HeadingSplitTest)
#include "tst_documents_headingsplit.moc"

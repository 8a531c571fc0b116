#include "app/documents/htmlscanner.h"
#include "app/documents/htmltext.h"

#include <QtTest>

using namespace Qt::StringLiterals;

class HtmlTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatAReaderSees_data();
    void readsWhatAReaderSees();
    void survivesHostileInput_data();
    void survivesHostileInput();
    void tokensCoverTheSourceWithoutGaps_data() { survivesHostileInput_data(); }
    void tokensCoverTheSourceWithoutGaps();
    void readsAttributes();
};

void HtmlTextTest::readsWhatAReaderSees_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("text");

    QTest::newRow("nothing") << u""_s << u""_s;
    QTest::newRow("plain text") << u"Rope & anchor,\n  a < b"_s << u"Rope & anchor,\n  a < b"_s;
    QTest::newRow("templates are not tags") << u"QList<int> a; vector<bool> b"_s << u"QList<int> a; vector<bool> b"_s;
    QTest::newRow("comparison is not a tag") << u"if a<b && c>d"_s << u"if a<b && c>d"_s;
    QTest::newRow("unfinished tag") << u"see <a href="_s << u"see <a href="_s;
    QTest::newRow("reference without tags") << u"Tom &amp; Jerry, AT&T &bogus; &#8364;"_s << u"Tom & Jerry, AT&T &bogus; €"_s;
    QTest::newRow("paragraphs") << u"<p>One</p><p>Two</p>"_s << u"One\nTwo"_s;
    QTest::newRow("inline") << u"<p>A <b>bold</b>\n  <i>move</i></p>"_s << u"A bold move"_s;
    QTest::newRow("break") << u"one<br>two<BR/>three"_s << u"one\ntwo\nthree"_s;
    QTest::newRow("list") << u"<ul><li>rope<li>anchor</ul>"_s << u"rope\nanchor"_s;
    QTest::newRow("table") << u"<table><tr><th>a<th>b<tr><td>1<td>2</table>"_s << u"a b\n1 2"_s;
    QTest::newRow("references") << u"<p>&lt;b&gt; &euro;&nbsp;5 &#x41;&#146;s &amp;amp;"_s << u"<b> € 5 A’s &amp;"_s;
    QTest::newRow("script and style") << u"<p>a</p><script>if (1 < 2) alert('</p>')</script><style>p{}</style>b"_s << u"a\nb"_s;
    QTest::newRow("head") << u"<html><head><title>T</title><meta charset=utf-8></head><body>Hi</body></html>"_s << u"Hi"_s;
    QTest::newRow("head without an end") << u"<head><title>T</title><body>Hi"_s << u"Hi"_s;
    QTest::newRow("comment") << u"a<!-- no <b> -->b"_s << u"ab"_s;
    QTest::newRow("pre") << u"<p>run</p><pre>\n  make\n    install\n</pre>done"_s << u"run\n  make\n    install\ndone"_s;
    QTest::newRow("bracket in an attribute") << u"<p title=\"a > b\">x</p>"_s << u"x"_s;
    QTest::newRow("soft hyphen") << u"<p>hand&shy;book</p>"_s << u"handbook"_s;
    QTest::newRow("upper case") << u"<P>One</P><SCRIPT>x</SCRIPT>"_s << u"One"_s;
    QTest::newRow("hidden svg") << u"<p>a<svg><title>icon</title><g></g></svg>b"_s << u"ab"_s;
}

void HtmlTextTest::readsWhatAReaderSees()
{
    QFETCH(QString, html);
    QFETCH(QString, text);
    QCOMPARE(plainText(html), text);
}

void HtmlTextTest::survivesHostileInput_data()
{
    QTest::addColumn<QString>("html");

    constexpr qsizetype length = 400'000;
    const QStringList pieces{u"<div>"_s, u"<"_s, u"<a "_s, u"<a href=\""_s, u"<a b='c"_s, u"</b>"_s, u"<!--"_s, u"<script>"_s,
        u"&"_s, u"&#"_s, u"<svg>"_s, u"<head>"_s, u"<pre>\n"_s, u"<h1>"_s, u"<h3>x"_s, u"</script"_s, u"<![CDATA["_s, u"<?"_s,
        u"<b><i></b>"_s, u" "_s, u"<p>x<ul><li>"_s, QString(QChar::Null), QString(QChar(0xd800)),
        QString(QChar::ReplacementCharacter)};
    for (const QString &piece : pieces)
        QTest::newRow(qPrintable(u"many of "_s + piece)) << piece.repeated(length / piece.size());
    QTest::newRow("cut in quotes") << u"<p>"_s + u"<a x=\"'"_s.repeated(40'000) + u">"_s;
}

void HtmlTextTest::survivesHostileInput()
{
    QFETCH(QString, html);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(plainText(html).size() <= html.size());
    QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
}

void HtmlTextTest::tokensCoverTheSourceWithoutGaps()
{
    QFETCH(QString, html);
    HtmlScanner scanner(html);
    qsizetype at = 0;
    while (!scanner.atEnd()) {
        const HtmlToken token = scanner.next();
        if (token.begin != at || token.end <= token.begin)
            QFAIL(qPrintable(u"gap at %1"_s.arg(at)));
        at = token.end;
    }
    QCOMPARE(at, html.size());
}

void HtmlTextTest::readsAttributes()
{
    const QString tag = u"<h2 class=top ID='a&amp;b' data-x=\"1 > 2\" hidden/>"_s;
    QCOMPARE(htmlAttribute(tag, u"class"), u"top"_s);
    QCOMPARE(htmlAttribute(tag, u"id"), u"a&b"_s);
    QCOMPARE(htmlAttribute(tag, u"data-x"), u"1 > 2"_s);
    QVERIFY(!htmlAttribute(tag, u"hidden").isNull());
    QVERIFY(htmlAttribute(tag, u"hidden").isEmpty());
    QVERIFY(htmlAttribute(tag, u"name").isNull());
}

QTEST_GUILESS_MAIN(HtmlTextTest)
#include "tst_documents_htmltext.moc"

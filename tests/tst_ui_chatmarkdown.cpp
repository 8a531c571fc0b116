#include "ui/chat/markdown.h"
#include "ui/chat/markdownblocks.h"
#include "ui/chat/settingstext.h"

#include <QTest>
#include <QTextDocument>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

QString linked(const QString &markdown, int sources, QSet<int> *cited = nullptr)
{
    return linkCitations(answerHtml(markdown), sources, cited);
}

QString plainText(const QString &html)
{
    QTextDocument document;
    document.setHtml(html);
    return document.toPlainText();
}

const QString everything = uR"(# Heading

First paragraph with *emphasis*
over two lines.

- one
- two

  still two

- three
1. other list

```cpp
int a = 1;

- not a list
# not a heading
```

> quoted
> on

| a | b |
|---|---|
| 1 | 2 |

    indented code

~~~
tilde

~~~
Setext
------

* * *

The end.)"_s;

}

/// Turns an answer's Markdown into harmless HTML with citations that can be clicked.
class tst_ui_chatmarkdown : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linksCitations_data();
    void linksCitations();
    void leavesWhatIsNoCitation_data();
    void leavesWhatIsNoCitation();
    void keepsNumbersThatNoSourceHas();
    void showsRawHtmlAsText();
    void neverKeepsALinkThatMayNotOpen_data();
    void neverKeepsALinkThatMayNotOpen();
    void keepsLinksOfTheWeb();
    void loadsNoImage();
    void rendersTheDialectsParts();
    void finishedBlocksNeverChangeHoweverTheTextGrows();
    void finishesBlocksAsTheTextGrows_data();
    void finishesBlocksAsTheTextGrows();
    void readsEveryLineOnce();
    void remembersTheSettingsOfAnswers();
};

void tst_ui_chatmarkdown::linksCitations_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QList<int>>("numbers");
    QTest::newRow("one") << u"So it is [1]."_s << QList<int>{1};
    QTest::newRow("several in one") << u"So it is [1, 2; 3]."_s << QList<int>{1, 2, 3};
    QTest::newRow("in a row") << u"So it is [1][2]."_s << QList<int>{1, 2};
    QTest::newRow("with a word") << u"So it is [doc 3]."_s << QList<int>{3};
    QTest::newRow("with words") << u"So it is [Doc 3, Doc 1]."_s << QList<int>{1, 3};
    QTest::newRow("with other words") << u"[Source: 2] and [chunks 1]"_s << QList<int>{1, 2};
    QTest::newRow("right after a word") << u"foo[2]"_s << QList<int>{2};
    QTest::newRow("in a table") << u"| a |\n|---|\n| b [2] |"_s << QList<int>{2};
    QTest::newRow("in emphasis") << u"**so [1]**"_s << QList<int>{1};
    QTest::newRow("last of all") << u"[10]"_s << QList<int>{10};
    QTest::newRow("twice") << u"[1] and [1]"_s << QList<int>{1};
}

void tst_ui_chatmarkdown::linksCitations()
{
    QFETCH(QString, markdown);
    QFETCH(QList<int>, numbers);
    QSet<int> cited;
    const QString html = linked(markdown, 10, &cited);
    QCOMPARE(cited, QSet<int>(numbers.begin(), numbers.end()));
    for (const int number : numbers)
        QVERIFY2(html.contains(u"href=\"citation:%1\""_s.arg(number)), qPrintable(html));
}

void tst_ui_chatmarkdown::leavesWhatIsNoCitation_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::newRow("zero") << u"[0]"_s;
    QTest::newRow("beyond the sources") << u"[4]"_s;
    QTest::newRow("huge") << u"[99999999999999]"_s;
    QTest::newRow("code") << u"`a[1]`"_s;
    QTest::newRow("code block") << u"```\na[1]\n```"_s;
    QTest::newRow("indented code") << u"    a[1]"_s;
    QTest::newRow("a link's text") << u"[1](https://example.com)"_s;
    QTest::newRow("within a link's text") << u"[see [1]](https://example.com)"_s;
    QTest::newRow("reference") << u"[1]\n\n[1]: https://example.com"_s;
    QTest::newRow("words") << u"[draft 1]"_s;
    QTest::newRow("range of years") << u"[1999]"_s;
    QTest::newRow("task") << u"- [ ] open"_s;
    QTest::newRow("nothing in it") << u"[]"_s;
    QTest::newRow("footnote") << u"[^1]"_s;
}

void tst_ui_chatmarkdown::leavesWhatIsNoCitation()
{
    QFETCH(QString, markdown);
    QSet<int> cited;
    QVERIFY(!linked(markdown, 3, &cited).contains("citation:"_L1));
    QVERIFY(cited.isEmpty());
}

void tst_ui_chatmarkdown::keepsNumbersThatNoSourceHas()
{
    const QString text = plainText(linked(u"So [1, 99]."_s, 3));
    QVERIFY2(text.contains("[99]"_L1), qPrintable(text));
    QVERIFY(linked(u"[1]"_s, 0) == answerHtml(u"[1]"_s));
}

void tst_ui_chatmarkdown::showsRawHtmlAsText()
{
    const QString markdown = u"<script>alert(1)</script> <img src=x onerror=alert(1)> <a href=\"javascript:x\">a</a>\n\n<div onclick=\"x\">\nb\n</div>"_s;
    const QString html = linked(markdown, 3);
    for (const auto tag : {"<script"_L1, "<img"_L1, "<div"_L1, "<a "_L1})
        QVERIFY2(!html.contains(tag), qPrintable(html));
    QVERIFY(plainText(html).contains("<script>alert(1)</script>"_L1));
}

void tst_ui_chatmarkdown::neverKeepsALinkThatMayNotOpen_data()
{
    QTest::addColumn<QString>("target");
    for (const char *target : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "file:///etc/passwd", "data:text/html,x", "citation:1", "/relative", "smb://host/x",
                               "vscode://x", "http:", "https:///etc", "//host/x", "&#106;avascript:alert(1)"})
        QTest::newRow(target) << QString::fromLatin1(target);
}

void tst_ui_chatmarkdown::neverKeepsALinkThatMayNotOpen()
{
    QFETCH(QString, target);
    for (const QString &markdown : {u"[text](%1) after"_s.arg(target), u"![text](%1) after"_s.arg(target), u"[text](<%1> \"title\") after"_s.arg(target)}) {
        const QString html = linked(markdown, 3);
        QVERIFY2(!html.contains("<a "_L1), qPrintable(html));
        QVERIFY(plainText(html).contains("text"_L1));
        QVERIFY2(plainText(html).trimmed().endsWith("after"_L1), qPrintable(html));
    }
}

void tst_ui_chatmarkdown::keepsLinksOfTheWeb()
{
    const QString html = linked(u"[a](https://example.com/?x=1&y=2 \"t\") <mailto:a@example.com> http://example.com"_s, 3);
    QVERIFY(html.contains("<a href=\"https://example.com/?x=1&amp;y=2\">a</a>"_L1));
    QVERIFY(html.contains("<a href=\"mailto:a@example.com\">"_L1));
    QVERIFY(html.contains("<a href=\"http://example.com\">"_L1));
}

void tst_ui_chatmarkdown::loadsNoImage()
{
    const QString html = linked(u"![cat](https://example.com/cat.png) ![dog](file:///etc/hostname)"_s, 3);
    QVERIFY(!html.contains("<img"_L1));
    QVERIFY(html.contains("<a href=\"https://example.com/cat.png\"><i>[cat]</i></a>"_L1));
    QVERIFY(html.contains("<i>[dog]</i>"_L1));
}

void tst_ui_chatmarkdown::rendersTheDialectsParts()
{
    const QString html = linked(everything + u"\n\n- [x] done\n\n~~gone~~"_s, 3);
    for (const auto part : {"<h1>"_L1, "<ol>"_L1, "<pre>"_L1, "<blockquote>"_L1, "<table class=\"grid\""_L1, "<s>"_L1, "<hr"_L1})
        QVERIFY2(html.contains(part), qPrintable(html));
    QVERIFY(html.contains(QChar(0x2611)));
}

void tst_ui_chatmarkdown::finishedBlocksNeverChangeHoweverTheTextGrows()
{
    const QString whole = answerHtml(everything);
    MarkdownBlocks blocks;
    QString frozen;
    qsizetype done = 0;
    for (qsizetype length = 1; length <= everything.size(); ++length) {
        const qsizetype finished = blocks.finishedLength(QStringView(everything).left(length));
        QVERIFY(finished >= done);
        if (finished == done)
            continue;
        frozen += answerHtml(everything.mid(done, finished - done));
        done = finished;
        QCOMPARE(whole.left(frozen.size()), frozen);
    }
    QVERIFY(done > everything.size() / 2);
    QCOMPARE(frozen + answerHtml(everything.mid(done)), whole);
}

void tst_ui_chatmarkdown::finishesBlocksAsTheTextGrows_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("finished");
    QTest::newRow("a paragraph that goes on") << u"one two"_s << QString();
    QTest::newRow("a paragraph, then another") << u"one\n\ntwo"_s << u"one\n\n"_s;
    QTest::newRow("a line that may become a list") << u"one\n\n-"_s << QString();
    QTest::newRow("a list that may go on") << u"- one\n\n"_s << QString();
    QTest::newRow("a list that goes on") << u"- one\n\n- two\n"_s << QString();
    QTest::newRow("a numbered list that goes on") << u"1. one\n\n2. two\n"_s << QString();
    QTest::newRow("a list with a paragraph of its own") << u"- one\n\n  two\n"_s << QString();
    QTest::newRow("a list and what follows") << u"- one\n\nSo"_s << u"- one\n\n"_s;
    QTest::newRow("an open fence") << u"```\na\n\nb"_s << QString();
    QTest::newRow("a closed fence") << u"```\na\n```\nb"_s << u"```\na\n```\n"_s;
    QTest::newRow("a heading") << u"# one\ntwo"_s << u"# one\n"_s;
}

void tst_ui_chatmarkdown::finishesBlocksAsTheTextGrows()
{
    QFETCH(QString, text);
    QFETCH(QString, finished);
    QCOMPARE(text.left(MarkdownBlocks().finishedLength(text)), finished);
}

void tst_ui_chatmarkdown::readsEveryLineOnce()
{
    // A thousand blocks, one character at a time: what read the text again for every piece would need minutes.
    QString text;
    for (int i = 0; i < 1000; ++i)
        text += u"Paragraph number %1 of a long answer.\n\n"_s.arg(i);
    MarkdownBlocks blocks;
    for (qsizetype length = 1; length <= text.size(); ++length)
        blocks.finishedLength(QStringView(text).left(length));
    QCOMPARE(blocks.finishedLength(text), text.lastIndexOf(u"Paragraph"_s));
}

void tst_ui_chatmarkdown::remembersTheSettingsOfAnswers()
{
    AnswerSettings settings;
    QCOMPARE(settingsToText(settings), QString());
    QVERIFY(settingsFromText({}) == settings);
    settings = {u"hybrid"_s, 12, 0.3, u"vendor/model;latest"_s};
    QVERIFY(settingsFromText(settingsToText(settings)) == settings);
    QVERIFY(settingsFromText(u"nonsense;-1;9;"_s) == AnswerSettings());
}

QTEST_MAIN(tst_ui_chatmarkdown)

#include "tst_ui_chatmarkdown.moc"

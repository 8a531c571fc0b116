#include "app/transfer/markup.h"
#include "app/transfer/readdocument.h"
#include "app/transfer/textdecoding.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestReadDocument : public QObject
{
    Q_OBJECT

private:
    static ReadDocument read(const QString &name, const QByteArray &content, const DocumentOptions &options = {},
        SourceFile::Kind kind = SourceFile::Kind::Html)
    {
        return ReadDocument::fromContent({kind, u"/home/me/"_s + name, name, content.size()}, content, options);
    }
    static QStringList trackingIds(const ReadDocument &document)
    {
        QStringList ids;
        for (const ChunkPatch &chunk : document.chunks)
            ids.append(*chunk.trackingId.value());
        return ids;
    }
    static QString allHtml(const ReadDocument &document)
    {
        QString html;
        for (const ChunkPatch &chunk : document.chunks)
            html += *chunk.chunkHtml.value();
        return html;
    }

private Q_SLOTS:
    void makesAChunkOfEachHeading()
    {
        const QByteArray page = "<html><head><title>The &amp; manual</title></head><body><h1 id='top'>Manual</h1><p>About.</p>"
                                "<h2 id='setup'>Setup</h2><p>Do <b>this</b>.</p><h2>Use it!</h2><p>Then that.</p></body></html>";
        const ReadDocument document = read(u"manual/linux/a b.html"_s, page, {.tags = {u"beta, two"_s, u"linux"_s}});
        QVERIFY(!document.problem);
        QCOMPARE(document.title, u"The & manual"_s);
        QCOMPARE(trackingIds(document),
            (QStringList{u"manual/linux/a b.html#top"_s, u"manual/linux/a b.html#setup"_s, u"manual/linux/a b.html#use-it"_s}));
        const ChunkPatch &setup = document.chunks.at(1);
        QVERIFY(setup.chunkHtml.value()->contains(u"<h2 id='setup'>Setup</h2>"_s));
        QVERIFY(setup.chunkHtml.value()->contains(u"<b>this</b>"_s));
        QCOMPARE(*setup.tagSet.value(), (QStringList{u"manual"_s, u"linux"_s, u"beta two"_s}));
        QCOMPARE(*setup.link.value(), u"file:///home/me/manual/linux/a%20b.html#setup"_s);
        QCOMPARE(*setup.groupTrackingIds.value(), QStringList{u"manual/linux/a b.html"_s});
        QVERIFY(*setup.upsertByTrackingId.value());
        const Json metadata = setup.metadata.value()->json();
        QCOMPARE(metadata[u"path"].toString(), u"manual/linux/a b.html"_s);
        QCOMPARE(metadata[u"title"].toString(), u"The & manual"_s);
        QCOMPARE(metadata[u"headings"].items().size(), 2);
        QCOMPARE(metadata[u"source_size"].toInteger(), std::optional<qint64>(page.size()));
    }

    void linksToTheWebAddressThatIsGiven()
    {
        const QByteArray page = "<h1 id='x y'>T</h1><p>text</p>";
        const ReadDocument plain = read(u"manual/linux/ü.html"_s, page, {.baseUrl = QUrl(u"https://docs.example.org/v2"_s)});
        QCOMPARE(*plain.chunks.first().link.value(), u"https://docs.example.org/v2/linux/%C3%BC.html#x%20y"_s);
        const ReadDocument slash = read(u"manual/linux/100%.html"_s, page, {.baseUrl = QUrl(u"https://docs.example.org/v2/"_s)});
        QCOMPARE(*slash.chunks.first().link.value(), u"https://docs.example.org/v2/linux/100%25.html#x%20y"_s);
    }

    void keepsTrackingIdsWhenASectionIsInserted()
    {
        const ReadDocument before = read(u"m/a.html"_s, "<h1>A</h1><p>1</p><h2>C</h2><p>3</p>");
        const ReadDocument after = read(u"m/a.html"_s, "<h1>A</h1><p>1</p><h2>B</h2><p>2</p><h2>C</h2><p>3</p>");
        QCOMPARE(trackingIds(before), (QStringList{u"m/a.html#a"_s, u"m/a.html#c"_s}));
        QCOMPARE(trackingIds(after), (QStringList{u"m/a.html#a"_s, u"m/a.html#b"_s, u"m/a.html#c"_s}));
    }

    void neverGivesATrackingIdTwice()
    {
        QByteArray page = "<p>Before any heading.</p>";
        for (int i = 0; i < 5; ++i)
            page += "<h2>Notes</h2><p>Text</p>";
        page += "<h2>Notes~2</h2><p>x</p><h2 id='notes'>Other</h2><p>" + QByteArray("long text. ").repeated(2000) + "</p>";
        const ReadDocument document = read(u"m/a.html"_s, page);
        QStringList ids = trackingIds(document);
        QVERIFY(ids.size() > 9);
        QCOMPARE(ids.first(), u"m/a.html"_s);
        QCOMPARE(ids.removeDuplicates(), 0);
        QCOMPARE(ids, trackingIds(read(u"m/a.html"_s, page)));
    }

    void readsMarkdown()
    {
        const QByteArray text = "---\ntitle: \"Front page\"\nweight: 3\n---\n# Start\n\nHello *you* & <b>me</b>.\n\n## A table\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
        const ReadDocument document = read(u"m/readme.md"_s, text, {}, SourceFile::Kind::Markdown);
        QCOMPARE(document.title, u"Front page"_s);
        QCOMPARE(document.chunks.size(), 2);
        QVERIFY(document.chunks.at(0).chunkHtml.value()->contains(u"<em>you</em> &amp; <b>me</b>"_s));
        QVERIFY(document.chunks.at(1).chunkHtml.value()->contains(u"<td>1</td>"_s));
        QVERIFY(!allHtml(document).contains(u"weight"_s));
    }

    void takesARuleForNoFrontMatter()
    {
        const ReadDocument document = read(u"m/r.md"_s, "---\n\n# Title\n\nText\n\n---\n\nMore\n", {}, SourceFile::Kind::Markdown);
        QCOMPARE(document.title, u"Title"_s);
        QVERIFY(allHtml(document).contains(u"More"_s));
    }

    void readsPlainTextByItsParagraphs()
    {
        QByteArray text = "A <title> & more\n\nSecond\nparagraph.\r\n \r\n   Third.\n";
        const ReadDocument document = read(u"m/n.txt"_s, text, {}, SourceFile::Kind::Text);
        QCOMPARE(document.chunks.size(), 1);
        QCOMPARE(allHtml(document), u"<p>A &lt;title&gt; &amp; more</p>\n<p>Second\nparagraph.</p>\n<p>Third.</p>"_s);
        QCOMPARE(document.title, u"n.txt"_s);
        text = "A paragraph of some words, over and over again.\n\n"_qba.repeated(400);
        const ReadDocument longer = read(u"m/n.txt"_s, text, {}, SourceFile::Kind::Text);
        QVERIFY(longer.chunks.size() >= 8);
        for (const ChunkPatch &chunk : longer.chunks)
            QVERIFY(chunk.chunkHtml.value()->size() <= 2100);
        QCOMPARE(allHtml(longer).count(u"<p>"_s), 400);
    }

    void understandsEncodings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isMarkup");
        QTest::addColumn<QString>("text");
        QTest::newRow("ascii") << "abc"_qba << false << u"abc"_s;
        QTest::newRow("utf-8") << "grün €"_qba << false << u"grün €"_s;
        QTest::newRow("utf-8 with a mark") << "\xef\xbb\xbfgr\xc3\xbcn"_qba << false << u"grün"_s;
        QTest::newRow("utf-16 le") << QByteArray("\xff\xfe" "a\0\xfc\0", 6) << false << u"aü"_s;
        QTest::newRow("utf-16 be") << QByteArray("\xfe\xff\0a\0\xfc", 6) << false << u"aü"_s;
        QTest::newRow("latin-1") << "gr\xfcn"_qba << false << u"grün"_s;
        QTest::newRow("latin-1 at the end") << "caf\xe9"_qba << false << u"café"_s;
        QTest::newRow("windows-1252") << "\x93gr\xfcn\x94 \x80"_qba << false << u"\u201cgrün\u201d €"_s;
        QTest::newRow("declared latin-2") << "<meta charset=\"ISO-8859-2\"><p>\xb3\xf3\xbf"_qba << true << u"<meta charset=\"ISO-8859-2\"><p>łóż"_s;
        QTest::newRow("declared by http-equiv") << "<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>\xf0"_qba << true
                                                << u"<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>П"_s;
        QTest::newRow("declared by xml") << "<?xml version='1.0' encoding='shift_jis'?>\x93\xfa"_qba << true
                                         << u"<?xml version='1.0' encoding='shift_jis'?>日"_s;
        QTest::newRow("declared wrongly") << "<meta charset=iso-8859-1>gr\xc3\xbcn"_qba << true << u"<meta charset=iso-8859-1>grün"_s;
        QTest::newRow("declared nonsense") << "<meta charset=klingon>gr\xfcn"_qba << true << u"<meta charset=klingon>grün"_s;
        QTest::newRow("declared utf-8 but not") << "<meta charset=utf-8>gr\xfcn"_qba << true << u"<meta charset=utf-8>grün"_s;
    }
    void understandsEncodings()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isMarkup);
        QTEST(decodedText(bytes, isMarkup), "text");
    }

    void saysWhyThereIsNothing_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("reason");
        QTest::newRow("empty") << QByteArray() << int(LeftOut::Reason::Empty);
        QTest::newRow("binary") << QByteArray("PK\x03\x04\0\0<html>", 12) << int(LeftOut::Reason::Binary);
        QTest::newRow("only space") << "  \n\n "_qba << int(LeftOut::Reason::NoText);
        QTest::newRow("only markup") << "<html><head><title>x</title></head><body><script>1</script><nav>menu</nav></body></html>"_qba
                                     << int(LeftOut::Reason::NoText);
        QTest::newRow("only an image") << "<p><img src='a.png'></p>"_qba << int(LeftOut::Reason::NoText);
    }
    void saysWhyThereIsNothing()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, reason);
        const ReadDocument document = read(u"m/a.html"_s, content);
        QVERIFY(document.problem);
        QCOMPARE(int(*document.problem), reason);
        QVERIFY(document.chunks.isEmpty());
    }

    void namesPartsWithoutText()
    {
        const ReadDocument document = read(u"m/a.html"_s, "<h1 id=a>A</h1><p>text</p>");
        QVERIFY(document.partsWithoutText.isEmpty());
    }

    void refusesAFileThatGrewTooLargeOrWent()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"a.txt"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(2000, 'x'));
        file.close();
        DocumentOptions options;
        options.largestFile = 1000;
        const SourceFile source{SourceFile::Kind::Text, file.fileName(), u"m/a.txt"_s, 10};
        QCOMPARE(ReadDocument::fromFile(source, options).problem, LeftOut::Reason::TooLarge);
        QVERIFY(file.remove());
        QCOMPARE(ReadDocument::fromFile(source, options).problem, LeftOut::Reason::Unreadable);
    }

    void cutsAMegabyteQuickly()
    {
        const QString real = u"/usr/share/doc/sqlite3/changes.html"_s;
        QByteArray page;
        QFile file(real);
        if (QFile::exists(real) && file.open(QIODevice::ReadOnly))
            page = file.readAll();
        while (page.size() < 1024 * 1024)
            page += "<h2>Section</h2><ul><li>One &amp; <a href='x'>two</a></li></ul><pre>a &lt; b\n</pre><p>" + QByteArray("Some words. ").repeated(200) + "</p>";
        QElapsedTimer clock;
        clock.start();
        const ReadDocument document = read(u"m/big.html"_s, page);
        QVERIFY(document.chunks.size() > 100);
        QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
        qsizetype longest = 0;
        for (const ChunkPatch &chunk : document.chunks)
            longest = std::max(longest, chunk.chunkHtml.value()->size());
        QVERIFY2(longest < 8000, qPrintable(QString::number(longest)));
    }
};

QTEST_GUILESS_MAIN(TestReadDocument)
#include "tst_transfer_readdocument.moc"

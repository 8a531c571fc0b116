#include "app/transfer/documentreader.h"
#include "app/transfer/documentsurvey.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using Reason = LeftOut::Reason;

namespace {

void write(const QString &path, const QByteArray &content)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QStringList names(const DocumentList &list)
{
    QStringList all;
    for (const SourceFile &file : list.files)
        all.append(file.name);
    return all;
}

QStringList leftOut(const DocumentList &list)
{
    QStringList all;
    for (const LeftOut &file : list.leftOut)
        all.append(file.name + u' ' + QString::number(int(file.reason)));
    all.sort();
    return all;
}

QString line(const QString &name, Reason reason)
{
    return name + u' ' + QString::number(int(reason));
}

} // namespace

class TestDocumentList : public QObject
{
    Q_OBJECT

private:
    std::atomic<bool> m_go = false;

private Q_SLOTS:
    void findsWhatThereIsInTheOrderOfNames()
    {
        QTemporaryDir folder;
        const QString root = folder.filePath(u"manual"_s);
        for (const QString &name : {u"b.html"_s, u"a.HTM"_s, u"z.md"_s, u"linux/two.txt"_s, u"linux/deep/one.markdown"_s, u"c.xhtml"_s})
            write(root + u'/' + name, "text");
        const DocumentList list = DocumentList::find({root, {}}, {}, m_go);
        QCOMPARE(names(list), (QStringList{u"manual/a.HTM"_s, u"manual/b.html"_s, u"manual/c.xhtml"_s, u"manual/z.md"_s,
                                  u"manual/linux/two.txt"_s, u"manual/linux/deep/one.markdown"_s}));
        QCOMPARE(list.bytes, 6 * 4);
        QCOMPARE(list.leftOutTotal, 0);
        QCOMPARE(names(DocumentList::find({root + u'/', {}}, {}, m_go)), names(list));
    }

    void namesWhatItLeavesOutAndWhy()
    {
        QTemporaryDir folder;
        const QString root = folder.filePath(u"m"_s);
        write(root + u"/a.html"_s, "text");
        write(root + u"/pic.png"_s, "text");
        write(root + u"/none.txt"_s, "");
        write(root + u"/.hidden.html"_s, "text");
        write(root + u"/.git/config.txt"_s, "text");
        write(root + u"/big.txt"_s, QByteArray(101, 'x'));
        write(folder.filePath(u"outside/secret.html"_s), "text");
        QVERIFY(QFile::link(folder.filePath(u"outside"_s), root + u"/out"_s));
        QVERIFY(QFile::link(root, root + u"/loop"_s));
        QVERIFY(QFile::link(root + u"/gone"_s, root + u"/dangling.html"_s));
        DocumentOptions options;
        options.largestFile = 100;
        const DocumentList list = DocumentList::find({root, {}}, options, m_go);
        QCOMPARE(names(list), QStringList{u"m/a.html"_s});
        QStringList expected{line(u"m/pic.png"_s, Reason::OtherKind), line(u"m/none.txt"_s, Reason::Empty), line(u"m/.hidden.html"_s, Reason::Hidden),
            line(u"m/.git"_s, Reason::Hidden), line(u"m/big.txt"_s, Reason::TooLarge), line(u"m/out"_s, Reason::Link), line(u"m/loop"_s, Reason::Link),
            line(u"m/dangling.html"_s, Reason::Link)};
        expected.sort();
        QCOMPARE(leftOut(list), expected);
        QCOMPARE(list.leftOutTotal, 8);
        QCOMPARE(list.leftOutCounts.value(Reason::Link), 3);
    }

    void leavesOutKindsThatAreNotWanted()
    {
        QTemporaryDir folder;
        write(folder.filePath(u"a.html"_s), "text");
        write(folder.filePath(u"a.md"_s), "text");
        DocumentOptions options;
        options.html = false;
        QCOMPARE(DocumentList::find({folder.path(), {}}, options, m_go).files.size(), 1);
    }

    void saysThatAFolderIsNotThere()
    {
        QVERIFY(DocumentList::find({u"/nowhere/at/all"_s, {}}, {}, m_go).sourceIsUnreadable);
        QTemporaryDir folder;
        QVERIFY(!DocumentList::find({folder.path(), {}}, {}, m_go).sourceIsUnreadable);
    }

    void takesNamedFilesInTheirOrder()
    {
        QTemporaryDir folder;
        write(folder.filePath(u"h/b.html"_s), "text");
        write(folder.filePath(u"h/a.html"_s), "text");
        const DocumentList list = DocumentList::find({{}, {folder.filePath(u"h/b.html"_s), folder.filePath(u"h/a.html"_s), folder.filePath(u"h/no.html"_s)}}, {}, m_go);
        QCOMPARE(names(list), (QStringList{u"h/b.html"_s, u"h/a.html"_s}));
        QCOMPARE(list.leftOutCounts.value(Reason::Unreadable), 1);
    }

    void countsBesideTheEventLoop()
    {
        QTemporaryDir folder;
        for (int i = 0; i < 3000; ++i)
            write(folder.filePath(u"%1/%2.txt"_s.arg(i % 30).arg(i)), "x");
        DocumentSurvey survey;
        QSignalSpy finished(&survey, &DocumentSurvey::finished);
        survey.start({u"/"_s, {}}, {});
        survey.start({folder.path(), {}}, {});
        QVERIFY(survey.isRunning());
        QVERIFY(finished.wait(10000));
        QCOMPARE(finished.at(0).at(0).value<DocumentList>().files.size(), 3000);
        QVERIFY(!survey.isRunning());
        survey.start({folder.path(), {}}, {});
        survey.cancel();
        auto dropped = std::make_unique<DocumentSurvey>();
        dropped->start({folder.path(), {}}, {});
        dropped.reset();
        QVERIFY(!finished.wait(200));
        QCOMPARE(finished.size(), 1);
    }

    void readsOnlyALittleAhead()
    {
        QTemporaryDir folder;
        for (int i = 0; i < 60; ++i)
            write(folder.filePath(u"%1.txt"_s.arg(i, 3, 10, QChar(u'0'))), (QByteArray("Some words go here. ").repeated(60) + "\n\n").repeated(400));
        QTimer quiet;
        quiet.setSingleShot(true);
        bool isQuiet = false;
        connect(&quiet, &QTimer::timeout, this, [&isQuiet] { isQuiet = true; });
        DocumentReader reader({folder.path(), {}}, {}, this, [&quiet] { quiet.start(1000); });
        // It stops at some megabytes: what is there once it fell silent is far from everything.
        QTRY_VERIFY_WITH_TIMEOUT(isQuiet, 60000);
        QVERIFY(reader.takeList());
        int ready = 0;
        while (reader.take())
            ++ready;
        QVERIFY2(ready > 0 && ready < 40, qPrintable(QString::number(ready)));
        while (!reader.isAtEnd()) {
            while (reader.take())
                ++ready;
            QTest::qWait(1);
        }
        QCOMPARE(ready, 60);
    }

    void endsWhileItWaitsForRoom()
    {
        QTemporaryDir folder;
        for (int i = 0; i < 30; ++i)
            write(folder.filePath(u"%1.txt"_s.arg(i)), (QByteArray("Some words go here. ").repeated(60) + "\n\n").repeated(500));
        bool hasNews = false;
        auto reader = std::make_unique<DocumentReader>(DocumentSource{folder.path(), {}}, DocumentOptions(), this, [&hasNews] { hasNews = true; });
        QTRY_VERIFY(hasNews);
        QElapsedTimer clock;
        clock.start();
        reader.reset();
        QVERIFY(clock.elapsed() < 5000);
        hasNews = false;
        QTest::qWait(100);
        QVERIFY(!hasNews);
    }
};

QTEST_GUILESS_MAIN(TestDocumentList)
#include "tst_transfer_documentlist.moc"

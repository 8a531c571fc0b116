#include "app/settings/logfile.h"

#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(category, "retriever.test", QtInfoMsg)

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}

class LogFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesOneLineForEachMessageWhateverIsInIt();
    void staysBelowTenMegabytesAndKeepsTheLatest();
    void isReadableByItsOwnerAlone();
    void goesOnWithoutAFileThatCannotBeWritten();
};

void LogFileTest::writesOneLineForEachMessageWhateverIsInIt()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"new/retriever.log"_s);
    {
        const LogFile log(path);
        qCInfo(category, "GET /api/dataset 200");
        qCWarning(category, "two\nlines");
    }
    qCInfo(category, "after its end");
    const QList<QByteArray> lines = content(path).trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines.at(0).endsWith(" I retriever.test: GET /api/dataset 200"));
    QVERIFY(lines.at(1).endsWith(" W retriever.test: two\\nlines"));
}

void LogFileTest::staysBelowTenMegabytesAndKeepsTheLatest()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"retriever.log"_s);
    {
        const LogFile log(path);
        const QByteArray filler(100'000, 'x');
        for (int i = 0; i < 160; ++i)
            qCInfo(category, "%d %s", i, filler.constData());
    }
    const qint64 size = QFile(path).size();
    const qint64 before = QFile(path + u".1"_s).size();
    QVERIFY(size > 0 && size <= 5'000'000);
    QVERIFY(before > 0 && before <= 5'000'000);
    QVERIFY(content(path).contains(": 159 x"));
}

void LogFileTest::isReadableByItsOwnerAlone()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"retriever.log"_s);
    const LogFile log(path);
    QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)));
}

void LogFileTest::goesOnWithoutAFileThatCannotBeWritten()
{
    const QTemporaryDir folder;
    const LogFile log(folder.path());
    qCInfo(category, "to the standard error output alone");
    QVERIFY(QDir(folder.path()).isEmpty());
}

QTEST_GUILESS_MAIN(LogFileTest)
#include "tst_settings_logfile.moc"

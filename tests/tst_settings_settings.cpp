#include "app/settings/settings.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSize>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;
using Key = Settings::Key;

class TestSettings : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString freshPath() const { return m_folder.filePath(QString::number(QRandomGenerator::global()->generate()) + u"/deep/retriever.ini"_s); }
    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void answersDefaultsForANewUser()
    {
        const Settings settings(freshPath());
        QCOMPARE(settings.value(Key::Appearance).toString(), u"system"_s);
        QCOMPARE(settings.value(Key::SidebarFolded).toBool(), false);
        QCOMPARE(settings.value(Key::WindowGeometry).toByteArray(), QByteArray());
        QCOMPARE(settings.value(Key::LastDataset, u"local"_s).toString(), QString());
    }

    void remembersEveryKindOfValueOverARestart()
    {
        const QString path = freshPath();
        const QByteArray geometry("\x01\xd9\x00\xff\n;=[x]\"", 11);
        {
            Settings settings(path);
            settings.setValue(Key::WindowGeometry, geometry);
            settings.setValue(Key::SidebarFolded, true);
            settings.setValue(Key::Appearance, u"dark"_s);
            settings.setValue(Key::DialogSize, u"connectDialog"_s, QSize(480, 320));
            settings.setValue(Key::LastDataset, u"a/b c%\\ü"_s, u"id-1"_s);
            settings.setValue(Key::LastDataset, u"a"_s, u"id-2"_s);
            settings.setValue(Key::Draft, u"chat"_s, u"line one\nline \"two\"; ü, 日本"_s);
        }
        const Settings settings(path);
        QCOMPARE(settings.value(Key::WindowGeometry).toByteArray(), geometry);
        QCOMPARE(settings.value(Key::SidebarFolded).toBool(), true);
        QCOMPARE(settings.value(Key::Appearance).toString(), u"dark"_s);
        QCOMPARE(settings.value(Key::DialogSize, u"connectDialog"_s).toSize(), QSize(480, 320));
        QCOMPARE(settings.value(Key::LastDataset, u"a/b c%\\ü"_s).toString(), u"id-1"_s);
        QCOMPARE(settings.value(Key::LastDataset, u"a"_s).toString(), u"id-2"_s);
        QCOMPARE(settings.value(Key::Draft, u"chat"_s).toString(), u"line one\nline \"two\"; ü, 日本"_s);
    }

    void tellsOfChangesOnly()
    {
        Settings settings(freshPath());
        QSignalSpy changed(&settings, &Settings::changed);
        settings.setValue(Key::Appearance, u"light"_s);
        settings.setValue(Key::Appearance, u"light"_s);
        QCOMPARE(changed.size(), 1);
        settings.remove(Key::Appearance);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(settings.value(Key::Appearance).toString(), u"system"_s);
    }

    void keepsWhatALaterVersionStored()
    {
        const QString path = freshPath();
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[General]\nversion=7\nappearance=sepia\nhologram=@ByteArray(3d)\n[future]\nthing=1\n");
        file.close();
        {
            Settings settings(path);
            QVERIFY(settings.isFromLaterVersion());
            settings.setValue(Key::SidebarFolded, true);
            QVERIFY(settings.isSaved());
        }
        const QByteArray after = contents(path);
        QVERIFY(after.contains("version=7"));
        QVERIFY(after.contains("hologram="));
        QVERIFY(after.contains("thing=1"));
        QVERIFY(after.contains("sidebarFolded=true"));
    }

    void fallsBackToTheDefaultForNonsense()
    {
        const QString path = freshPath();
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[dialogs]\nx=abc\n[window]\nsidebarFolded=@Size(1 2)\n");
        file.close();
        const Settings settings(path);
        QCOMPARE(settings.value(Key::DialogSize, u"x"_s).toSize(), QSize());
        QCOMPARE(settings.value(Key::SidebarFolded).toBool(), false);
    }

    void setsABrokenFileAsideInsteadOfLosingIt()
    {
        const QString path = freshPath();
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray broken("this is [not an ini file\n\x00\x01", 27);
        file.write(broken);
        file.close();
        Settings settings(path);
        settings.setValue(Key::SidebarFolded, true);
        QVERIFY(settings.isSaved());
        QCOMPARE(contents(path + u".broken"_s), broken);
    }

    void saysWhenItCannotBeSaved()
    {
        if (geteuid() == 0) {
            // Root may write everywhere: a folder in the file's place is refused even to root.
            const QString path = freshPath();
            QVERIFY(QDir().mkpath(path));
            Settings settings(path);
            settings.setValue(Key::SidebarFolded, true);
            QVERIFY(!settings.isSaved());
            return;
        }
        Settings settings(u"/proc/retriever/retriever.ini"_s);
        settings.setValue(Key::SidebarFolded, true);
        QVERIFY(!settings.isSaved());
    }

    void givesEveryKeyANameOfItsOwn()
    {
        QSet<QString> names;
        for (int key = 0; key <= int(Key::Profiles); ++key)
            names.insert(Settings::storedName(Key(key)));
        QCOMPARE(names.size(), int(Key::Profiles) + 1);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings_settings.moc"

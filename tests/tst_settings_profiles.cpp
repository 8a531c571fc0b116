#include "app/settings/profiles.h"
#include "app/settings/settings.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using Problem = Profiles::Problem;

Q_DECLARE_METATYPE(Profiles::Problem)

class TestProfiles : public QObject
{
    Q_OBJECT

private:
    static Profile server(const Profiles &profiles, const QString &name = u"Production"_s, const QString &url = u"https://search.example.com/trieve/"_s)
    {
        Profile profile = profiles.draft();
        profile.name = name;
        profile.url = QUrl(url, QUrl::StrictMode);
        return profile;
    }

private Q_SLOTS:
    void beginsWithTheLocalWorkspaceAlone()
    {
        QTemporaryDir folder;
        Settings settings(folder.filePath(u"r.ini"_s));
        const Profiles profiles(settings);
        QCOMPARE(profiles.all().size(), 1);
        QCOMPARE(profiles.localWorkspace().kind, Profile::Kind::LocalWorkspace);
        QVERIFY(!profiles.localWorkspace().name.isEmpty());
        QCOMPARE(profiles.problem(profiles.localWorkspace()), Problem::None);
    }

    void comesBackAfterARestartInOrder()
    {
        QTemporaryDir folder;
        Profile first;
        Profile second;
        {
            Settings settings(folder.filePath(u"r.ini"_s));
            Profiles profiles(settings);
            first = server(profiles);
            first.organization = OrganizationId(u"11111111-2222-3333-4444-555555555555"_s);
            first.dataset = DatasetId(u"11111111-2222-3333-4444-555555555556"_s);
            first.hasStoredKey = true;
            QVERIFY(profiles.add(first));
            second = server(profiles, u"Ünïcode \"quoted\", ; \\ 日本"_s, u"http://localhost:8090"_s);
            QVERIFY(first.colour != second.colour);
            QVERIFY(profiles.add(second));
            Profile local = profiles.localWorkspace();
            local.name = u"My machine"_s;
            QVERIFY(profiles.update(local));
        }
        Settings settings(folder.filePath(u"r.ini"_s));
        const Profiles profiles(settings);
        QCOMPARE(profiles.all().size(), 3);
        QCOMPARE(profiles.all().at(0).name, u"My machine"_s);
        first.url = QUrl(u"https://search.example.com/trieve"_s);
        QCOMPARE(profiles.all().at(1), first);
        QCOMPARE(profiles.all().at(2), second);
        QCOMPARE(profiles.find(second.id)->name, second.name);
    }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("url");
        QTest::addColumn<Problem>("problem");
        QTest::newRow("fine") << u"A"_s << u"https://a.example"_s << Problem::None;
        QTest::newRow("an address") << u"A"_s << u"http://[::1]:8090/x"_s << Problem::None;
        QTest::newRow("no name") << u" \t"_s << u"https://a.example"_s << Problem::NameMissing;
        QTest::newRow("taken") << u" local WORKSPACE "_s << u"https://a.example"_s << Problem::NameTaken;
        QTest::newRow("no url") << u"A"_s << QString() << Problem::UrlMissing;
        QTest::newRow("no scheme") << u"A"_s << u"a.example"_s << Problem::UrlNotHttp;
        QTest::newRow("port taken for a scheme") << u"A"_s << u"localhost:8090"_s << Problem::UrlNotHttp;
        QTest::newRow("file") << u"A"_s << u"file:///etc/passwd"_s << Problem::UrlNotHttp;
        QTest::newRow("no host") << u"A"_s << u"https:///x"_s << Problem::UrlWithoutHost;
        QTest::newRow("password") << u"A"_s << u"https://me:secret@a.example"_s << Problem::UrlHasSecret;
        QTest::newRow("key in the query") << u"A"_s << u"https://a.example?key=1"_s << Problem::UrlHasSecret;
    }
    void namesWhatIsWrong()
    {
        QFETCH(QString, name);
        QFETCH(QString, url);
        QTemporaryDir folder;
        Settings settings(folder.filePath(u"r.ini"_s));
        Profiles profiles(settings);
        const Profile profile = server(profiles, name, url);
        QTEST(profiles.problem(profile), "problem");
        QFETCH(Problem, problem);
        QCOMPARE(profiles.add(profile), problem == Problem::None);
        QCOMPARE(profiles.all().size(), problem == Problem::None ? 2 : 1);
    }

    void neverLosesTheLocalWorkspace()
    {
        QTemporaryDir folder;
        Settings settings(folder.filePath(u"r.ini"_s));
        Profiles profiles(settings);
        QVERIFY(!profiles.remove(profiles.localWorkspace().id));
        Profile turned = profiles.localWorkspace();
        turned.kind = Profile::Kind::Server;
        turned.url = QUrl(u"https://a.example"_s);
        QVERIFY(!profiles.update(turned));
        QCOMPARE(profiles.all().size(), 1);
    }

    void tellsWhatWasAddedUpdatedAndRemoved()
    {
        QTemporaryDir folder;
        Settings settings(folder.filePath(u"r.ini"_s));
        Profiles profiles(settings);
        QSignalSpy added(&profiles, &Profiles::added);
        QSignalSpy updated(&profiles, &Profiles::updated);
        QSignalSpy removed(&profiles, &Profiles::removed);
        Profile profile = server(profiles);
        QVERIFY(profiles.add(profile));
        QVERIFY(!profiles.add(profile));
        profile.colour = u"#123456"_s;
        QVERIFY(profiles.update(profile));
        QVERIFY(profiles.update(profile));
        QVERIFY(profiles.remove(profile.id));
        QVERIFY(!profiles.remove(profile.id));
        QCOMPARE(added.size(), 1);
        QCOMPARE(updated.size(), 1);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(profiles.find(profile.id), nullptr);
    }

    void keepsEntriesOfALaterVersion()
    {
        QTemporaryDir folder;
        Settings settings(folder.filePath(u"r.ini"_s));
        settings.setValue(Settings::Key::Profiles, u"[{\"id\":\"x\",\"kind\":\"tunnel\",\"port\":1.50}]"_s);
        Profiles profiles(settings);
        QCOMPARE(profiles.all().size(), 1);
        QVERIFY(profiles.add(server(profiles)));
        QVERIFY(settings.value(Settings::Key::Profiles).toString().contains(u"{\"id\":\"x\",\"kind\":\"tunnel\",\"port\":1.50}"_s));
    }
};

QTEST_GUILESS_MAIN(TestProfiles)
#include "tst_settings_profiles.moc"

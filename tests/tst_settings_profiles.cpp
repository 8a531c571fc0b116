#include "app/settings/profilefile.h"
#include "app/settings/profiles.h"
#include "app/settings/profilesecrets.h"
#include "app/settings/settings.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using Problem = Profiles::Problem;

Q_DECLARE_METATYPE(Profiles::Problem)
Q_DECLARE_METATYPE(Profile)

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

    /// With something in every field, secrets where none must be kept.
    static Profile everything(const Profiles &profiles)
    {
        Profile full = server(profiles, u"Full"_s, u"https://search.example.com/trieve"_s);
        full.organization = OrganizationId(u"11111111-2222-3333-4444-555555555555"_s);
        full.dataset = DatasetId(u"11111111-2222-3333-4444-555555555556"_s);
        full.hasStoredKey = full.isProduction = full.isReadOnly = full.hasPassphrase = true;
        full.headers = {{u"X-Team"_s, u"a b"_s, false}, {u"X-Secret"_s, u"tr-secret-header"_s, true}};
        full.proxy = {.kind = ProxyChoice::Kind::Socks5, .host = u"proxy.example"_s, .port = 1080, .user = u"me"_s, .password = u"tr-secret-proxy"_s};
        full.tls = {.authorities = u"/etc/ca.pem"_s, .certificate = u"/etc/me.pem"_s, .key = u"/etc/me.key"_s, .passphrase = u"tr-secret-passphrase"_s};
        return full;
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

    void keepsEverythingButTheSecrets()
    {
        QTemporaryDir folder;
        Profile full;
        {
            Settings settings(folder.filePath(u"r.ini"_s));
            Profiles profiles(settings);
            full = everything(profiles);
            QVERIFY(profiles.add(full));
        }
        QFile file(folder.filePath(u"r.ini"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("tr-secret"));
        Settings settings(folder.filePath(u"r.ini"_s));
        Profile back = Profiles(settings).all().last();
        full.headers[1].value.clear();
        full.proxy.password.clear();
        full.tls.passphrase.clear();
        QCOMPARE(back, full);
    }

    void giveThemselvesToOthersWithoutSecrets()
    {
        QTemporaryDir folder;
        Settings settings(folder.filePath(u"r.ini"_s));
        Profiles profiles(settings);
        Profile full = everything(profiles);
        const QByteArray file = profilefile::write({profiles.localWorkspace(), full});
        QVERIFY2(!file.contains("tr-secret"), file.constData());
        const auto read = profilefile::read(file);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
        QCOMPARE(read->size(), 1);
        full.id.clear();
        full.hasStoredKey = false;
        full.headers[1].value.clear();
        full.proxy.password.clear();
        full.tls.passphrase.clear();
        QCOMPARE(read->first(), full);
    }

    void saysWhichFieldOfAFileIsWrong_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("says");
        const QByteArray head = R"({"retriever_profiles": 1, "profiles": [{"name": "A", "url": "https://a.example"}, )";
        QTest::newRow("no JSON") << QByteArray("hello") << u"not JSON"_s;
        QTest::newRow("something else") << QByteArray("{}") << u"retriever_profiles"_s;
        QTest::newRow("later") << QByteArray(R"({"retriever_profiles": 2})") << u"later version"_s;
        QTest::newRow("no list") << QByteArray(R"({"retriever_profiles": 1, "profiles": {}})") << u"profiles: expected a list"_s;
        QTest::newRow("no name") << head + R"({"url": "https://a"}]})" << u"profiles[1]: Profile.name"_s;
        QTest::newRow("no object") << head + "3]}" << u"profiles[1]: Profile"_s;
        QTest::newRow("a port") << head + R"({"name": "B", "url": "https://a", "proxy": {"kind": "http", "host": "p", "port": 70000}}]})" << u"Profile.proxy.port"_s;
        QTest::newRow("a kind of proxy") << head + R"({"name": "B", "url": "https://a", "proxy": {"kind": "carrier pigeon"}}]})" << u"Profile.proxy.kind"_s;
        QTest::newRow("a flag") << head + R"({"name": "B", "url": "https://a", "read_only": "yes"}]})" << u"Profile.read_only"_s;
        QTest::newRow("a header") << head + R"({"name": "B", "url": "https://a", "headers": [{"value": "x"}]}]})" << u"Profile.headers.name"_s;
        QTest::newRow("a path") << head + R"({"name": "B", "url": "https://a", "tls": {"ca_file": 3}}]})" << u"Profile.tls.ca_file"_s;
    }
    void saysWhichFieldOfAFileIsWrong()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, says);
        const auto read = profilefile::read(file);
        QVERIFY(!read);
        QVERIFY2(read.error().message.contains(says), qPrintable(read.error().message));
    }

    void namesWhatIsWrongWithTheWay_data()
    {
        QTest::addColumn<Profile>("change");
        QTest::addColumn<Problem>("problem");
        Profile change;
        const auto row = [&change](const char *name, Problem problem) {
            QTest::newRow(name) << std::exchange(change, {}) << problem;
        };
        change.proxy = {.kind = ProxyChoice::Kind::Http, .host = {}, .port = 1, .user = {}, .password = {}};
        row("no proxy host", Problem::ProxyHostMissing);
        change.proxy = {.kind = ProxyChoice::Kind::Socks5, .host = u"http://p"_s, .port = 1, .user = {}, .password = {}};
        row("an address for a host", Problem::ProxyHostMissing);
        change.proxy = {.kind = ProxyChoice::Kind::Socks5, .host = u"p"_s, .port = 0, .user = {}, .password = {}};
        row("no proxy port", Problem::ProxyPortMissing);
        change.tls.key = u"/k.pem"_s;
        row("a key of nothing", Problem::CertificateMissing);
        change.headers = {{u"X A"_s, u"1"_s, false}};
        row("a header's name", Problem::HeaderNameInvalid);
        change.headers = {{u"Authorization"_s, u"1"_s, false}};
        row("a header of ours", Problem::HeaderReserved);
        // Other names of the scope and the key; a cookie counts more than the key.
        for (const char *other : {"X-Dataset", "x-organization", "X-Api-Key", "Cookie"}) {
            change.headers = {{QString::fromLatin1(other), u"1"_s, false}};
            row(other, Problem::HeaderReserved);
        }
        change.headers = {{u"X-A"_s, u"1"_s, false}, {u"x-a"_s, u"1"_s, false}};
        row("a header twice", Problem::HeaderTwice);
        change.headers = {{u"X-A"_s, QString(), false}};
        row("no header value", Problem::HeaderValueInvalid);
        change.headers = {{u"X-A"_s, QString(), true}};
        row("a secret one is elsewhere", Problem::None);
    }
    void namesWhatIsWrongWithTheWay()
    {
        QFETCH(Profile, change);
        QTemporaryDir folder;
        Settings settings(folder.filePath(u"r.ini"_s));
        const Profiles profiles(settings);
        Profile profile = server(profiles);
        profile.headers = change.headers;
        profile.proxy = change.proxy;
        profile.tls = change.tls;
        QTEST(profiles.problem(profile), "problem");
    }

    void findsAFreeName()
    {
        QTemporaryDir folder;
        Settings settings(folder.filePath(u"r.ini"_s));
        Profiles profiles(settings);
        QVERIFY(profiles.add(server(profiles)));
        QCOMPARE(profiles.freeName(u"Staging"_s), u"Staging"_s);
        QCOMPARE(profiles.freeName(u"production"_s), u"production 2"_s);
        QVERIFY(profiles.add(server(profiles, u"Production 2"_s)));
        QCOMPARE(profiles.freeName(u"Production"_s), u"Production 3"_s);
    }

    void packsItsSecretsIntoOneEntry()
    {
        QTemporaryDir folder;
        Settings settings(folder.filePath(u"r.ini"_s));
        const Profile profile = everything(Profiles(settings));
        ProfileSecrets secrets;
        secrets.key = u"tr-key"_s;
        QCOMPARE(secrets.toText(), u"tr-key"_s);
        QCOMPARE(ProfileSecrets::fromText(u"tr-key"_s), secrets);
        QVERIFY(!secrets.sufficesFor(profile));
        QVERIFY(secrets.sufficesFor(server(Profiles(settings))));
        secrets.proxyPassword = u"p\"w"_s;
        secrets.passphrase = u"open sesame"_s;
        secrets.headers = {{u"X-Secret"_s, u"ü"_s}, {u"X-Gone"_s, u"1"_s}};
        QVERIFY(secrets.sufficesFor(profile));
        QCOMPARE(ProfileSecrets::fromText(secrets.toText()), secrets);
        ProfileSecrets newer;
        newer.headers = {{u"X-Secret"_s, u"new"_s}};
        const ProfileSecrets both = secrets.updated(newer, profile);
        QCOMPARE(both.key, u"tr-key"_s);
        QCOMPARE(both.headers, (QMap<QString, QString>{{u"X-Secret"_s, u"new"_s}}));
        QCOMPARE(secrets.updated({}, server(Profiles(settings))).toText(), u"tr-key"_s);
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

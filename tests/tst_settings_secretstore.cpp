#include "app/settings/keychainsecretstore.h"

#include <QElapsedTimer>
#include <QLocalServer>
#include <QLocalSocket>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <optional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Outcome = SecretStore::Outcome;

Q_DECLARE_METATYPE(SecretStore::Outcome)

namespace {

/// The one answer to one request; waits for it.
class Asked : public QObject
{
public:
    SecretStore::Continuation continuation()
    {
        return [this](const SecretStore::Answer &answer) {
            ++count;
            last = answer;
        };
    }
    int count = 0;
    std::optional<SecretStore::Answer> last;
};

} // namespace

class TestSecretStore : public QObject
{
    Q_OBJECT

private:
    // Runs one slot of this program again, where there is a keyring, a locked keyring, or something else.
    static QString runElsewhere(const QStringList &command, const QStringList &slots_, const QProcessEnvironment &environment)
    {
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(command.first(), command.mid(1) + QStringList{QCoreApplication::applicationFilePath()} + slots_);
        if (!process.waitForFinished(60000))
            return u"did not end"_s;
        const QString output = QString::fromUtf8(process.readAll());
        return process.exitCode() == 0 ? QString() : output;
    }
    static QProcessEnvironment homeIn(const QTemporaryDir &home)
    {
        QDir(home.path()).mkdir(u"run"_s);
        QFile::setPermissions(home.filePath(u"run"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, home.path());
        environment.insert(u"XDG_RUNTIME_DIR"_s, home.filePath(u"run"_s));
        environment.insert(u"XDG_DATA_HOME"_s, home.filePath(u"data"_s));
        environment.insert(u"XDG_CONFIG_HOME"_s, home.filePath(u"config"_s));
        environment.insert(u"RETRIEVER_TEST_KEYRING"_s, u"1"_s);
        environment.remove(u"DISPLAY"_s);
        return environment;
    }
    static bool isElsewhere() { return qEnvironmentVariableIsSet("RETRIEVER_TEST_KEYRING"); }

private Q_SLOTS:
    void answersAtOnceThatThereIsNoKeyring_data()
    {
        QTest::addColumn<QString>("kind");
        for (const QString &kind : {u"read"_s, u"write"_s, u"remove"_s})
            QTest::newRow(qPrintable(kind)) << kind;
    }
    void answersAtOnceThatThereIsNoKeyring()
    {
        if (isElsewhere())
            return;
        QFETCH(QString, kind);
        KeychainSecretStore store;
        Asked asked;
        QElapsedTimer clock;
        clock.start();
        if (kind == "read"_L1)
            store.read(u"p"_s, &asked, asked.continuation());
        else if (kind == "write"_L1)
            store.write(u"p"_s, u"tr-secret"_s, &asked, asked.continuation());
        else
            store.remove(u"p"_s, &asked, asked.continuation());
        QVERIFY2(!asked.last, "the answer must come from the event loop");
        QTRY_VERIFY(asked.last);
        QVERIFY(clock.elapsed() < 15'000);
        QCOMPARE(asked.last->outcome, Outcome::NoKeyring);
        QVERIFY(!asked.last->detail.isEmpty());
        QVERIFY(!asked.last->detail.contains(u"tr-secret"_s));
    }

    void keepsAKeyForThisSessionWithoutAKeyring()
    {
        if (isElsewhere())
            return;
        KeychainSecretStore store;
        store.keepForSession(u"p"_s, u"tr-secret"_s);
        QVERIFY(store.isKeptForSession(u"p"_s));
        Asked read;
        store.read(u"p"_s, &read, read.continuation());
        QVERIFY(!read.last);
        QTRY_VERIFY(read.last);
        QCOMPARE(read.last->outcome, Outcome::Done);
        QCOMPARE(read.last->secret, u"tr-secret"_s);
        Asked removed;
        store.remove(u"p"_s, &removed, removed.continuation());
        QTRY_VERIFY(removed.last);
        QVERIFY(!store.isKeptForSession(u"p"_s));
    }

    void keepsTheSessionsKeyWhenStoringItFails()
    {
        if (isElsewhere())
            return;
        KeychainSecretStore store;
        store.keepForSession(u"p"_s, u"tr-secret"_s);
        Asked written;
        store.write(u"p"_s, u"tr-secret"_s, &written, written.continuation());
        QTRY_VERIFY(written.last);
        QCOMPARE(written.last->outcome, Outcome::NoKeyring);
        QVERIFY(store.isKeptForSession(u"p"_s));
    }

    void answersNobodyOnceTheContextOrTheStoreIsGone()
    {
        if (isElsewhere())
            return;
        auto store = std::make_unique<KeychainSecretStore>();
        auto asked = std::make_unique<Asked>();
        int answers = 0;
        const auto count = [&answers](const SecretStore::Answer &) { ++answers; };
        store->read(u"a"_s, asked.get(), count);
        store->keepForSession(u"b"_s, u"x"_s);
        store->read(u"b"_s, asked.get(), count);
        asked.reset();
        QObject later;
        store->read(u"c"_s, &later, count);
        store->read(u"b"_s, &later, count);
        store.reset();
        QTest::qWait(200);
        QCOMPARE(answers, 0);
    }

    void answersManyInTheirOrder()
    {
        if (isElsewhere())
            return;
        KeychainSecretStore store;
        QStringList answers;
        for (const QString &id : {u"a"_s, u"b"_s, u"c"_s})
            store.read(id, this, [&answers, id](const SecretStore::Answer &) { answers.append(id); });
        QTRY_COMPARE(answers, (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    }

    // The rest runs this program again below another bus.

    void storesInTheKeyringAndFindsItInANewProcess()
    {
        if (isElsewhere())
            return;
        QTemporaryDir home;
        const QProcessEnvironment environment = homeIn(home);
        const QString script =
            u"eval \"$(printf testpw | gnome-keyring-daemon --unlock --components=secrets 2>/dev/null)\"; \"$0\" writesToARealKeyring && "
            "\"$0\" readsAndRemovesFromARealKeyring"_s;
        const QString output = runElsewhere({u"dbus-run-session"_s, u"--"_s, u"bash"_s, u"-c"_s, script}, {}, environment);
        QVERIFY2(output.isEmpty(), qPrintable(output));
    }

    // A keyring that is there but locked, with nobody to ask for its password: reading looks as if nothing was ever stored.
    void saysThatALockedKeyringRefuses()
    {
        if (isElsewhere())
            return;
        QTemporaryDir home;
        QProcessEnvironment environment = homeIn(home);
        const QString unlocked = u"eval \"$(printf testpw | gnome-keyring-daemon --unlock --components=secrets 2>/dev/null)\"; \"$0\" writesToARealKeyring"_s;
        const QString written = runElsewhere({u"dbus-run-session"_s, u"--"_s, u"bash"_s, u"-c"_s, unlocked}, {}, environment);
        QVERIFY2(written.isEmpty(), qPrintable(written));
        const QString locked = u"gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1; exec \"$0\" isRefusedByALockedKeyring"_s;
        const QString output = runElsewhere({u"dbus-run-session"_s, u"--"_s, u"bash"_s, u"-c"_s, locked}, {}, environment);
        QVERIFY2(output.isEmpty(), qPrintable(output));
    }

    void isRefusedByALockedKeyring()
    {
        if (!isElsewhere())
            return;
        KeychainSecretStore store;
        Asked read;
        store.read(u"p"_s, &read, read.continuation());
        Asked written;
        store.write(u"p"_s, u"tr-new"_s, &written, written.continuation());
        QTRY_VERIFY_WITH_TIMEOUT(read.last && written.last, 20000);
        QCOMPARE(read.last->outcome, Outcome::NotFound);
        QVERIFY(read.last->secret.isEmpty());
        QCOMPARE(written.last->outcome, Outcome::Refused);
        QVERIFY(!written.last->detail.contains(u"tr-new"_s));
        store.keepForSession(u"p"_s, u"tr-new"_s);
        Asked again;
        store.read(u"p"_s, &again, again.continuation());
        QTRY_VERIFY(again.last);
        QCOMPARE(again.last->secret, u"tr-new"_s);
    }

    // A keyring service without any keyring yet, as on a fresh account without a screen.
    void saysThatThereIsNoKeyringYet()
    {
        if (isElsewhere())
            return;
        QTemporaryDir home;
        const QString script = u"gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1; exec \"$0\" findsNoKeyringYet"_s;
        const QString output = runElsewhere({u"dbus-run-session"_s, u"--"_s, u"bash"_s, u"-c"_s, script}, {}, homeIn(home));
        QVERIFY2(output.isEmpty(), qPrintable(output));
    }

    void findsNoKeyringYet()
    {
        if (!isElsewhere())
            return;
        KeychainSecretStore store;
        Asked written;
        store.write(u"p"_s, u"tr-new"_s, &written, written.continuation());
        QTRY_VERIFY_WITH_TIMEOUT(written.last, 20000);
        QVERIFY2(written.last->outcome == Outcome::NoKeyring || written.last->outcome == Outcome::Refused, qPrintable(written.last->detail));
        QVERIFY(!written.last->detail.isEmpty());
    }

    void writesToARealKeyring()
    {
        if (!isElsewhere())
            return;
        KeychainSecretStore store;
        store.keepForSession(u"p"_s, u"old"_s);
        Asked written;
        store.write(u"p"_s, u"tr-ünïcode-秘密"_s, &written, written.continuation());
        QTRY_VERIFY_WITH_TIMEOUT(written.last, 20000);
        QCOMPARE(written.last->outcome, Outcome::Done);
        QVERIFY(!store.isKeptForSession(u"p"_s));
    }

    void readsAndRemovesFromARealKeyring()
    {
        if (!isElsewhere())
            return;
        KeychainSecretStore store;
        Asked read;
        store.read(u"p"_s, &read, read.continuation());
        QTRY_VERIFY_WITH_TIMEOUT(read.last, 20000);
        QCOMPARE(read.last->outcome, Outcome::Done);
        QCOMPARE(read.last->secret, u"tr-ünïcode-秘密"_s);
        Asked removed;
        store.remove(u"p"_s, &removed, removed.continuation());
        Asked again;
        store.read(u"p"_s, &again, again.continuation());
        Asked removedTwice;
        store.remove(u"p"_s, &removedTwice, removedTwice.continuation());
        QTRY_VERIFY_WITH_TIMEOUT(removedTwice.last, 20000);
        QCOMPARE(removed.last->outcome, Outcome::Done);
        QCOMPARE(again.last->outcome, Outcome::NotFound);
        QCOMPARE(removedTwice.last->outcome, Outcome::Done);
    }

    void staysAliveBelowABusThatNeverAnswers()
    {
        if (isElsewhere())
            return;
        QTemporaryDir folder;
        QLocalServer bus;
        QVERIFY(bus.listen(folder.filePath(u"bus"_s)));
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"RETRIEVER_TEST_KEYRING"_s, u"1"_s);
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path="_s + bus.fullServerName());
        environment.remove(u"DISPLAY"_s);
        const QString output = runElsewhere({u"env"_s}, {u"timesOutAndGoesOn"_s}, environment);
        QVERIFY2(output.isEmpty(), qPrintable(output));
    }

    void timesOutAndGoesOn()
    {
        if (!isElsewhere())
            return;
        auto store = std::make_unique<KeychainSecretStore>(u"Retriever"_s, 300ms);
        int ticks = 0;
        QTimer heart;
        connect(&heart, &QTimer::timeout, this, [&ticks] { ++ticks; });
        heart.start(10ms);
        Asked first;
        Asked second;
        store->read(u"a"_s, &first, first.continuation());
        store->write(u"b"_s, u"x"_s, &second, second.continuation());
        QTRY_VERIFY(first.last && second.last);
        QCOMPARE(first.last->outcome, Outcome::TimedOut);
        QCOMPARE(second.last->outcome, Outcome::TimedOut);
        QVERIFY2(ticks > 15, qPrintable(QString::number(ticks)));
        store->keepForSession(u"b"_s, u"x"_s);
        Asked session;
        store->read(u"b"_s, &session, session.continuation());
        QTRY_VERIFY(session.last);
        QCOMPARE(session.last->secret, u"x"_s);
        Asked third;
        store->read(u"c"_s, &third, third.continuation());
        store.reset();
        QTest::qWait(400);
        QCOMPARE(third.count, 0);
        QCOMPARE(first.count, 1);
    }
};

QTEST_GUILESS_MAIN(TestSecretStore)
#include "tst_settings_secretstore.moc"

#include "app/settings/logfile.h"
#include "app/settings/profilefile.h"
#include "tests/support/fakeserver.h"
#include "tests/testsessions.h"
#include "ui/appearance.h"
#include "ui/errortext.h"
#include "ui/mainwindow.h"
#include "ui/theme.h"
#include "ui/workspace.h"

#include <QApplication>
#include <QDirIterator>
#include <QTest>

using namespace Qt::StringLiterals;

/// What the program leaves on the disk, after everything that writes files was run with secrets that are easy to find.
class tst_ui_secrecy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesNoSecretInAnyFile();
};

namespace {

const QList<QByteArray> secrets{"tr-PlainToSeeKey", "PlainToSeeProxy", "PlainToSeeHeader", "PlainToSeePassphrase"};
const QString organization = u"0a1b2c3d-0000-4000-8000-000000000001"_s;

/// Every file below the folder that holds one of the secrets, as it is or as a header would carry it.
QStringList traces(const QString &folder)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray bytes = file.readAll();
        for (const QByteArray &secret : secrets) {
            if (bytes.contains(secret) || bytes.contains(secret.toBase64().left(12)))
                found.append(file.fileName() + u": "_s + QString::fromLatin1(secret));
        }
    }
    return found;
}

}

void tst_ui_secrecy::leavesNoSecretInAnyFile()
{
    QTemporaryDir folder;
    applyTheme(*qApp, lightTheme());
    const LogFile log(folder.filePath(u"retriever.log"_s));
    FakeServer server;
    server.on("GET", "/api/dataset/organization/" + organization.toLatin1(), FakeAnswer::json(R"({"message": "no"})", 500));
    server.on("GET", "/api/dataset/organization/" + organization.toLatin1(), FakeAnswer::json("[]"));
    TestSessions sessions(server.url(), QString::fromLatin1(secrets.at(0)), OrganizationId(organization));
    Profile profile = sessions.profiles().draft();
    profile.name = u"Remote"_s;
    profile.url = server.url();
    profile.organization = OrganizationId(organization);
    profile.headers = {{u"X-Secret"_s, QString::fromLatin1(secrets.at(2)), true}};
    profile.proxy = {.kind = ProxyChoice::Kind::None, .host = {}, .port = 0, .user = u"me"_s, .password = QString::fromLatin1(secrets.at(1))};
    profile.tls.passphrase = QString::fromLatin1(secrets.at(3));
    QVERIFY(sessions.profiles().add(profile));
    ProfileSecrets all{.key = QString::fromLatin1(secrets.at(0)), .proxyPassword = QString::fromLatin1(secrets.at(1)), .passphrase = QString::fromLatin1(secrets.at(3)),
        .headers = {{u"X-Secret"_s, QString::fromLatin1(secrets.at(2))}}};
    sessions.secrets().keepForSession(profile.id, all.toText());

    Appearance appearance(*qApp, sessions.settings());
    {
        MainWindow window(sessions, sessions.settings(), appearance);
        window.show();
        sessions.openProfile(profile.id);
        QTRY_VERIFY(server.requests().size() > 0 && window.workspace());
        QTRY_COMPARE(window.workspace()->datasets().state(), PagedModel::State::Failed);
        qWarning("%s", qPrintable(errorText(u"The datasets could not be listed."_s, window.workspace()->datasets().lastError())));
        window.workspace()->refresh();
        QTRY_VERIFY(window.workspace()->datasets().isWhole());
        sessions.client({.baseUrl = server.url(), .apiKey = QString::fromLatin1(secrets.at(0)) + u"\n"_s}).health().then(&window, [](const Result<void> &) { });
        window.close();
    }
    QCOMPARE(server.requests().first().header("X-Secret"), secrets.at(2));
    QFile exported(folder.filePath(u"connections.json"_s));
    QVERIFY(exported.open(QIODevice::WriteOnly));
    exported.write(profilefile::write(sessions.profiles().all()));
    exported.write(profilefile::write({profile}));
    exported.close();
    QVERIFY(sessions.settings().isSaved());
    QVERIFY(QFile::copy(sessions.settings().path(), folder.filePath(u"settings.ini"_s)));

    // The search sees what there is to see.
    QFile logged(folder.filePath(u"retriever.log"_s));
    QVERIFY(logged.open(QIODevice::ReadOnly));
    QVERIFY(logged.readAll().contains("/api/dataset/organization/"));
    QTemporaryDir planted;
    QFile leak(planted.filePath(u".leak"_s));
    QVERIFY(leak.open(QIODevice::WriteOnly) && leak.write("x" + secrets.at(1)) > 0);
    leak.close();
    QCOMPARE(traces(planted.path()).size(), 1);
    const QStringList found = traces(folder.path()) + traces(QDir::homePath());
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

QTEST_MAIN(tst_ui_secrecy)
#include "tst_ui_secrecy.moc"

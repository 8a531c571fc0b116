#include "app/settings/logfile.h"
#include "app/settings/profilefile.h"
#include "tests/support/certificates.h"
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

// The last one opens the key of the certificate "client".
const QList<QByteArray> secrets{"tr-PlainToSeeKey", "PlainToSeeProxy", "PlainToSeeHeader", "open sesame"};
const QString organization = u"0a1b2c3d-0000-4000-8000-000000000001"_s;

/// The secret as it is, and as it looks within a text in base64 wherever it begins there.
bool holds(const QByteArray &bytes, const QByteArray &secret)
{
    if (bytes.contains(secret))
        return true;
    for (const int before : {0, 1, 2}) {
        const QByteArray encoded = (QByteArray(before, ' ') + secret).toBase64();
        // The first signs depend on what stands before it, the last on what follows.
        if (bytes.contains(encoded.mid(before == 0 ? 0 : before + 1).chopped(4)))
            return true;
    }
    return false;
}

/// Every file below the folder that holds one of the secrets.
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
            if (holds(bytes, secret))
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
    Certificates certificates;
    const QString fault = certificates.make();
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
    // Plays the proxy, too: in the clear it is asked for whole addresses.
    FakeServer server;
    const QByteArray base = "http://trieve.invalid";
    const QByteArray list = base + "/api/dataset/organization/" + organization.toLatin1();
    server.on("GET", list, FakeAnswer::json(R"({"message": "no"})", 500));
    server.on("GET", list, FakeAnswer::json("[]"));
    TestSessions sessions(server.url(), QString::fromLatin1(secrets.at(0)), OrganizationId(organization));
    Profile profile = sessions.profiles().draft();
    profile.name = u"Remote"_s;
    profile.url = QUrl(QString::fromLatin1(base));
    profile.organization = OrganizationId(organization);
    profile.headers = {{u"X-Secret"_s, QString::fromLatin1(secrets.at(2)), true}};
    profile.proxy = {.kind = ProxyChoice::Kind::Http, .host = u"127.0.0.1"_s, .port = server.port(), .user = u"me"_s, .password = QString::fromLatin1(secrets.at(1))};
    profile.tls.certificate = certificates.certificate(u"client"_s);
    profile.tls.key = certificates.key(u"client"_s);
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
    // All of them were in use.
    QCOMPARE(server.requests().first().header("X-Secret"), secrets.at(2));
    QCOMPARE(server.requests().first().header("Authorization"), "Bearer " + secrets.at(0));
    QCOMPARE(server.requests().first().header("Proxy-Authorization"), "Basic " + ("me:" + secrets.at(1)).toBase64());
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
    QStringList kept;
    for (QDirIterator files(sessions.folder() + u"/requests"_s, QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains("/api/dataset/organization/"))
            kept.append(file.fileName());
    }
    QVERIFY2(!kept.isEmpty(), "the request log was not where it is searched for");
    for (const QByteArray &secret : secrets) {
        for (const QByteArray &form : {"x" + secret, ("me:" + secret + "!").toBase64(), ("you: " + secret + "!").toBase64(), ("a" + secret + "!").toBase64()}) {
            QTemporaryDir planted;
            QFile leak(planted.filePath(u".leak"_s));
            QVERIFY(leak.open(QIODevice::WriteOnly) && leak.write(form) > 0);
            leak.close();
            QCOMPARE(traces(planted.path()).size(), 1);
        }
    }
    const QStringList found = traces(folder.path()) + traces(QDir::homePath()) + traces(sessions.folder());
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

QTEST_MAIN(tst_ui_secrecy)
#include "tst_ui_secrecy.moc"

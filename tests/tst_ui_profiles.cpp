#include "app/localserver/localserver.h"
#include "app/settings/profilefile.h"
#include "tests/support/certificates.h"
#include "tests/support/fakeserver.h"
#include "tests/testsessions.h"
#include "ui/appearance.h"
#include "ui/connectionpane.h"
#include "ui/dialogs/importprofilesdialog.h"
#include "ui/dialogs/profiledialog.h"
#include "ui/mainwindow.h"
#include "ui/profileexchange.h"
#include "ui/theme.h"
#include "ui/widgets/messagebar.h"
#include "ui/workspace.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>

using namespace Qt::StringLiterals;

/// Connections as a person makes, tries, passes on and uses them.
class tst_ui_profiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void triesAConnectionStepByStep();
    void showsWhoseCertificateIsNotTrusted();
    void stopsATestThatWaits();
    void saysWhatAReadKeyMayDo();
    void keepsEverySecretOfAConnectionInOneEntry();
    void asksForAllThatIsSecretAtTheFirstUse();
    void testsWithWhatIsStored();
    void marksProductionAllOver();
    void letsNothingBeWrittenWhereNothingMayBe();
    void exportsWithoutSecretsAndImportsAgain();
    void asksWhatATakenNameMeans();
    void sendsNoStoredKeyWhereAFileSaysSo();
    void namesTheFieldOfAFileThatIsWrong();
    void opensAnotherServerWithoutARestart();

private:
    Profile remote(const QString &name) const;
    void openWindow(const QString &profile);
    ProfileDialog *openDialog(const Profile *profile = nullptr);
    void grab(const QString &name) const;
    void fill(ProfileDialog *dialog, const QString &url, const QString &key) const;
    QString stored(const QString &id);
    QString writeFile(const QByteArray &bytes) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LocalServer> m_server;
    std::unique_ptr<TestSessions> m_sessions;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<MainWindow> m_window;
    Certificates m_certificates;
};

namespace {

const QString organization = u"0a1b2c3d-0000-4000-8000-000000000001"_s;
const QString dataset = u"0a1b2c3d-0000-4000-8000-000000000002"_s;

QStringList steps(const QDialog *dialog)
{
    const auto *list = dialog->findChild<QListWidget *>(u"testSteps"_s);
    QStringList words;
    for (int row = 0; row < list->count(); ++row)
        words.append(list->item(row)->text());
    return words;
}

void type(const QWidget *dialog, const QString &field, const QString &text)
{
    dialog->findChild<QLineEdit *>(field)->setText(text);
}

void click(QWidget *widget)
{
    QTest::mouseClick(widget, Qt::LeftButton);
}

}

void tst_ui_profiles::initTestCase()
{
    applyTheme(*qApp, lightTheme());
    const QString fault = m_certificates.make();
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
}

void tst_ui_profiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto server = LocalServer::start({.dataFolder = m_folder->path(), .port = 0, .key = {}});
    QVERIFY2(server, qPrintable(server ? QString() : server.error().message));
    m_server = std::move(server).value();
    m_sessions = std::make_unique<TestSessions>(QUrl(m_server->url()), m_server->key(), OrganizationId(m_server->organizationId()));
}

void tst_ui_profiles::cleanup()
{
    m_window.reset();
    m_appearance.reset();
    m_sessions.reset();
    m_server.reset();
}

Profile tst_ui_profiles::remote(const QString &name) const
{
    Profile profile = m_sessions->profiles().draft();
    profile.name = name;
    profile.url = QUrl(m_server->url());
    profile.organization = OrganizationId(m_server->organizationId());
    return profile;
}

void tst_ui_profiles::openWindow(const QString &profile)
{
    m_appearance = std::make_unique<Appearance>(*qApp, m_sessions->settings());
    m_window = std::make_unique<MainWindow>(*m_sessions, m_sessions->settings(), *m_appearance);
    m_sessions->openProfile(profile);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

ProfileDialog *tst_ui_profiles::openDialog(const Profile *profile)
{
    openWindow(m_sessions->profiles().localWorkspace().id);
    auto *dialog = new ProfileDialog(*m_sessions, profile, m_window.get());
    dialog->open();
    return dialog;
}

void tst_ui_profiles::grab(const QString &name) const
{
    const QString folder = qEnvironmentVariable("RETRIEVER_GRABS");
    if (folder.isEmpty())
        return;
    for (const bool dark : {false, true}) {
        applyTheme(*qApp, dark ? darkTheme() : lightTheme());
        // For people to look at: message bars have faded in by then.
        QTest::qWait(250);
        QWidget *shown = QApplication::activeModalWidget() ? QApplication::activeModalWidget() : m_window.get();
        QVERIFY(shown->grab().save(u"%1/%2-%3.png"_s.arg(folder, name, dark ? u"dark"_s : u"light"_s)));
    }
    applyTheme(*qApp, lightTheme());
}

void tst_ui_profiles::fill(ProfileDialog *dialog, const QString &url, const QString &key) const
{
    type(dialog, u"name"_s, u"Remote"_s);
    type(dialog, u"url"_s, url);
    type(dialog, u"key"_s, key);
    type(dialog, u"organization"_s, m_server->organizationId());
}

QString tst_ui_profiles::stored(const QString &id)
{
    std::optional<QString> secret;
    m_sessions->secrets().read(id, this, [&secret](const SecretStore::Answer &answer) { secret = answer.secret; });
    [&secret] { QTRY_VERIFY(secret); }();
    return secret.value_or(QString());
}

QString tst_ui_profiles::writeFile(const QByteArray &bytes) const
{
    QFile file(m_folder->filePath(u"connections.json"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s", qPrintable(file.errorString()));
    return file.fileName();
}

void tst_ui_profiles::triesAConnectionStepByStep()
{
    ProfileDialog *dialog = openDialog();
    fill(dialog, m_server->url(), m_server->key());
    grab(u"profile-server"_s);
    click(dialog->findChild<QPushButton *>(u"testConnection"_s));
    QTRY_VERIFY2(dialog->messageBar().text().contains(u"Connected"_s), qPrintable(steps(dialog).join(u'\n')));
    const QStringList all = steps(dialog);
    QVERIFY2(all.at(0).contains(u"127.0.0.1"_s), qPrintable(all.at(0)));
    QVERIFY2(all.at(1).contains(u"can be read on its way"_s), qPrintable(all.at(1)));
    QCOMPARE(all.at(2), u"Server: up"_s);
    QCOMPARE(all.at(3), u"Key: known"_s);
    QCOMPARE(all.at(4), u"Role: admin or owner"_s);
    QVERIFY(dialog->findChild<QListWidget *>(u"testSteps"_s)->isVisible());
    grab(u"profile-test"_s);
    type(dialog, u"key"_s, u"wrong"_s);
    click(dialog->findChild<QPushButton *>(u"testConnection"_s));
    QTRY_VERIFY(dialog->messageBar().text().contains(u"Step \u201CKey\u201D"_s));
    QVERIFY2(steps(dialog).at(3).contains(u"failed"_s), qPrintable(steps(dialog).at(3)));
    QVERIFY2(steps(dialog).at(6).contains(u"not tried"_s), qPrintable(steps(dialog).at(6)));
    QVERIFY(dialog->acceptButton().isEnabled());
    grab(u"profile-test-failed"_s);
    type(dialog, u"url"_s, u"http://127.0.0.1:1"_s);
    click(dialog->findChild<QPushButton *>(u"testConnection"_s));
    QTRY_VERIFY(dialog->messageBar().text().contains(u"Step \u201CAddress\u201D"_s));
}

void tst_ui_profiles::showsWhoseCertificateIsNotTrusted()
{
    FakeServer server(m_certificates.server(u"selfsigned"_s));
    server.on("GET", "/api/health", FakeAnswer::empty(200));
    server.on("GET", "/api/organization/" + organization.toLatin1(), FakeAnswer::json(R"({"id": ")" + organization.toLatin1() + R"(", "name": "Acme"})"));
    server.on("GET", "/api/dataset/organization/" + organization.toLatin1(), FakeAnswer::json("[]"));
    server.on("GET", "/api-docs/openapi.json", FakeAnswer::json(R"({"info": {"version": "0.13.0"}})"));
    ProfileDialog *dialog = openDialog();
    fill(dialog, server.url().toString(), u"tr-key"_s);
    type(dialog, u"organization"_s, organization);
    click(dialog->findChild<QPushButton *>(u"testConnection"_s));
    QTRY_VERIFY(dialog->messageBar().text().contains(u"Step \u201CCertificate\u201D"_s));
    for (const QString &part : {u"signed itself"_s, u"Subject: selfsigned"_s, u"SHA-256: "_s, u"CA file"_s})
        QVERIFY2(dialog->messageBar().text().contains(part), qPrintable(dialog->messageBar().text()));
    QVERIFY(server.requests().isEmpty());
    grab(u"profile-untrusted"_s);
    type(dialog, u"authoritiesPath"_s, m_certificates.certificate(u"selfsigned"_s));
    click(dialog->findChild<QPushButton *>(u"testConnection"_s));
    QTRY_VERIFY2(dialog->messageBar().text().contains(u"Connected"_s), qPrintable(steps(dialog).join(u'\n') + dialog->messageBar().text()));
    QVERIFY2(steps(dialog).at(1).contains(u"selfsigned"_s), qPrintable(steps(dialog).at(1)));
    QCOMPARE(steps(dialog).at(5), u"Organization: Acme"_s);
    QCOMPARE(steps(dialog).at(7), u"Version: 0.13.0"_s);
    for (const FakeRequest &request : server.requests())
        QVERIFY(request.path != "/api-docs/openapi.json" || !request.hasHeader("Authorization"));
    click(&dialog->acceptButton());
    QTRY_COMPARE(m_sessions->profiles().all().size(), 2);
    QCOMPARE(m_sessions->profiles().all().last().tls.authorities, m_certificates.certificate(u"selfsigned"_s));
}

void tst_ui_profiles::stopsATestThatWaits()
{
    FakeServer server;
    server.on("GET", "*", FakeAnswer::silence());
    ProfileDialog *dialog = openDialog();
    fill(dialog, server.url().toString(), u"tr-key"_s);
    click(dialog->findChild<QPushButton *>(u"testConnection"_s));
    QTRY_COMPARE(server.requests().size(), 1);
    QVERIFY(dialog->isBusy());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!dialog->isBusy());
    QVERIFY(dialog->isVisible());
    QTRY_COMPARE(server.openConnections(), 0);
}

void tst_ui_profiles::saysWhatAReadKeyMayDo()
{
    FakeServer server;
    server.on("GET", "/api/health", FakeAnswer::empty(200));
    server.on("GET", "/api/organization/" + organization.toLatin1(), FakeAnswer::json(R"({"message": "Forbidden"})", 403));
    server.on("GET", "/api/dataset/organization/" + organization.toLatin1(), FakeAnswer::json(R"({"message": "Forbidden"})", 403));
    server.on("GET", "/api/dataset/groups/" + dataset.toLatin1() + "/1", FakeAnswer::json(R"({"groups": [], "total_pages": 1})"));
    ProfileDialog *dialog = openDialog();
    fill(dialog, server.url().toString(), u"tr-key"_s);
    type(dialog, u"organization"_s, organization);
    click(dialog->findChild<QPushButton *>(u"testConnection"_s));
    QTRY_VERIFY(dialog->messageBar().text().contains(u"Enter the id of the one dataset"_s));
    QVERIFY2(dialog->messageBar().text().contains(u"admin or the owner role"_s), qPrintable(dialog->messageBar().text()));
    type(dialog, u"dataset"_s, dataset);
    click(dialog->findChild<QPushButton *>(u"testConnection"_s));
    QTRY_VERIFY2(dialog->messageBar().text().contains(u"may only read"_s), qPrintable(steps(dialog).join(u'\n')));
}

void tst_ui_profiles::keepsEverySecretOfAConnectionInOneEntry()
{
    ProfileDialog *dialog = openDialog();
    fill(dialog, m_server->url(), m_server->key());
    auto *proxy = dialog->findChild<QComboBox *>(u"proxy"_s);
    proxy->setCurrentIndex(proxy->findText(u"SOCKS5"_s));
    QVERIFY(!dialog->acceptButton().isEnabled());
    QVERIFY(dialog->findChild<QLabel *>(u"proxyHostError"_s)->text().contains(u"proxy's name"_s));
    type(dialog, u"proxyHost"_s, u"127.0.0.1"_s);
    dialog->findChild<QSpinBox *>(u"proxyPort"_s)->setValue(9);
    type(dialog, u"proxyUser"_s, u"me"_s);
    type(dialog, u"proxyPassword"_s, u"pw"_s);
    auto *tabs = dialog->findChild<QTabWidget *>();
    tabs->setCurrentIndex(1);
    grab(u"profile-proxy"_s);
    tabs->setCurrentIndex(2);
    click(dialog->findChild<QPushButton *>(u"addHeader"_s));
    type(dialog, u"headerName"_s, u"X-Secret"_s);
    dialog->findChild<QCheckBox *>(u"headerSecret"_s)->setChecked(true);
    type(dialog, u"headerValue"_s, u"s3cret"_s);
    grab(u"profile-headers"_s);
    tabs->setCurrentIndex(3);
    grab(u"profile-certificates"_s);
    tabs->setCurrentIndex(0);
    dialog->findChild<QCheckBox *>(u"readOnly"_s)->setChecked(true);
    dialog->findChild<QCheckBox *>(u"production"_s)->setChecked(true);
    QVERIFY(dialog->acceptButton().isEnabled());
    click(&dialog->acceptButton());
    QTRY_COMPARE(m_sessions->profiles().all().size(), 2);
    const Profile profile = m_sessions->profiles().all().last();
    QVERIFY(profile.isReadOnly && profile.isProduction);
    QCOMPARE(profile.headers, (QList<ExtraHeader>{{u"X-Secret"_s, {}, true}}));
    const ProfileSecrets secrets = ProfileSecrets::fromText(stored(profile.id));
    QCOMPARE(secrets.key, m_server->key());
    QCOMPARE(secrets.proxyPassword, u"pw"_s);
    QCOMPARE(secrets.headers.value(u"X-Secret"_s), u"s3cret"_s);
    // Changing one secret keeps the others.
    auto *again = new ProfileDialog(*m_sessions, &profile, m_window.get());
    again->open();
    type(again, u"proxyPassword"_s, u"new"_s);
    QSignalSpy done(again, &ProfileDialog::stored);
    click(&again->acceptButton());
    QTRY_COMPARE(done.size(), 1);
    const ProfileSecrets changed = ProfileSecrets::fromText(stored(profile.id));
    QCOMPARE(changed.proxyPassword, u"new"_s);
    QCOMPARE(changed.key, m_server->key());
    QCOMPARE(changed.headers.value(u"X-Secret"_s), u"s3cret"_s);
}

void tst_ui_profiles::asksForAllThatIsSecretAtTheFirstUse()
{
    Profile profile = remote(u"Behind a gateway"_s);
    profile.headers = {{u"X-Secret"_s, {}, true}};
    QVERIFY(m_sessions->profiles().add(profile));
    openWindow(profile.id);
    auto *pane = m_window->findChild<ConnectionPane *>();
    QTRY_VERIFY(pane->findChild<QLineEdit *>(u"sessionKey"_s)->isVisible());
    grab(u"pane-secrets"_s);
    type(pane, u"sessionKey"_s, m_server->key());
    QVERIFY(!pane->findChild<QPushButton *>(u"useKey"_s)->isEnabled());
    type(pane, u"secretHeader"_s, u"s3cret"_s);
    click(pane->findChild<QPushButton *>(u"useKey"_s));
    QTRY_VERIFY(m_window->workspace());
    QTRY_VERIFY(m_sessions->profiles().find(profile.id)->hasStoredKey);
    QCOMPARE(ProfileSecrets::fromText(stored(profile.id)).headers.value(u"X-Secret"_s), u"s3cret"_s);
}

void tst_ui_profiles::testsWithWhatIsStored()
{
    Profile profile = remote(u"Stored"_s);
    profile.hasStoredKey = true;
    QVERIFY(m_sessions->profiles().add(profile));
    m_sessions->secrets().keepForSession(profile.id, m_server->key());
    ProfileDialog *dialog = openDialog(m_sessions->profiles().find(profile.id));
    click(dialog->findChild<QPushButton *>(u"testConnection"_s));
    QTRY_VERIFY(dialog->messageBar().text().contains(u"Connected"_s));
}

void tst_ui_profiles::marksProductionAllOver()
{
    Profile profile = remote(u"Shop"_s);
    profile.isProduction = profile.isReadOnly = true;
    QVERIFY(m_sessions->profiles().add(profile));
    m_sessions->secrets().keepForSession(profile.id, m_server->key());
    openWindow(profile.id);
    QTRY_VERIFY(m_window->workspace());
    auto *strip = m_window->findChild<QWidget *>(u"productionStrip"_s);
    QVERIFY(strip->isVisible());
    QVERIFY(m_window->findChild<QLabel *>(u"productionWords"_s)->text().contains(u"Shop"_s));
    grab(u"window-production"_s);
    m_window->requestProfile(m_sessions->profiles().localWorkspace().id);
    QTRY_VERIFY(!strip->isVisible());
}

void tst_ui_profiles::letsNothingBeWrittenWhereNothingMayBe()
{
    Profile profile = remote(u"Look only"_s);
    profile.isReadOnly = true;
    QVERIFY(m_sessions->profiles().add(profile));
    m_sessions->secrets().keepForSession(profile.id, m_server->key());
    bool made = false;
    const ApiClient owner = m_sessions->client({.baseUrl = QUrl(m_server->url()), .apiKey = m_server->key(), .organization = OrganizationId(m_server->organizationId())});
    Call<Dataset> call = owner.createDataset({.name = u"Handbook"_s, .trackingId = {}, .serverConfiguration = {}});
    call.then(this, [&made](const Result<Dataset> &created) { made = created.ok(); });
    QTRY_VERIFY(made);
    openWindow(profile.id);
    QTRY_VERIFY(m_window->workspace() && m_window->workspace()->dataset());
    const auto isLocked = [this](const QString &name) {
        const auto *action = m_window->findChild<QAction *>(name);
        return action && !action->isEnabled() && action->toolTip().contains(u"read-only"_s);
    };
    for (const QString &name : {u"actionNewDataset"_s, u"actionAddDocuments"_s, u"actionRenameDataset"_s, u"actionDeleteDataset"_s, u"newChunk"_s, u"addDocuments"_s, u"deleteChunks"_s})
        QVERIFY2(isLocked(name), qPrintable(name));
    QVERIFY(m_window->findChild<QAction *>(u"actionCopyDatasetId"_s)->isEnabled());
    grab(u"window-readonly"_s);
    for (const QString &page : {pageid::groups, pageid::chat, pageid::settings}) {
        m_window->workspace()->openPage(page);
        QTRY_COMPARE(m_window->workspace()->pageId(), page);
        QTest::qWait(50);
        grab(u"window-readonly-"_s + page);
    }
    QVERIFY(isLocked(u"newGroup"_s));
    QVERIFY(!m_window->findChild<QPushButton *>(u"sendQuestion"_s)->isEnabled());
    // The local workspace may be written to again.
    m_window->requestProfile(m_sessions->profiles().localWorkspace().id);
    QTRY_VERIFY(m_window->findChild<QAction *>(u"actionNewDataset"_s)->isEnabled());
    QVERIFY(!m_window->findChild<QAction *>(u"actionNewDataset"_s)->toolTip().contains(u"read-only"_s));
}

void tst_ui_profiles::exportsWithoutSecretsAndImportsAgain()
{
    Profile profile = remote(u"Shop"_s);
    profile.hasStoredKey = true;
    QVERIFY(m_sessions->profiles().add(profile));
    m_sessions->secrets().keepForSession(profile.id, u"tr-secret-key"_s);
    openWindow(m_sessions->profiles().localWorkspace().id);
    ProfileExchange exchange(*m_sessions, m_window.get());
    QSignalSpy said(&exchange, &ProfileExchange::statusMessage);
    const QString path = m_folder->filePath(u"out.json"_s);
    exchange.exportFile(path);
    QCOMPARE(said.size(), 1);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(bytes.contains("Shop") && !bytes.contains("tr-secret-key"));
    QVERIFY(m_sessions->profiles().remove(profile.id));
    exchange.importFile(path);
    auto *dialog = m_window->findChild<ImportProfilesDialog *>();
    QVERIFY(dialog);
    click(&dialog->acceptButton());
    QTRY_COMPARE(m_sessions->profiles().all().size(), 2);
    const Profile back = m_sessions->profiles().all().last();
    QCOMPARE(back.url, profile.url);
    QVERIFY(!back.hasStoredKey && back.id != profile.id && !back.id.isEmpty());
}

void tst_ui_profiles::asksWhatATakenNameMeans()
{
    QVERIFY(m_sessions->profiles().add(remote(u"Shop"_s)));
    openWindow(m_sessions->profiles().localWorkspace().id);
    const QString path = writeFile(R"({"retriever_profiles": 1, "profiles": [
        {"name": "shop", "url": "https://a.example"}, {"name": "Shop", "url": "https://b.example"}, {"name": "SHOP", "url": "https://c.example"}]})");
    ProfileExchange exchange(*m_sessions, m_window.get());
    exchange.importFile(path);
    auto *dialog = m_window->findChild<ImportProfilesDialog *>();
    QVERIFY(dialog);
    grab(u"import"_s);
    const auto choose = [dialog](int row, const QString &what) {
        auto *box = dialog->findChild<QComboBox *>(u"importChoice%1"_s.arg(row));
        for (int i = 0; i < box->count(); ++i) {
            if (box->itemText(i).startsWith(what))
                box->setCurrentIndex(i);
        }
    };
    choose(0, u"Add it as \u201Cshop 2\u201D"_s);
    choose(1, u"Replace"_s);
    choose(2, u"Leave"_s);
    click(&dialog->acceptButton());
    QTRY_COMPARE(m_sessions->profiles().all().size(), 3);
    QCOMPARE(m_sessions->profiles().all().at(1).url.host(), u"b.example"_s);
    QCOMPARE(m_sessions->profiles().all().at(2).name, u"shop 2"_s);
}

void tst_ui_profiles::sendsNoStoredKeyWhereAFileSaysSo()
{
    Profile profile = remote(u"Shop"_s);
    profile.hasStoredKey = true;
    QVERIFY(m_sessions->profiles().add(profile));
    m_sessions->secrets().keepForSession(profile.id, u"tr-secret-key"_s);
    openWindow(m_sessions->profiles().localWorkspace().id);
    ProfileExchange exchange(*m_sessions, m_window.get());
    exchange.importFile(writeFile(R"({"retriever_profiles": 1, "profiles": [{"name": "Shop", "url": "https://evil.example"}]})"));
    auto *dialog = m_window->findChild<ImportProfilesDialog *>();
    QVERIFY(dialog);
    dialog->findChild<QComboBox *>(u"importChoice0"_s)->setCurrentIndex(1);
    click(&dialog->acceptButton());
    QTRY_COMPARE(m_sessions->profiles().find(profile.id)->url.host(), u"evil.example"_s);
    QVERIFY(!m_sessions->profiles().find(profile.id)->hasStoredKey);
    QTRY_VERIFY(stored(profile.id).isEmpty());
}

void tst_ui_profiles::namesTheFieldOfAFileThatIsWrong()
{
    openWindow(m_sessions->profiles().localWorkspace().id);
    ProfileExchange exchange(*m_sessions, m_window.get());
    exchange.importFile(writeFile(R"({"retriever_profiles": 1, "profiles": [{"name": "A", "url": 3}]})"));
    auto *box = m_window->findChild<QMessageBox *>();
    QVERIFY(box);
    QVERIFY2(box->informativeText().contains(u"profiles[0]: Profile.url"_s), qPrintable(box->informativeText()));
    delete box;
    exchange.importFile(writeFile(R"({"retriever_profiles": 1, "profiles": [{"name": "A", "url": "ftp://x"}]})"));
    auto *dialog = m_window->findChild<ImportProfilesDialog *>();
    QVERIFY(dialog);
    click(&dialog->acceptButton());
    QVERIFY(dialog->isVisible());
    QVERIFY2(dialog->fieldError(dialog->findChild<QComboBox *>(u"importChoice0"_s)).contains(u"url: Begin with https"_s),
        qPrintable(dialog->fieldError(dialog->findChild<QComboBox *>(u"importChoice0"_s))));
    QCOMPARE(m_sessions->profiles().all().size(), 1);
}

void tst_ui_profiles::opensAnotherServerWithoutARestart()
{
    FakeServer other;
    other.on("GET", "/prefix/api/dataset/organization/" + organization.toLatin1(), FakeAnswer::json("[]"));
    Profile profile = remote(u"Other"_s);
    profile.url = QUrl(other.url().toString() + u"/prefix"_s);
    profile.organization = OrganizationId(organization);
    profile.headers = {{u"X-Team"_s, u"rescue"_s, false}};
    QVERIFY(m_sessions->profiles().add(profile));
    m_sessions->secrets().keepForSession(profile.id, u"tr-other"_s);
    openWindow(m_sessions->profiles().localWorkspace().id);
    QTRY_VERIFY(m_window->workspace());
    m_window->requestProfile(profile.id);
    QTRY_VERIFY(other.count("GET", "/prefix/api/dataset/organization/" + organization.toLatin1()) > 0);
    QCOMPARE(other.lastRequest().header("Authorization"), QByteArray("Bearer tr-other"));
    QCOMPARE(other.lastRequest().header("X-Team"), QByteArray("rescue"));
    m_window->requestProfile(m_sessions->profiles().localWorkspace().id);
    QTRY_COMPARE(m_sessions->profileId(), m_sessions->profiles().localWorkspace().id);
    QTRY_COMPARE(other.openConnections(), 0);
}

QTEST_MAIN(tst_ui_profiles)
#include "tst_ui_profiles.moc"

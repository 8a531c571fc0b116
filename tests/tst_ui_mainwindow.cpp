#include "app/localserver/localserver.h"
#include "tests/support/fakeserver.h"
#include "tests/testsessions.h"
#include "ui/appearance.h"
#include "ui/mainwindow.h"
#include "ui/profilebutton.h"
#include "ui/theme.h"
#include "ui/widgets/formdialog.h"
#include "ui/widgets/messagebar.h"
#include "ui/workspace.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

/// The whole window, as a person uses it: against the real local server, and against one that fails.
class tst_ui_mainwindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void offersToMakeTheFirstDataset();
    void makesADatasetByMouseAndShowsIt();
    void makesADatasetByKeyboard();
    void renamesADatasetEverywhereAtOnce();
    void deletesOnlyAfterTheNameWasTyped();
    void showsARefusedDeletionAndKeepsTheDataset();
    void callsADatasetDeletedWhenItIsGone();
    void saysThatADatasetWasNotDeletedAfterAll();
    void sendsWhatTheServerWouldResetWithANewName();
    void warnsThatANewNameLosesTheStopTokens();
    void keepsTheDialogAndTheTextWhenTheServerRefuses();
    void keepsTheListAndOffersRetryWhenARefreshFails();
    void sendsOnlyTheSettingsThatWereChanged();
    void asksBeforeUnsavedSettingsAreLeft();
    void removesAConnectionOnlyOnceAnotherIsOpen();
    void findsADatasetByPartOfItsName();
    void copiesTheIdOfADataset();
    void remembersDatasetAndPage();
    void asksForAKeyThatIsNotStored();
    void testsAConnectionBeforeItIsStored();
    void offersOnlyThisSessionWithoutAKeyring();
    void tellsOfRequestsThatWaitAndSendsThemAtOnce();
    void keepsItsHeightWhenRequestsWait();
    void locksWhatTheServerSaidTheKeyMayNot();
    void fitsTheSmallestWindowWithoutClipping();
    void namesEveryControl();

private:
    Dataset create(const QString &name);
    void openWindow();
    template <typename T>
    T *find(const QString &name) const
    {
        return m_window->findChild<T *>(name);
    }
    FormDialog *dialog(const QString &name) const { return m_window->findChild<FormDialog *>(name); }
    QListView *datasets() const { return find<QListView>(u"datasets"_s); }
    void deleteFake(const FakeServer &server);
    FormDialog *renameFake(const FakeServer &server);
    QStringList datasetNames() const;
    void click(QWidget *widget) const { QTest::mouseClick(widget, Qt::LeftButton); }
    void clickRow(const QString &name) const;
    void openPage(const QString &id) const;
    void trigger(const QString &action) const { find<QAction>(action)->trigger(); }
    void grab(const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LocalServer> m_server;
    std::unique_ptr<TestSessions> m_sessions;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<MainWindow> m_window;
};

namespace {

const OrganizationId organization(u"0a1b2c3d-0000-4000-8000-000000000001"_s);
const DatasetId fakeDataset(u"0a1b2c3d-0000-4000-8000-000000000002"_s);

QByteArray datasetJson(bool inList, const QByteArray &configuration = "null")
{
    const QByteArray json = R"({"id": ")" + fakeDataset.text().toLatin1() + R"(", "name": "Fake", "tracking_id": null, "organization_id": ")"
        + organization.text().toLatin1() + R"(", "created_at": "2024-01-02T03:04:05", "updated_at": "2024-01-02T03:04:05", "server_configuration": )"
        + configuration + '}';
    return inList ? R"([{"dataset": )" + json + R"(, "dataset_usage": {"chunk_count": 3}}])" : json;
}

/// A desktop without a keyring: nothing can be stored, keys can be kept in memory.
class NoKeyring : public SessionSecretStore
{
public:
    void write(const QString &, const QString &, QObject *context, Continuation continuation) override
    {
        QMetaObject::invokeMethod(context, [continuation] { continuation({.outcome = Outcome::NoKeyring, .secret = {}, .detail = {}}); }, Qt::QueuedConnection);
    }
};

const QByteArray listPath = "/api/dataset/organization/" + organization.text().toLatin1();
const QByteArray datasetPath = "/api/dataset/" + fakeDataset.text().toLatin1();

}

void tst_ui_mainwindow::initTestCase()
{
    applyTheme(*qApp, lightTheme());
}

void tst_ui_mainwindow::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto server = LocalServer::start({.dataFolder = m_folder->path(), .port = 0, .key = {}});
    QVERIFY2(server, qPrintable(server ? QString() : server.error().message));
    m_server = std::move(server).value();
    m_sessions = std::make_unique<TestSessions>(QUrl(m_server->url()), m_server->key(), OrganizationId(m_server->organizationId()));
}

void tst_ui_mainwindow::cleanup()
{
    m_window.reset();
    m_appearance.reset();
    m_sessions.reset();
    m_server.reset();
}

Dataset tst_ui_mainwindow::create(const QString &name)
{
    const ApiClient client = m_sessions->client({.baseUrl = QUrl(m_server->url()), .apiKey = m_server->key(), .organization = OrganizationId(m_server->organizationId())});
    std::optional<Dataset> made;
    Call<Dataset> call = client.createDataset({.name = name, .trackingId = {}, .serverConfiguration = {}});
    call.then(this, [&](const Result<Dataset> &dataset) { made = *dataset; });
    [&] { QTRY_VERIFY(made); }();
    return *made;
}

void tst_ui_mainwindow::openWindow()
{
    TestSessions &sessions = *m_sessions;
    m_appearance = std::make_unique<Appearance>(*qApp, sessions.settings());
    m_window = std::make_unique<MainWindow>(sessions, sessions.settings(), *m_appearance);
    sessions.openProfile(sessions.profiles().localWorkspace().id);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_VERIFY(m_window->workspace()->datasets().isWhole() || m_window->workspace()->datasets().state() == PagedModel::State::Failed);
}

QStringList tst_ui_mainwindow::datasetNames() const
{
    QStringList names;
    for (int row = 0; row < datasets()->model()->rowCount(); ++row)
        names += datasets()->model()->index(row, 0).data().toString();
    return names;
}

void tst_ui_mainwindow::clickRow(const QString &name) const
{
    const QModelIndexList found = datasets()->model()->match(datasets()->model()->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly);
    QCOMPARE(found.size(), 1);
    QTest::mouseClick(datasets()->viewport(), Qt::LeftButton, {}, datasets()->visualRect(found.first()).center());
}

void tst_ui_mainwindow::openPage(const QString &id) const
{
    m_window->workspace()->openPage(id);
    QTRY_COMPARE(m_window->workspace()->pageId(), id);
}

void tst_ui_mainwindow::grab(const QString &name) const
{
    const QString folder = qEnvironmentVariable("RETRIEVER_GRABS");
    if (folder.isEmpty())
        return;
    // For people to look at: message bars have faded in by then.
    QTest::qWait(250);
    QVERIFY((QApplication::activeModalWidget() ? QApplication::activeModalWidget() : m_window.get())->grab().save(folder + u'/' + name + u".png"_s));
}

void tst_ui_mainwindow::offersToMakeTheFirstDataset()
{
    openWindow();
    const auto *sentence = find<QLabel>(u"emptySentence"_s);
    QTRY_VERIFY(sentence->isVisible());
    grab(u"empty"_s);
    click(find<QPushButton>(u"emptyAction"_s));
    QVERIFY(dialog(u"newDatasetDialog"_s));
    QCOMPARE(find<ProfileButton>(u"profileButton"_s)->connectionState(), u"Connected"_s);
}

void tst_ui_mainwindow::makesADatasetByMouseAndShowsIt()
{
    openWindow();
    click(find<QToolButton>(u"newDataset"_s));
    FormDialog *form = dialog(u"newDatasetDialog"_s);
    QVERIFY(form);
    QVERIFY(QTest::qWaitForWindowActive(form));
    QVERIFY(!form->acceptButton().isEnabled());
    QTest::keyClicks(form->findChild<QLineEdit *>(u"name"_s), u"Products"_s);
    QTest::keyClicks(form->findChild<QLineEdit *>(u"baseUrl"_s), u"nonsense"_s);
    QVERIFY(!form->acceptButton().isEnabled());
    QVERIFY(form->findChild<QLabel *>(u"baseUrlError"_s)->isVisible());
    grab(u"newdataset"_s);
    form->findChild<QLineEdit *>(u"baseUrl"_s)->clear();
    click(&form->acceptButton());
    QTRY_COMPARE(datasetNames(), QStringList{u"Products"_s});
    QTRY_VERIFY(m_window->workspace()->dataset());
    QCOMPARE(m_window->workspace()->dataset()->name, u"Products"_s);
    QTRY_VERIFY(!dialog(u"newDatasetDialog"_s));
    QVERIFY(m_window->statusBar()->currentMessage().contains(u"Products"_s));
}

void tst_ui_mainwindow::makesADatasetByKeyboard()
{
    openWindow();
    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    FormDialog *form = dialog(u"newDatasetDialog"_s);
    QVERIFY(form);
    QVERIFY(QTest::qWaitForWindowActive(form));
    QVERIFY(form->focusWidget());
    QTest::keyClicks(form->focusWidget(), u"Typed"_s);
    QTest::keyClick(form->focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(datasetNames(), QStringList{u"Typed"_s});
}

void tst_ui_mainwindow::renamesADatasetEverywhereAtOnce()
{
    create(u"Old name"_s);
    openWindow();
    QTRY_VERIFY(m_window->workspace()->dataset());
    trigger(u"actionRenameDataset"_s);
    FormDialog *form = dialog(u"renameDatasetDialog"_s);
    QVERIFY(QTest::qWaitForWindowActive(form));
    QVERIFY(!form->acceptButton().isEnabled());
    QTest::keyClicks(form->findChild<QLineEdit *>(u"name"_s), u"New name"_s);
    QTest::keyClick(form->findChild<QLineEdit *>(u"name"_s), Qt::Key_Return);
    QTRY_COMPARE(datasetNames(), QStringList{u"New name"_s});
    QVERIFY(m_window->windowTitle().contains(u"New name"_s));
}

void tst_ui_mainwindow::deletesOnlyAfterTheNameWasTyped()
{
    create(u"Rubbish"_s);
    openWindow();
    QTRY_VERIFY(m_window->workspace()->dataset());
    trigger(u"actionDeleteDataset"_s);
    FormDialog *form = dialog(u"deleteDatasetDialog"_s);
    QVERIFY(form);
    const auto *lost = form->findChild<QLabel *>(u"whatIsLost"_s);
    QTRY_VERIFY(lost->text().contains(u"0 chunks and 0 groups"_s));
    grab(u"delete"_s);
    auto *typed = form->findChild<QLineEdit *>(u"typedName"_s);
    QTest::keyClicks(typed, u"Rubbis"_s);
    QVERIFY(!form->acceptButton().isEnabled());
    QTest::keyClicks(typed, u"h"_s);
    click(&form->acceptButton());
    QTRY_COMPARE(datasetNames(), QStringList());
    QVERIFY(!m_window->workspace()->dataset());
}

void tst_ui_mainwindow::showsARefusedDeletionAndKeepsTheDataset()
{
    FakeServer server;
    server.on("GET", listPath, FakeAnswer::json(datasetJson(true)));
    server.on("GET", datasetPath, FakeAnswer::json(datasetJson(false)));
    server.on("DELETE", datasetPath, FakeAnswer::json(R"({"message": "Cannot delete a locked dataset"})", 400));
    m_sessions = std::make_unique<TestSessions>(server.url(), u"key"_s, organization);
    openWindow();
    QTRY_VERIFY(m_window->workspace()->dataset());
    trigger(u"actionDeleteDataset"_s);
    FormDialog *form = dialog(u"deleteDatasetDialog"_s);
    QTest::keyClicks(form->findChild<QLineEdit *>(u"typedName"_s), u"Fake"_s);
    click(&form->acceptButton());
    QTRY_VERIFY(form->messageBar().text().contains(u"Cannot delete a locked dataset"_s));
    QCOMPARE(datasetNames(), QStringList{u"Fake"_s});
    QVERIFY(form->isVisible());
    grab(u"deleterefused"_s);
}

void tst_ui_mainwindow::callsADatasetDeletedWhenItIsGone()
{
    FakeServer server;
    server.on("GET", listPath, FakeAnswer::json(datasetJson(true)));
    server.on("GET", datasetPath, FakeAnswer::json(datasetJson(false)));
    server.on("DELETE", datasetPath, FakeAnswer::empty());
    deleteFake(server);
    QTRY_COMPARE(m_window->statusBar()->currentMessage(), u"The dataset \u201CFake\u201D is being deleted."_s);
    const int before = server.count("GET", datasetPath);
    QTRY_VERIFY(server.count("GET", datasetPath) > before + 2);
    QCOMPARE(datasetNames(), QStringList{u"Fake"_s});
    grab(u"deleting"_s);
    server.on("GET", datasetPath, FakeAnswer::json(R"({"message": "Not Found: Dataset"})", 404));
    QTRY_COMPARE(datasetNames(), QStringList());
    QCOMPARE(m_window->statusBar()->currentMessage(), u"The dataset \u201CFake\u201D was deleted."_s);
}

void tst_ui_mainwindow::saysThatADatasetWasNotDeletedAfterAll()
{
    FakeServer server;
    server.on("GET", listPath, FakeAnswer::json(datasetJson(true)));
    server.on("GET", datasetPath, FakeAnswer::json(datasetJson(false)));
    server.on("DELETE", datasetPath, FakeAnswer::empty());
    server.on("POST", "/api/dataset/events", FakeAnswer::json(R"({"events":[],"event_types":[],"page_count":0})"));
    server.on("POST", "/api/dataset/events", FakeAnswer::json(R"({"events":[{"id":"1","created_at":"2024-07-02 3:04:05.0 +00:00:00",
        "event_type":"dataset_delete_failed","event_data":"{\"error\":\"the disk is full\"}"}],"event_types":[],"page_count":1})"));
    deleteFake(server);
    const auto told = [this] {
        const auto bars = m_window->findChildren<MessageBar *>();
        return std::any_of(bars.begin(), bars.end(), [](const MessageBar *bar) { return bar->text().contains(u"was not deleted"_s) && bar->text().contains(u"the disk is full"_s); });
    };
    QTRY_VERIFY(told());
    QCOMPARE(datasetNames(), QStringList{u"Fake"_s});
}

void tst_ui_mainwindow::deleteFake(const FakeServer &server)
{
    m_sessions = std::make_unique<TestSessions>(server.url(), u"key"_s, organization);
    openWindow();
    QTRY_VERIFY(m_window->workspace()->dataset());
    m_window->workspace()->datasets().deletionWatch().setPace(1, 60'000);
    trigger(u"actionDeleteDataset"_s);
    FormDialog *form = dialog(u"deleteDatasetDialog"_s);
    QTest::keyClicks(form->findChild<QLineEdit *>(u"typedName"_s), u"Fake"_s);
    click(&form->acceptButton());
}

void tst_ui_mainwindow::sendsWhatTheServerWouldResetWithANewName()
{
    FakeServer server;
    server.on("GET", listPath, FakeAnswer::json(datasetJson(true)));
    server.on("GET", datasetPath, FakeAnswer::json(datasetJson(false, R"({"LLM_API_VERSION": "2024-06-01"})")));
    server.on("PUT", "/api/dataset", FakeAnswer::json(datasetJson(false)));
    FormDialog *form = renameFake(server);
    click(&form->acceptButton());
    QTRY_COMPARE(server.count("PUT", "/api/dataset"), 1);
    const Json body = *Json::parse(std::find_if(server.requests().begin(), server.requests().end(), [](const FakeRequest &request) { return request.method == "PUT"; })->body);
    QCOMPARE(body[u"dataset_name"].toString(), u"Fake news"_s);
    QCOMPARE(body[u"server_configuration"].toBytes(), R"({"LLM_API_VERSION":"2024-06-01"})");
}

void tst_ui_mainwindow::warnsThatANewNameLosesTheStopTokens()
{
    FakeServer server;
    server.on("GET", listPath, FakeAnswer::json(datasetJson(true)));
    server.on("GET", datasetPath, FakeAnswer::json(datasetJson(false, R"({"STOP_TOKENS": ["END"]})")));
    server.on("PUT", "/api/dataset", FakeAnswer::json(datasetJson(false)));
    FormDialog *form = renameFake(server);
    click(&form->acceptButton());
    QTRY_VERIFY(form->messageBar().text().contains(u"stop tokens"_s));
    QCOMPARE(server.count("PUT", "/api/dataset"), 0);
    click(&form->acceptButton());
    QTRY_COMPARE(server.count("PUT", "/api/dataset"), 1);
}

FormDialog *tst_ui_mainwindow::renameFake(const FakeServer &server)
{
    m_sessions = std::make_unique<TestSessions>(server.url(), u"key"_s, organization);
    openWindow();
    [this] { QTRY_VERIFY(m_window->workspace()->dataset()); }();
    trigger(u"actionRenameDataset"_s);
    FormDialog *form = dialog(u"renameDatasetDialog"_s);
    form->findChild<QLineEdit *>(u"name"_s)->setText(u"Fake news"_s);
    return form;
}

void tst_ui_mainwindow::keepsTheDialogAndTheTextWhenTheServerRefuses()
{
    FakeServer server;
    server.on("GET", listPath, FakeAnswer::json("[]"));
    server.on("POST", "/api/dataset", FakeAnswer::json(R"({"message": "Dataset limit reached"})", 426));
    m_sessions = std::make_unique<TestSessions>(server.url(), u"key"_s, organization);
    openWindow();
    trigger(u"actionNewDataset"_s);
    FormDialog *form = dialog(u"newDatasetDialog"_s);
    QTest::keyClicks(form->findChild<QLineEdit *>(u"name"_s), u"Too many"_s);
    click(&form->acceptButton());
    QTRY_VERIFY(form->messageBar().text().contains(u"Dataset limit reached"_s));
    QVERIFY(form->isVisible());
    QCOMPARE(form->findChild<QLineEdit *>(u"name"_s)->text(), u"Too many"_s);
    QVERIFY(form->acceptButton().isEnabled());
    QCOMPARE(datasetNames(), QStringList());
}

void tst_ui_mainwindow::keepsTheListAndOffersRetryWhenARefreshFails()
{
    FakeServer server;
    server.on("GET", listPath, FakeAnswer::json(datasetJson(true)));
    server.on("GET", listPath, FakeAnswer::json(R"({"message": "no database"})", 500));
    server.on("GET", listPath, FakeAnswer::json(datasetJson(true)));
    server.on("GET", datasetPath, FakeAnswer::json(datasetJson(false)));
    m_sessions = std::make_unique<TestSessions>(server.url(), u"key"_s, organization);
    openWindow();
    QTRY_COMPARE(datasetNames(), QStringList{u"Fake"_s});
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    MessageBar *bar = nullptr;
    const auto barOfDatasets = [&] {
        for (MessageBar *candidate : m_window->findChildren<MessageBar *>()) {
            if (candidate->text().contains(u"The datasets could not be listed"_s))
                bar = candidate;
        }
        return bar;
    };
    QTRY_VERIFY(barOfDatasets());
    QVERIFY(bar->text().contains(u"no database"_s));
    QCOMPARE(datasetNames(), QStringList{u"Fake"_s});
    QVERIFY(m_window->workspace()->dataset());
    grab(u"failed"_s);
    click(bar->findChild<QPushButton *>(u"retry"_s));
    QTRY_COMPARE(find<ProfileButton>(u"profileButton"_s)->connectionState(), u"Connected"_s);
    QVERIFY(!bar->isVisible());
}

void tst_ui_mainwindow::sendsOnlyTheSettingsThatWereChanged()
{
    FakeServer server;
    const QByteArray configuration = R"({"LLM_BASE_URL": "https://one.example/v1", "RAG_PROMPT": "old", "N_RETRIEVALS_TO_INCLUDE": 8, "LOCKED": false})";
    server.on("GET", listPath, FakeAnswer::json(datasetJson(true)));
    server.on("GET", datasetPath, FakeAnswer::json(datasetJson(false, configuration)));
    server.on("PUT", "/api/dataset", FakeAnswer::json(datasetJson(false, R"({"RAG_PROMPT": "new", "LLM_API_KEY": "sk-secret"})")));
    m_sessions = std::make_unique<TestSessions>(server.url(), u"key"_s, organization);
    openWindow();
    openPage(pageid::settings);
    auto *prompt = find<QPlainTextEdit>(u"RAG_PROMPT"_s);
    QTRY_COMPARE(prompt->toPlainText(), u"old"_s);
    auto *save = find<QPushButton>(u"saveSettings"_s);
    QVERIFY(!save->isEnabled());
    prompt->setFocus();
    prompt->selectAll();
    QTest::keyClicks(prompt, u"new"_s);
    QVERIFY(find<QLabel>(u"RAG_PROMPTChanged"_s)->isVisible());
    click(save);
    QTRY_COMPARE(server.count("PUT", "/api/dataset"), 1);
    const Json sent = *Json::parse(server.lastRequest().body);
    QCOMPARE(sent[u"server_configuration"].toBytes(), R"({"RAG_PROMPT":"new"})");
    QVERIFY(!sent.contains(u"dataset_name"));
    QTRY_VERIFY(m_window->statusBar()->currentMessage().contains(u"saved"_s));
    QCOMPARE(find<QLineEdit>(u"LLM_API_KEY"_s)->text(), QString());
}

void tst_ui_mainwindow::asksBeforeUnsavedSettingsAreLeft()
{
    create(u"One"_s);
    create(u"Two"_s);
    openWindow();
    clickRow(u"One"_s);
    openPage(pageid::settings);
    auto *name = find<QLineEdit>(u"name"_s);
    QTRY_COMPARE(name->text(), u"One"_s);
    QTRY_VERIFY(name->isEnabled());
    name->setText(u"One and a half"_s);
    clickRow(u"Two"_s);
    auto *question = m_window->findChild<QDialog *>(u"unsavedDialog"_s);
    QVERIFY(question);
    QCOMPARE(m_window->workspace()->dataset()->name, u"One"_s);
    QCOMPARE(datasets()->currentIndex().data().toString(), u"One"_s);
    click(question->findChild<QPushButton *>(u"stay"_s));
    QCOMPARE(name->text(), u"One and a half"_s);
    QTRY_VERIFY(!m_window->findChild<QDialog *>(u"unsavedDialog"_s));

    clickRow(u"Two"_s);
    click(m_window->findChild<QDialog *>(u"unsavedDialog"_s)->findChild<QPushButton *>(u"save"_s));
    QTRY_COMPARE(m_window->workspace()->dataset()->name, u"Two"_s);
    QCOMPARE(datasetNames(), QStringList({u"One and a half"_s, u"Two"_s}));
}

void tst_ui_mainwindow::removesAConnectionOnlyOnceAnotherIsOpen()
{
    create(u"One"_s);
    openWindow();
    Profile profile = m_sessions->profiles().draft();
    profile.name = u"Remote"_s;
    profile.url = QUrl(m_server->url());
    profile.organization = OrganizationId(m_server->organizationId());
    QVERIFY(m_sessions->profiles().add(profile));
    m_sessions->secrets().keepForSession(profile.id, m_server->key());
    m_window->requestProfile(profile.id);
    QTRY_COMPARE(m_sessions->profileId(), profile.id);
    QTRY_VERIFY(m_window->workspace() && m_window->workspace()->dataset());

    auto *menu = m_window->findChild<QMenu *>(u"connectionMenu"_s);
    menu->popup(m_window->mapToGlobal(QPoint(10, 60)));
    const auto actions = menu->actions();
    const auto remove = std::find_if(actions.begin(), actions.end(), [](const QAction *action) { return action->text().contains(u"Remove"_s); });
    QVERIFY(remove != actions.end());
    (*remove)->trigger();
    menu->close();
    FormDialog *form = dialog(u"confirmDialog"_s);
    QVERIFY(form);
    QCOMPARE(m_sessions->profiles().all().size(), 2);
    click(&form->acceptButton());
    QTRY_COMPARE(m_sessions->profiles().all().size(), 1);
    QCOMPARE(m_sessions->profileId(), m_sessions->profiles().localWorkspace().id);
    QTRY_VERIFY(m_window->workspace() && m_window->workspace()->dataset());
}

void tst_ui_mainwindow::findsADatasetByPartOfItsName()
{
    for (const QString &name : {u"Handbook"_s, u"Products"_s, u"Papers"_s})
        create(name);
    openWindow();
    QCOMPARE(datasetNames(), QStringList({u"Handbook"_s, u"Papers"_s, u"Products"_s}));
    auto *field = find<QLineEdit>(u"findDataset"_s);
    QTest::keyClicks(field, u"PRO"_s);
    QTRY_COMPARE(datasetNames(), QStringList{u"Products"_s});
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(m_window->workspace()->dataset()->name, u"Products"_s);
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(datasetNames().size(), 3);
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    QTRY_COMPARE(m_window->workspace()->dataset()->name, u"Handbook"_s);
}

void tst_ui_mainwindow::copiesTheIdOfADataset()
{
    const Dataset dataset = create(u"One"_s);
    openWindow();
    QTRY_VERIFY(m_window->workspace()->dataset());
    trigger(u"actionCopyDatasetId"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), dataset.id.text());
}

void tst_ui_mainwindow::remembersDatasetAndPage()
{
    create(u"One"_s);
    create(u"Two"_s);
    openWindow();
    for (const QString &name : {u"One"_s, u"Two"_s}) {
        clickRow(name);
        openPage(pageid::settings);
        m_window->close();
        QTRY_VERIFY(!m_window->isVisible());
        m_window.reset();
        m_sessions->close();
        openWindow();
        QTRY_VERIFY(m_window->workspace()->dataset());
        QCOMPARE(m_window->workspace()->dataset()->name, name);
        QCOMPARE(m_window->workspace()->pageId(), pageid::settings);
    }
}

void tst_ui_mainwindow::asksForAKeyThatIsNotStored()
{
    openWindow();
    Profile profile = m_sessions->profiles().draft();
    profile.name = u"Remote"_s;
    profile.url = QUrl(m_server->url());
    profile.organization = OrganizationId(m_server->organizationId());
    profile.hasStoredKey = true;
    QVERIFY(m_sessions->profiles().add(profile));
    m_window->requestProfile(profile.id);
    // The fields are made for what the profile needs.
    QTRY_VERIFY(m_window->findChild<QPushButton *>(u"useKey"_s)->isVisible());
    auto *key = find<QLineEdit>(u"sessionKey"_s);
    QVERIFY(!m_window->workspace());
    QVERIFY(!find<QAction>(u"actionNewDataset"_s)->isEnabled());
    grab(u"keyneeded"_s);
    QTest::keyClicks(key, m_server->key());
    QTest::keyClick(key, Qt::Key_Return);
    QTRY_VERIFY(m_window->workspace());
    QTRY_COMPARE(find<ProfileButton>(u"profileButton"_s)->connectionState(), u"Connected"_s);
}

void tst_ui_mainwindow::testsAConnectionBeforeItIsStored()
{
    openWindow();
    trigger(u"actionConnect"_s);
    FormDialog *form = dialog(u"profileDialog"_s);
    QVERIFY(form);
    const auto type = [form](const QString &field, const QString &text) { form->findChild<QLineEdit *>(field)->setText(text); };
    type(u"name"_s, u"Remote"_s);
    type(u"url"_s, u"ftp://example.org"_s);
    QVERIFY(form->findChild<QLabel *>(u"urlError"_s)->isVisible());
    type(u"url"_s, m_server->url());
    type(u"key"_s, u"wrong"_s);
    type(u"organization"_s, m_server->organizationId());
    auto *test = form->findChild<QPushButton *>(u"testConnection"_s);
    click(test);
    QTRY_VERIFY(form->messageBar().text().contains(u"does not accept the API key"_s));
    grab(u"connect"_s);
    type(u"key"_s, m_server->key());
    click(test);
    QTRY_VERIFY(form->messageBar().text().contains(u"Connected"_s));
    click(&form->acceptButton());
    QTRY_COMPARE(m_sessions->profiles().all().size(), 2);
    QTRY_COMPARE(m_sessions->profileId(), m_sessions->profiles().all().last().id);
    QTRY_COMPARE(find<ProfileButton>(u"profileButton"_s)->connectionState(), u"Connected"_s);
    QVERIFY(m_sessions->profiles().all().last().hasStoredKey);
}

void tst_ui_mainwindow::offersOnlyThisSessionWithoutAKeyring()
{
    m_sessions->useSecrets(std::make_unique<NoKeyring>());
    openWindow();
    trigger(u"actionConnect"_s);
    FormDialog *form = dialog(u"profileDialog"_s);
    form->findChild<QLineEdit *>(u"name"_s)->setText(u"Remote"_s);
    form->findChild<QLineEdit *>(u"url"_s)->setText(m_server->url());
    form->findChild<QLineEdit *>(u"key"_s)->setText(m_server->key());
    form->findChild<QLineEdit *>(u"organization"_s)->setText(m_server->organizationId());
    click(&form->acceptButton());
    QTRY_VERIFY(form->messageBar().text().contains(u"no keyring"_s));
    QCOMPARE(m_sessions->profiles().all().size(), 1);
    grab(u"nokeyring"_s);
    click(&form->acceptButton());
    QTRY_COMPARE(m_sessions->profiles().all().size(), 2);
    QVERIFY(!m_sessions->profiles().all().last().hasStoredKey);
    QTRY_COMPARE(m_sessions->profileId(), m_sessions->profiles().all().last().id);
    QTRY_COMPARE(find<ProfileButton>(u"profileButton"_s)->connectionState(), u"Connected"_s);
}

void tst_ui_mainwindow::tellsOfRequestsThatWaitAndSendsThemAtOnce()
{
    FakeServer server;
    server.on("GET", listPath, FakeAnswer::json(datasetJson(true)));
    server.on("GET", listPath, FakeAnswer::json(R"({"message": "later"})", 503));
    server.on("GET", listPath, FakeAnswer::json(R"({"message": "later"})", 503));
    server.on("GET", listPath, FakeAnswer::json(datasetJson(true)));
    server.on("GET", datasetPath, FakeAnswer::json(datasetJson(false)));
    m_sessions = std::make_unique<TestSessions>(server.url(), u"key"_s, organization);
    m_sessions->setRetryPolicy({std::chrono::hours(1), std::chrono::hours(1), 3});
    openWindow();
    QTRY_COMPARE(datasetNames(), QStringList{u"Fake"_s});
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    auto *strip = find<QWidget>(u"retryStrip"_s);
    QTRY_VERIFY(strip->isVisible());
    const auto *words = find<QLabel>(u"retryWords"_s);
    QVERIFY2(words->text().endsWith(u"(attempt 2 of 3): the server answered 503"_s), qPrintable(words->text()));
    for (const bool dark : {false, true}) {
        applyTheme(*qApp, dark ? darkTheme() : lightTheme());
        grab(dark ? u"retry-dark"_s : u"retry-light"_s);
    }
    applyTheme(*qApp, lightTheme());
    click(find<QToolButton>(u"retryNow"_s));
    QTRY_VERIFY2(words->text().contains(u"(attempt 3 of 3)"_s), qPrintable(words->text()));
    QTRY_VERIFY(find<QToolButton>(u"retryNow"_s)->isEnabled());
    click(find<QToolButton>(u"retryNow"_s));
    QTRY_VERIFY(!strip->isVisible());
    QCOMPARE(server.count("GET", listPath), 4);
    QCOMPARE(datasetNames(), QStringList{u"Fake"_s});
}

void tst_ui_mainwindow::keepsItsHeightWhenRequestsWait()
{
    openWindow();
    m_window->resize(1024, 700);
    const int height = m_window->statusBar()->height();
    RetryBoard &board = *m_sessions->current()->client.retries();
    for (int i = 0; i < 4; ++i)
        board.add({.method = u"GET"_s, .path = u"/api/chunk/c"_s, .retry = {.failed = 1, .attempts = 3, .error = {Error::Kind::Offline, 0, {}, {}}, .wait = {}},
            .next = QDeadlineTimer(std::chrono::hours(1)), .sendNow = {}, .giveUp = {}});
    auto *strip = find<QWidget>(u"retryStrip"_s);
    QTRY_VERIFY(strip->isVisible());
    grab(u"retry-several"_s);
    QCOMPARE(m_window->statusBar()->height(), height);
    QVERIFY(find<QLabel>(u"retryWords"_s)->width() >= find<QLabel>(u"retryWords"_s)->sizeHint().width());
    QCOMPARE(m_window->width(), 1024);
}

void tst_ui_mainwindow::locksWhatTheServerSaidTheKeyMayNot()
{
    FakeServer server;
    server.on("GET", listPath, FakeAnswer::json(datasetJson(true)));
    server.on("GET", datasetPath, FakeAnswer::json(datasetJson(false)));
    server.on("DELETE", datasetPath, FakeAnswer::json(R"({"message": "Forbidden"})", 403));
    server.on("DELETE", datasetPath, FakeAnswer::empty());
    m_sessions = std::make_unique<TestSessions>(server.url(), u"key"_s, organization);
    openWindow();
    QTRY_COMPARE(datasetNames(), QStringList{u"Fake"_s});
    const auto *button = find<ProfileButton>(u"profileButton"_s);
    // Listing datasets needs an admin's key.
    QTRY_VERIFY2(button->toolTip().contains(u"Key: may read and write\n"_s), qPrintable(button->toolTip()));
    const auto *remove = find<QAction>(u"actionDeleteDataset"_s);
    QVERIFY(remove->isEnabled());
    const auto ask = [this] {
        bool ended = false;
        Call<void> call = m_window->workspace()->client().deleteDataset(fakeDataset);
        call.then(this, [&ended](const Result<void> &) { ended = true; });
        QTRY_VERIFY(ended);
    };
    ask();
    for (const QString &name : {u"actionDeleteDataset"_s, u"actionNewDataset"_s, u"actionRenameDataset"_s}) {
        QVERIFY2(!find<QAction>(name)->isEnabled(), qPrintable(name));
        QCOMPARE(find<QAction>(name)->toolTip(), u"This needs a key with the owner role."_s);
    }
    const auto places = remove->associatedObjects();
    for (const QObject *place : places) {
        if (const auto *inMenu = qobject_cast<const QMenu *>(place))
            QVERIFY(inMenu->toolTipsVisible());
    }
    QVERIFY(find<QAction>(u"actionAddDocuments"_s)->isEnabled());
    QVERIFY(find<QAction>(u"newChunk"_s)->isEnabled());
    QVERIFY2(button->toolTip().contains(u"not manage datasets"_s), qPrintable(button->toolTip()));
    auto *menu = find<QMenu>(u"connectionMenu"_s);
    Q_EMIT menu->aboutToShow();
    const auto *told = menu->findChild<QAction *>(u"keyRole"_s);
    QVERIFY(told);
    QCOMPARE(told->text(), u"Key: may read and write, not manage datasets"_s);
    // The key was given another role meanwhile.
    ask();
    QVERIFY(remove->isEnabled());
    QCOMPARE(remove->toolTip(), u"Delete\u2026"_s);
}

void tst_ui_mainwindow::fitsTheSmallestWindowWithoutClipping()
{
    for (const QString &name : {u"Handbook"_s, u"Products with a rather long name that does not fit"_s, u"Papers"_s})
        create(name);
    openWindow();
    clickRow(u"Handbook"_s);
    for (const bool dark : {false, true}) {
        applyTheme(*qApp, dark ? darkTheme() : lightTheme());
        for (const QSize &size : {QSize(1280, 800), QSize(1024, 700)}) {
            m_window->resize(size);
            QCOMPARE(m_window->size(), size);
            for (const PageSpec &page : pageSpecs()) {
                openPage(page.id);
                QTest::qWait(150);
                grab(u"%1-%2-%3"_s.arg(page.id, dark ? u"dark"_s : u"light"_s).arg(size.width()));
                QVERIFY2(m_window->workspace()->minimumSizeHint().width() <= m_window->workspace()->width(), qPrintable(page.id));
            }
        }
    }
    applyTheme(*qApp, lightTheme());
}

void tst_ui_mainwindow::namesEveryControl()
{
    create(u"One"_s);
    openWindow();
    QTRY_VERIFY(m_window->workspace()->dataset());
    openPage(pageid::settings);
    trigger(u"actionConnect"_s);
    for (const QToolButton *button : m_window->findChildren<QToolButton *>()) {
        const bool ofQt = button->objectName().startsWith("qt_"_L1) || qobject_cast<QLineEdit *>(button->parentWidget()) || qobject_cast<QMenuBar *>(button->parentWidget());
        QVERIFY2(ofQt || !button->accessibleName().isEmpty() || !button->text().isEmpty(), qPrintable(button->objectName()));
    }
    QSet<const QWidget *> labelled;
    for (const QLabel *label : m_window->findChildren<QLabel *>())
        labelled.insert(label->buddy());
    for (const QLineEdit *line : m_window->findChildren<QLineEdit *>()) {
        const bool inner = line->objectName().startsWith("qt_"_L1);
        QVERIFY2(inner || labelled.contains(line) || !line->accessibleName().isEmpty(), qPrintable(line->objectName()));
    }
}

QTEST_MAIN(tst_ui_mainwindow)
#include "tst_ui_mainwindow.moc"

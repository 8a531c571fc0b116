#include "tests/support/fakeserver.h"
#include "tests/support/localdataset.h"
#include "ui/dialogs/addchunksdialog.h"
#include "ui/dialogs/choosegroupsdialog.h"
#include "ui/dialogs/deletegroupdialog.h"
#include "ui/dialogs/groupdialog.h"
#include "ui/pages/groupspage.h"
#include "ui/theme.h"
#include "ui/widgets/chunkpreview.h"
#include "ui/widgets/chunktable.h"
#include "ui/widgets/confirmdialog.h"
#include "ui/widgets/grouptable.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/sourceedit.h"

#include <QAccessible>
#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;

/// The groups page and its dialogs as a person uses them.
class tst_ui_groups : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void makesAGroupWithEveryField();
    void refusesATrackingIdThatIsTaken();
    void adoptsNoGroupThatTheServerMadeUp();
    void sendsOnlyWhatWasChangedOfAGroup();
    void keepsWhatSomebodyElseChangedMeanwhile();
    void asksWhereSomebodyElseChangedTheSame();
    void callsAGroupDeletedWhenItsChunksAreGone();
    void keepsTheTextWhenTheServerRefuses();
    void deletesAGroupAndKeepsItsChunks();
    void deletesAGroupWithItsChunks();
    void putsChunksInAndTakesThemOut();
    void showsTheChunksOfTheChosenGroup();
    void asksToOpenAChunkAndToChat();
    void showsAGroupThatTheListHasNotComeTo();
    void choosesGroupsByTicks();
    void namesEveryControlForScreenReaders();

private:
    template <typename T>
    static T *find(QWidget &parent, const QString &name)
    {
        T *found = parent.findChild<T *>(name);
        if (!found)
            qFatal("no %s", qPrintable(name));
        return found;
    }
    template <typename T>
    static T *dialog()
    {
        if (!QTest::qWaitFor([] { return qobject_cast<T *>(QApplication::activeModalWidget()); }))
            return nullptr;
        return qobject_cast<T *>(QApplication::activeModalWidget());
    }
    static void open(GroupsPage &page, const Dataset &dataset)
    {
        page.resize(1100, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        page.showDataset(dataset);
        QTRY_VERIFY(page.groups().hasLoaded());
    }
    static QAction *action(GroupsPage &page, const QString &name)
    {
        QAction *found = page.findChild<QAction *>(name);
        if (!found)
            qFatal("no %s", qPrintable(name));
        return found;
    }
};

namespace {

ChunkGroup fakeGroup()
{
    ChunkGroup group;
    group.id = ChunkGroupId(u"0a1b2c3d-0000-4000-8000-000000000001"_s);
    group.datasetId = DatasetId(u"0a1b2c3d-0000-4000-8000-000000000009"_s);
    group.name = u"Old"_s;
    group.description = u"Kept"_s;
    group.tagSet = QStringList{u"a, b"_s};
    group.trackingId = u"mine"_s;
    group.metadata = *Metadata::fromText(u"{\"n\":1e400}"_s);
    group.createdAt = group.updatedAt = u"2024-01-02T03:04:05"_s;
    return group;
}

Json bodyOfUpdate(const FakeServer &server)
{
    for (const FakeRequest &request : server.requests()) {
        if (request.method == "PUT")
            return Json::parse(request.body).value();
    }
    return {};
}

}

void tst_ui_groups::initTestCase()
{
    applyTheme(*qApp, lightTheme());
}

void tst_ui_groups::makesAGroupWithEveryField()
{
    LocalDataset local;
    GroupsPage page(*local.client);
    open(page, local.dataset);
    QTest::keyClick(&page, Qt::Key_N, Qt::ControlModifier);
    auto *form = dialog<GroupDialog>();
    QVERIFY(form);
    QVERIFY(!find<QPushButton>(*form, u"accept"_s)->isEnabled());
    QTest::keyClicks(find<QLineEdit>(*form, u"groupName"_s), u"Setup"_s);
    QTest::keyClicks(find<QLineEdit>(*form, u"groupDescription"_s), u"First steps"_s);
    QTest::keyClicks(find<QLineEdit>(*form, u"groupTrackingId"_s), u"setup-1"_s);
    QTest::keyClicks(find<QLineEdit>(*form, u"groupTagsField"_s), u"one, two"_s);
    QTest::keyClick(find<QLineEdit>(*form, u"groupTagsField"_s), Qt::Key_Return);
    find<SourceEdit>(*form, u"groupMetadata"_s)->setPlainText(u"{\"n\": 1e400"_s);
    QVERIFY(!find<QPushButton>(*form, u"accept"_s)->isEnabled());
    QVERIFY(find<QLabel>(*form, u"groupMetadataError"_s)->text().contains(u"line 1"_s));
    find<SourceEdit>(*form, u"groupMetadata"_s)->setPlainText(u"{\"n\": 1e400}"_s);
    find<QPushButton>(*form, u"accept"_s)->click();
    QTRY_COMPARE(page.groups().rowCount(), 1);
    const ChunkGroup stored = awaited(local.client->group(local.dataset.id, page.groups().groupIdAt(0)));
    QCOMPARE(stored.name, u"Setup"_s);
    QCOMPARE(stored.description, u"First steps"_s);
    QCOMPARE(stored.trackingId, std::optional(u"setup-1"_s));
    QCOMPARE(stored.metadata.json().toBytes(), QByteArray("{\"n\":1e400}"));
    QCOMPARE(find<QLabel>(page, u"groupTitle"_s)->text(), u"Setup"_s);
}

void tst_ui_groups::refusesATrackingIdThatIsTaken()
{
    LocalDataset local;
    NewChunkGroup group;
    group.name = u"First"_s;
    group.trackingId = u"taken"_s;
    awaited(local.client->createGroups(local.dataset.id, {group}));
    GroupDialog form(*local.client, local.dataset.id, nullptr);
    form.setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy saved(&form, &GroupDialog::saved);
    form.open();
    find<QLineEdit>(form, u"groupName"_s)->setText(u"Second"_s);
    find<QLineEdit>(form, u"groupTrackingId"_s)->setText(u"taken"_s);
    find<QPushButton>(form, u"accept"_s)->click();
    QTRY_VERIFY(find<QLabel>(form, u"groupTrackingIdError"_s)->text().contains(u"First"_s));
    QCOMPARE(saved.size(), 0);
    QVERIFY(form.isVisible());
    find<QCheckBox>(form, u"groupUpsert"_s)->setChecked(true);
    find<QPushButton>(form, u"accept"_s)->click();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(awaited(local.client->groups(local.dataset.id, 1)).groups.size(), 1);
}

void tst_ui_groups::adoptsNoGroupThatTheServerMadeUp()
{
    // Somebody took the tracking id between our look and our create.
    FakeServer server;
    server.on("GET", "/api/chunk_group/tracking_id/taken", FakeAnswer::json(R"({"message":"Not Found: Group"})", 404));
    ChunkGroup other = fakeGroup();
    other.name = u"First"_s;
    server.on("GET", "/api/chunk_group/tracking_id/taken", FakeAnswer::json(other.toJson().toBytes()));
    ChunkGroup invented = fakeGroup();
    invented.id = ChunkGroupId(u"0a1b2c3d-0000-4000-8000-00000000000f"_s);
    server.on("POST", "/api/chunk_group", FakeAnswer::json(invented.toJson().toBytes()));
    server.on("GET", "/api/chunk_group/" + invented.id.text().toLatin1(), FakeAnswer::json(R"({"message":"Not Found: Group"})", 404));
    QNetworkAccessManager manager;
    const ApiClient client({.baseUrl = server.url(), .apiKey = u"key"_s, .organization = {}}, manager, manager);
    GroupDialog form(client, other.datasetId, nullptr);
    form.setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy saved(&form, &GroupDialog::saved);
    form.open();
    find<QLineEdit>(form, u"groupName"_s)->setText(u"Second"_s);
    find<QLineEdit>(form, u"groupTrackingId"_s)->setText(u"taken"_s);
    find<QPushButton>(form, u"accept"_s)->click();
    QTRY_VERIFY(find<QLabel>(form, u"groupTrackingIdError"_s)->text().contains(u"First"_s));
    QCOMPARE(saved.size(), 0);
    QVERIFY(form.isVisible());
    QCOMPARE(find<QLineEdit>(form, u"groupName"_s)->text(), u"Second"_s);
}

void tst_ui_groups::sendsOnlyWhatWasChangedOfAGroup()
{
    FakeServer server;
    server.on("PUT", "/api/chunk_group", FakeAnswer::empty());
    QNetworkAccessManager manager;
    const ApiClient client({.baseUrl = server.url(), .apiKey = u"key"_s, .organization = {}}, manager, manager);
    const ChunkGroup group = fakeGroup();
    server.on("GET", "/api/chunk_group/" + group.id.text().toLatin1(), FakeAnswer::json(group.toJson().toBytes()));
    GroupDialog form(client, group, nullptr);
    form.setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy saved(&form, &GroupDialog::saved);
    form.open();
    QVERIFY(form.patch().isEmpty());
    QVERIFY(!find<QPushButton>(form, u"accept"_s)->isEnabled());
    find<QLineEdit>(form, u"groupName"_s)->setText(u"New"_s);
    find<QPushButton>(form, u"accept"_s)->click();
    QTRY_COMPARE(server.count("PUT", "/api/chunk_group"), 1);
    const Json body = bodyOfUpdate(server);
    // Servers null a tracking id and metadata that are left out, so these go along as they were.
    const Json wanted = Json::object({{u"group_id", group.id.text()}, {u"name", u"New"}, {u"tracking_id", u"mine"}, {u"metadata", group.metadata.json()}});
    QVERIFY2(body == wanted, body.toBytes().constData());
    QTRY_COMPARE(saved.size(), 1);
}

void tst_ui_groups::keepsWhatSomebodyElseChangedMeanwhile()
{
    FakeServer server;
    server.on("PUT", "/api/chunk_group", FakeAnswer::empty());
    ChunkGroup now = fakeGroup();
    now.trackingId = u"theirs"_s;
    now.metadata = *Metadata::fromText(u"{\"by\":\"them\"}"_s);
    server.on("GET", "/api/chunk_group/" + now.id.text().toLatin1(), FakeAnswer::json(now.toJson().toBytes()));
    QNetworkAccessManager manager;
    const ApiClient client({.baseUrl = server.url(), .apiKey = u"key"_s, .organization = {}}, manager, manager);
    GroupDialog form(client, fakeGroup(), nullptr);
    form.setAttribute(Qt::WA_DeleteOnClose, false);
    form.open();
    find<QLineEdit>(form, u"groupName"_s)->setText(u"New"_s);
    find<QPushButton>(form, u"accept"_s)->click();
    QTRY_COMPARE(server.count("PUT", "/api/chunk_group"), 1);
    const Json body = bodyOfUpdate(server);
    QCOMPARE(body[u"name"].toString(), u"New"_s);
    QCOMPARE(body[u"tracking_id"].toString(), u"theirs"_s);
    QCOMPARE(body[u"metadata"].toBytes(), R"({"by":"them"})");
}

void tst_ui_groups::asksWhereSomebodyElseChangedTheSame()
{
    FakeServer server;
    server.on("PUT", "/api/chunk_group", FakeAnswer::empty());
    ChunkGroup now = fakeGroup();
    now.name = u"Theirs"_s;
    server.on("GET", "/api/chunk_group/" + now.id.text().toLatin1(), FakeAnswer::json(now.toJson().toBytes()));
    QNetworkAccessManager manager;
    const ApiClient client({.baseUrl = server.url(), .apiKey = u"key"_s, .organization = {}}, manager, manager);
    GroupDialog form(client, fakeGroup(), nullptr);
    form.setAttribute(Qt::WA_DeleteOnClose, false);
    form.open();
    find<QLineEdit>(form, u"groupName"_s)->setText(u"Mine"_s);
    find<QPushButton>(form, u"accept"_s)->click();
    auto *ask = dialog<ConfirmDialog>();
    QVERIFY(ask);
    QVERIFY(find<QLabel>(*ask, u"whatIsLost"_s)->text().contains(u"name"_s));
    QCOMPARE(server.count("PUT", "/api/chunk_group"), 0);
    find<QPushButton>(*ask, u"accept"_s)->click();
    QTRY_COMPARE(server.count("PUT", "/api/chunk_group"), 1);
    QCOMPARE(bodyOfUpdate(server)[u"name"].toString(), u"Mine"_s);
}

void tst_ui_groups::callsAGroupDeletedWhenItsChunksAreGone()
{
    const ChunkGroup group = fakeGroup();
    const QByteArray path = "/api/chunk_group/" + group.id.text().toLatin1();
    FakeServer server;
    server.on("GET", "/api/dataset/groups/" + group.datasetId.text().toLatin1() + "/1",
        FakeAnswer::json(Json::object({{u"groups", Json::array({group.toJson()})}, {u"total_pages", 1}}).toBytes()));
    server.on("DELETE", path, FakeAnswer::empty());
    server.on("GET", path, FakeAnswer::json(R"({"message":"Not Found: Group"})", 404));
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(R"({"chunks":[{"id":"c","chunk_html":"x","created_at":"1","updated_at":"1"}]})"));
    QNetworkAccessManager manager;
    const ApiClient client({.baseUrl = server.url(), .apiKey = u"key"_s, .organization = {}}, manager, manager);
    GroupsPage page(client);
    page.groups().deletionWatch().setPace(1, 60'000);
    Dataset dataset;
    dataset.id = group.datasetId;
    open(page, dataset);
    QTRY_COMPARE(page.groups().rowCount(), 1);
    QTRY_VERIFY(action(page, u"deleteGroup"_s)->isEnabled());
    action(page, u"deleteGroup"_s)->trigger();
    auto *ask = dialog<DeleteGroupDialog>();
    QVERIFY(ask);
    find<QRadioButton>(*ask, u"deleteChunksToo"_s)->click();
    find<QPushButton>(*ask, u"accept"_s)->click();
    QTRY_VERIFY(server.count("POST", "/api/chunks/scroll") >= 2);
    const auto told = [&page](const QString &words) {
        const auto bars = page.findChildren<MessageBar *>();
        return std::any_of(bars.begin(), bars.end(), [&words](const MessageBar *bar) { return bar->text().contains(words); });
    };
    QVERIFY(told(u"is being deleted"_s));
    QCOMPARE(page.groups().rowCount(), 1);
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(R"({"chunks":[]})"));
    QTRY_COMPARE(page.groups().rowCount(), 0);
    QVERIFY(told(u" deleted."_s));
}

void tst_ui_groups::keepsTheTextWhenTheServerRefuses()
{
    FakeServer server;
    server.on("POST", "/api/chunk_group", FakeAnswer::json(R"({"message": "no more groups"})", 400));
    QNetworkAccessManager manager;
    const ApiClient client({.baseUrl = server.url(), .apiKey = u"key"_s, .organization = {}}, manager, manager);
    GroupDialog form(client, DatasetId(u"d"_s), nullptr);
    form.setAttribute(Qt::WA_DeleteOnClose, false);
    form.open();
    find<QLineEdit>(form, u"groupName"_s)->setText(u"Typed"_s);
    find<QPushButton>(form, u"accept"_s)->click();
    QTRY_VERIFY(form.messageBar().text().contains(u"no more groups"_s));
    QVERIFY(form.isVisible());
    QCOMPARE(find<QLineEdit>(form, u"groupName"_s)->text(), u"Typed"_s);
    QVERIFY(find<QPushButton>(form, u"accept"_s)->isEnabled());
}

void tst_ui_groups::deletesAGroupAndKeepsItsChunks()
{
    LocalDataset local;
    const ChunkGroup group = local.addGroup(u"Setup"_s);
    const Chunk chunk = local.add(u"<p>Inside</p>"_s);
    awaited(local.client->addToGroup(local.dataset.id, group.id, chunk.id));
    GroupsPage page(*local.client);
    open(page, local.dataset);
    QTRY_COMPARE(page.chunks().rowCount(), 1);
    auto *table = find<GroupTable>(page, u"groupTable"_s);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Delete);
    auto *ask = dialog<DeleteGroupDialog>();
    QVERIFY(ask);
    QTRY_VERIFY(find<QRadioButton>(*ask, u"keepChunks"_s)->text().contains(u"1"_s));
    QVERIFY(find<QRadioButton>(*ask, u"keepChunks"_s)->isChecked());
    find<QPushButton>(*ask, u"accept"_s)->click();
    QTRY_COMPARE(page.groups().rowCount(), 0);
    QCOMPARE(page.chunks().rowCount(), 0);
    QCOMPARE(awaited(local.client->chunkCount(local.dataset.id)), 1);
}

void tst_ui_groups::deletesAGroupWithItsChunks()
{
    LocalDataset local;
    const ChunkGroup group = local.addGroup(u"Setup"_s);
    const Chunk chunk = local.add(u"<p>Inside</p>"_s);
    awaited(local.client->addToGroup(local.dataset.id, group.id, chunk.id));
    GroupsPage page(*local.client);
    open(page, local.dataset);
    QTRY_COMPARE(page.groups().rowCount(), 1);
    action(page, u"deleteGroup"_s)->trigger();
    auto *ask = dialog<DeleteGroupDialog>();
    QVERIFY(ask);
    find<QRadioButton>(*ask, u"deleteChunksToo"_s)->click();
    find<QPushButton>(*ask, u"accept"_s)->click();
    QTRY_COMPARE(page.groups().rowCount(), 0);
    QTRY_COMPARE(awaited(local.client->chunkCount(local.dataset.id)), 0);
}

void tst_ui_groups::putsChunksInAndTakesThemOut()
{
    LocalDataset local;
    const ChunkGroup group = local.addGroup(u"Setup"_s);
    local.add(u"<p>One</p>"_s);
    local.add(u"<p>Two</p>"_s);
    GroupsPage page(*local.client);
    open(page, local.dataset);
    QTRY_VERIFY(action(page, u"addChunks"_s)->isEnabled());
    action(page, u"addChunks"_s)->trigger();
    auto *choose = dialog<AddChunksDialog>();
    QVERIFY(choose);
    auto *candidates = find<ChunkTable>(*choose, u"chunkTable"_s);
    QTRY_COMPARE(candidates->model()->rowCount(), 2);
    candidates->selectAll();
    find<QPushButton>(*choose, u"accept"_s)->click();
    QTRY_COMPARE(page.chunks().rowCount(), 2);
    QTRY_COMPARE(awaited(local.client->groupChunkCount(local.dataset.id, group.id)), 2);
    auto *table = find<ChunkTable>(page, u"groupChunkTable"_s);
    QTRY_VERIFY(table->currentIndex().isValid());
    QTRY_VERIFY(action(page, u"takeOutChunks"_s)->isEnabled());
    action(page, u"takeOutChunks"_s)->trigger();
    QTRY_COMPARE(page.chunks().rowCount(), 1);
    QCOMPARE(awaited(local.client->chunkCount(local.dataset.id)), 2);
}

void tst_ui_groups::showsTheChunksOfTheChosenGroup()
{
    LocalDataset local;
    const ChunkGroup first = local.addGroup(u"First"_s);
    const ChunkGroup second = local.addGroup(u"Second"_s);
    const Chunk one = local.add(u"<p>One</p>"_s);
    const Chunk two = local.add(u"<p>Two</p>"_s);
    awaited(local.client->addToGroup(local.dataset.id, first.id, one.id));
    awaited(local.client->addToGroup(local.dataset.id, second.id, two.id));
    GroupsPage page(*local.client);
    open(page, local.dataset);
    page.showGroup(first.id);
    QTRY_COMPARE(page.chunks().rowCount(), 1);
    QTRY_COMPARE(page.chunks().chunkIdAt(0), one.id);
    page.showGroup(second.id);
    QTRY_COMPARE(page.chunks().chunkIdAt(0), two.id);
    QTRY_VERIFY(page.findChild<ChunkPreview *>()->chunk());
    QTRY_COMPARE(page.findChild<ChunkPreview *>()->chunk()->id, two.id);
}

void tst_ui_groups::asksToOpenAChunkAndToChat()
{
    LocalDataset local;
    const ChunkGroup group = local.addGroup(u"Setup"_s);
    const Chunk chunk = local.add(u"<p>Inside</p>"_s);
    awaited(local.client->addToGroup(local.dataset.id, group.id, chunk.id));
    GroupsPage page(*local.client);
    open(page, local.dataset);
    QTRY_COMPARE(page.chunks().rowCount(), 1);
    ChunkId opened;
    ChatScope scope;
    connect(&page, &Page::chunkRequested, &page, [&opened](const ChunkId &id) { opened = id; });
    connect(&page, &Page::chatRequested, &page, [&scope](const ChatScope &asked) { scope = asked; });
    QTRY_VERIFY(action(page, u"openChunk"_s)->isEnabled());
    QTest::keyClick(find<ChunkTable>(page, u"groupChunkTable"_s), Qt::Key_Return);
    QCOMPARE(opened, chunk.id);
    action(page, u"chatAboutGroup"_s)->trigger();
    QCOMPARE(scope.kind, ChatScope::Kind::Group);
    QCOMPARE(scope.group.id, group.id);
    QCOMPARE(scope.group.name, u"Setup"_s);
}

void tst_ui_groups::showsAGroupThatTheListHasNotComeTo()
{
    LocalDataset local;
    QList<ChunkGroup> groups;
    for (int i = 0; i < 80; ++i)
        groups.append(local.addGroup(u"Group %1"_s.arg(i)));
    GroupsPage page(*local.client);
    open(page, local.dataset);
    for (const ChunkGroup &group : std::as_const(groups)) {
        if (page.groups().rowOf(group.id) >= 0)
            continue;
        page.showGroup(group.id);
        QTRY_COMPARE(find<QLabel>(page, u"groupTitle"_s)->text(), group.name);
        return;
    }
    QFAIL("every group was listed already");
}

void tst_ui_groups::choosesGroupsByTicks()
{
    LocalDataset local;
    const ChunkGroup first = local.addGroup(u"First"_s);
    const ChunkGroup second = local.addGroup(u"Second"_s);
    ChooseGroupsDialog choose(*local.client, local.dataset.id, {{.id = first.id, .name = first.name, .trackingId = {}}}, nullptr);
    choose.setAttribute(Qt::WA_DeleteOnClose, false);
    QList<SlimGroup> chosen;
    connect(&choose, &ChooseGroupsDialog::chosen, &choose, [&chosen](const QList<SlimGroup> &groups) { chosen = groups; });
    choose.open();
    auto *list = find<QListView>(choose, u"groupList"_s);
    QTRY_COMPARE(list->model()->rowCount(), 2);
    for (int row = 0; row < 2; ++row) {
        const QModelIndex index = list->model()->index(row, 0);
        if (index.data().toString() != u"Second"_s)
            continue;
        list->setCurrentIndex(index);
        QTest::keyClick(list, Qt::Key_Space);
    }
    find<QPushButton>(choose, u"accept"_s)->click();
    QCOMPARE(chosen.size(), 2);
    QCOMPARE(chosen.constLast().id, second.id);
}

void tst_ui_groups::namesEveryControlForScreenReaders()
{
    LocalDataset local;
    local.addGroup(u"Setup"_s);
    GroupsPage page(*local.client);
    open(page, local.dataset);
    GroupDialog form(*local.client, local.dataset.id, nullptr);
    form.setAttribute(Qt::WA_DeleteOnClose, false);
    form.open();
    QStringList unnamed;
    const QList<QWidget *> roots{&page, &form};
    for (QWidget *root : roots) {
        for (QWidget *widget : root->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisibleTo(root) || qobject_cast<QAbstractScrollArea *>(widget->parentWidget()))
                continue;
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            if (accessible && accessible->text(QAccessible::Name).isEmpty() && !widget->inherits("QScrollArea"))
                unnamed.append(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName());
        }
    }
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(u", "_s)));
}

QTEST_MAIN(tst_ui_groups)
#include "tst_ui_groups.moc"

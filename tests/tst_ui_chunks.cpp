#include "tests/support/fakechunks.h"
#include "tests/support/localdataset.h"
#include "ui/pages/chunkspage.h"
#include "ui/theme.h"
#include "ui/widgets/chunkeditor.h"
#include "ui/widgets/chunkform.h"
#include "ui/widgets/chunkpreview.h"
#include "ui/widgets/chunktable.h"
#include "ui/widgets/confirmdialog.h"
#include "ui/widgets/groupfield.h"
#include "ui/widgets/htmlview.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/sourceedit.h"
#include "ui/widgets/tageditor.h"
#include "ui/widgets/unsaveddialog.h"

#include <QAccessible>
#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolButton>

using namespace Qt::StringLiterals;

/// The chunks page as a person uses it: real widgets, the real local server where its behaviour matters, a scripted one where it misbehaves.
class tst_ui_chunks : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void openUrl(const QUrl &url) { m_opened.append(url); }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void createsAChunkByTyping();
    void createsAChunkWithEveryField();
    void sendsOnlyTheFieldThatWasChanged();
    void keepsEverythingElseWhenOneFieldIsSaved();
    void countsWhatReadsAsBeforeAsUntouched();
    void keepsTheTextWhenTheServerRefuses();
    void saysSavedOnlyAfterTheServerShowsIt();
    void asksBeforeUnsavedWorkIsLost();
    void staysOnTheEditedChunkWhenThePersonKeepsEditing();
    void saysWhichFieldCannotBeEmptied();
    void namesWhatIsWrongUnderTheField_data();
    void namesWhatIsWrongUnderTheField();
    void warnsThatSomebodyElseSavedMeanwhile();
    void warnsThatTheTrackingIdIsTaken();
    void makesANewChunkAgainOfOneThatWasNotStored();
    void offersTheTextOfAChunkThatWasNeverSeen();
    void takesAChunkThatWasNeverSeenOffTheListWhenToldTo();
    void changesOnlyTheGroupsWhenOnlyTheyWereChosen();
    void followsTheArrowsAndEditsOnEnter();
    void searchesAndComesBackToTheList();
    void fetchesPagesAsTheListIsScrolled();
    void deletesSeveralAndSaysWhichFailed();
    void losesNothingWhenReadingFails();
    void loadsNothingThatHostileHtmlNames();
    void opensALinkOnlyAfterItsTargetWasShown();
    void showsTheSource();
    void keepsCommasInTagsAndTakesLinesApart();
    void namesEveryControlForScreenReaders();
    void showsAChunkThatTheListHasNotComeTo();

private:
    ApiClient fakeClient(const FakeServer &server);
    template <typename T>
    static T *find(QWidget &parent, const QString &name);
    static void openForm(ChunksPage &page);
    static void open(ChunksPage &page, const Dataset &dataset);
    template <typename T>
    static T *dialog();

    QNetworkAccessManager m_manager;
    QList<QUrl> m_opened;
};

template <typename T>
T *tst_ui_chunks::find(QWidget &parent, const QString &name)
{
    T *found = parent.findChild<T *>(name);
    if (!found)
        qFatal("no %s", qPrintable(name));
    return found;
}

template <typename T>
T *tst_ui_chunks::dialog()
{
    if (!QTest::qWaitFor([] { return qobject_cast<T *>(QApplication::activeModalWidget()); }))
        return nullptr;
    return qobject_cast<T *>(QApplication::activeModalWidget());
}

void tst_ui_chunks::open(ChunksPage &page, const Dataset &dataset)
{
    page.resize(1100, 700);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    page.showDataset(dataset);
    QTRY_VERIFY(page.model().hasLoaded());
}

void tst_ui_chunks::openForm(ChunksPage &page)
{
    find<QTabWidget>(page, u"chunkInspector"_s)->setCurrentIndex(1);
    QTRY_VERIFY(find<SourceEdit>(page, u"chunkHtml"_s)->isVisible());
}

ApiClient tst_ui_chunks::fakeClient(const FakeServer &server)
{
    return ApiClient({.baseUrl = server.url(), .apiKey = u"key"_s, .organization = OrganizationId(fakeId(0))}, m_manager, m_manager);
}

void tst_ui_chunks::initTestCase()
{
    applyTheme(*qApp, lightTheme());
    for (const auto &scheme : {u"http"_s, u"https"_s, u"file"_s})
        QDesktopServices::setUrlHandler(scheme, this, "openUrl");
}

void tst_ui_chunks::cleanupTestCase()
{
    for (const auto &scheme : {u"http"_s, u"https"_s, u"file"_s})
        QDesktopServices::unsetUrlHandler(scheme);
}

void tst_ui_chunks::init()
{
    m_opened.clear();
}

void tst_ui_chunks::createsAChunkByTyping()
{
    LocalDataset local;
    ChunksPage page(*local.client);
    open(page, local.dataset);
    QTest::keyClick(&page, Qt::Key_N, Qt::ControlModifier);
    auto *text = find<SourceEdit>(page, u"chunkHtml"_s);
    QTRY_VERIFY(text->hasFocus());
    QVERIFY(!find<QPushButton>(page, u"save"_s)->isEnabled());
    QTest::keyClicks(text, u"<p>Hello from the keyboard</p>"_s);
    QTest::keyClicks(find<QLineEdit>(page, u"tagSetField"_s), u"one, two"_s);
    QTest::keyClick(find<QLineEdit>(page, u"tagSetField"_s), Qt::Key_Return);
    QTest::keyClick(text, Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(page.model().rowCount(), 1);
    const ChunkId id = page.model().chunkIdAt(0);
    QTRY_COMPARE(page.model().writeState(id), ChunkModel::WriteState::Indexed);
    const Chunk stored = local.read(id);
    QCOMPARE(stored.chunkHtml, std::optional(u"<p>Hello from the keyboard</p>"_s));
    QVERIFY(!find<ChunkEditor>(page, QString())->isDirty());
    QVERIFY(!stored.link);
}

void tst_ui_chunks::createsAChunkWithEveryField()
{
    FakeServer server;
    script(server, {});
    server.on("POST", "/api/chunk", FakeAnswer::json(Json::object({{u"chunk_metadata", fakeChunk(1).toJson()}}).toBytes()));
    const ApiClient client = fakeClient(server);
    ChunksPage page(client);
    open(page, fakeDataset());
    find<QPushButton>(page, u"newChunkButton"_s)->click();
    find<QToolButton>(page, u"advanced"_s)->setChecked(true);
    const auto type = [&page](const QString &name, const QString &text) { QTest::keyClicks(find<QWidget>(page, name), text); };
    type(u"chunkHtml"_s, u"<p>All</p>"_s);
    type(u"trackingId"_s, u"mine"_s);
    type(u"link"_s, u"https://example.com"_s);
    type(u"weight"_s, u"0.50"_s);
    type(u"numValue"_s, u"-7"_s);
    type(u"latitude"_s, u"0"_s);
    type(u"longitude"_s, u"0"_s);
    type(u"momentField"_s, u"2024-07-02T23:59:59.123"_s);
    type(u"imageUrls"_s, u"https://example.com/a.png"_s);
    type(u"metadata"_s, u"{\"n\": 9223372036854775807, \"m\": 1e400}"_s);
    type(u"groupTrackingIdsField"_s, u"group-a"_s);
    type(u"semanticContent"_s, u"meaning"_s);
    type(u"fulltextContent"_s, u"words"_s);
    type(u"fulltextBoostPhrase"_s, u"foo"_s);
    find<QLineEdit>(page, u"fulltextBoostFactor"_s)->setText(u"5"_s);
    type(u"semanticBoostPhrase"_s, u"bar"_s);
    find<QLineEdit>(page, u"semanticBoostFactor"_s)->setText(u"0.5"_s);
    find<QComboBox>(page, u"convertHtmlToText"_s)->setCurrentIndex(2);
    find<QComboBox>(page, u"splitAvg"_s)->setCurrentIndex(1);
    // Servers lose such chunks.
    QVERIFY(!page.findChild<QCheckBox *>(u"highPriority"_s));
    find<QCheckBox>(page, u"upsertByTrackingId"_s)->setChecked(true);
    QCOMPARE(find<QLabel>(page, u"saveReason"_s)->text(), QString());
    find<QPushButton>(page, u"save"_s)->click();
    QTRY_COMPARE(server.count("POST", "/api/chunk"), 1);
    const Json sent = lastBody(server, "POST");
    const Json body = sent.isArray() ? sent.items().constFirst() : sent;
    const Json wanted = *Json::parse(R"({"chunk_html": "<p>All</p>", "tracking_id": "mine", "link": "https://example.com", "weight": 0.50,
        "num_value": -7, "location": {"lat": 0, "lon": 0}, "time_stamp": "2024-07-02 23:59:59.123", "image_urls": ["https://example.com/a.png"],
        "metadata": {"n": 9223372036854775807, "m": 1e400}, "group_tracking_ids": ["group-a"], "semantic_content": "meaning",
        "fulltext_content": "words", "fulltext_boost": {"phrase": "foo", "boost_factor": 5}, "semantic_boost": {"phrase": "bar", "distance_factor": 0.5},
        "convert_html_to_text": false, "split_avg": true, "upsert_by_tracking_id": true})");
    QVERIFY2(body == wanted, body.toIndentedBytes().constData());
}

void tst_ui_chunks::sendsOnlyTheFieldThatWasChanged()
{
    FakeServer server;
    script(server, {fakeChunk(1)});
    server.on("PUT", "/api/chunk", FakeAnswer::empty());
    const ApiClient client = fakeClient(server);
    ChunksPage page(client);
    open(page, fakeDataset());
    openForm(page);
    QTest::keyClicks(find<QLineEdit>(page, u"link"_s), u"https://example.com"_s);
    QVERIFY(find<QWidget>(page, u"linkMark"_s)->isVisible());
    QVERIFY(!find<QWidget>(page, u"weightMark"_s)->isVisible());
    find<QPushButton>(page, u"save"_s)->click();
    QTRY_COMPARE(server.count("PUT", "/api/chunk"), 1);
    const Json wanted = Json::object({{u"chunk_id", fakeId(1)}, {u"link", u"https://example.com"}});
    QCOMPARE(lastBody(server, "PUT").toBytes(), wanted.toBytes());
}

void tst_ui_chunks::keepsEverythingElseWhenOneFieldIsSaved()
{
    LocalDataset local;
    ChunkPatch patch;
    patch.chunkHtml = u"<p>\u05e9\u05dc\u05d5\u05dd \U0001F600 caf\u00e9\u00a0&amp; tea</p>\r\n<p>second</p>"_s;
    patch.trackingId = u"corpus-1"_s;
    patch.tagSet = QStringList{};
    patch.weight = Number(0);
    patch.location = Location{.lat = Number(0), .lon = Number(0)};
    patch.timeStamp = u"2024-07-02 23:59:59.123"_s;
    patch.imageUrls = QStringList{u"https://example.com/a b.png"_s, u"relative/path"_s};
    patch.metadata = *Metadata::fromText(u"{\"big\": 9223372036854775807, \"huge\": 1e400, \"price\": 1.10, \"text\": \"\u05d0 \U0001F680\", \"nil\": null}"_s);
    const Chunk before = local.add(patch);
    ChunksPage page(*local.client);
    open(page, local.dataset);
    QTRY_COMPARE(page.model().rowCount(), 1);
    openForm(page);
    QVERIFY(!find<ChunkForm>(page, u"chunkForm"_s)->isDirty());
    find<QLineEdit>(page, u"link"_s)->setText(u"https://example.com/new"_s);
    QSignalSpy confirmed(&page.model(), &ChunkModel::writeConfirmed);
    find<QPushButton>(page, u"save"_s)->click();
    QTRY_COMPARE(confirmed.size(), 1);
    Chunk after = local.read(before.id);
    QCOMPARE(after.link, std::optional(u"https://example.com/new"_s));
    QVERIFY(after.updatedAt != before.updatedAt);
    after.link = before.link;
    after.updatedAt = before.updatedAt;
    QCOMPARE(QString::fromUtf8(after.toJson().toIndentedBytes()), QString::fromUtf8(before.toJson().toIndentedBytes()));
}

void tst_ui_chunks::countsWhatReadsAsBeforeAsUntouched()
{
    Chunk chunk = fakeChunk(1, u"a\r\nb\u00a0c"_s);
    chunk.tagSet = QStringList{u"x, y"_s, u""_s};
    chunk.weight = *Number::fromText(u"0.50");
    chunk.timeStamp = u"2024-07-02T23:59:59.123456"_s;
    chunk.metadata = *Metadata::fromText(u"{\"a\":1e400,\"b\":[1,2]}"_s);
    ChunkForm form;
    form.showChunk(chunk);
    form.showGroups(QList<SlimGroup>());
    QVERIFY(!form.isDirty());
    QVERIFY(form.patch().isEmpty());

    find<QLineEdit>(form, u"weight"_s)->setText(u"2"_s);
    find<SourceEdit>(form, u"chunkHtml"_s)->appendPlainText(u"x"_s);
    find<SourceEdit>(form, u"metadata"_s)->setPlainText(u"{ \"b\": [1, 2],\n \"a\": 1e400 }"_s);
    find<QLineEdit>(form, u"momentField"_s)->setText(u"2024-07-02T23:59:59.123456Z"_s);
    QVERIFY(form.isDirty());
    find<QLineEdit>(form, u"weight"_s)->setText(u"0.50"_s);
    find<SourceEdit>(form, u"chunkHtml"_s)->undo();
    QVERIFY2(!form.isDirty(), "the same JSON in another layout and the same moment in another spelling are no changes");
    QVERIFY(form.patch().isEmpty());

    find<SourceEdit>(form, u"chunkHtml"_s)->moveCursor(QTextCursor::End);
    find<SourceEdit>(form, u"chunkHtml"_s)->insertPlainText(u"!"_s);
    QCOMPARE(form.patch().chunkHtml.value(), std::optional(u"a\r\nb\u00a0c!"_s));
    form.revert();
    QVERIFY(!form.isDirty());
}

void tst_ui_chunks::keepsTheTextWhenTheServerRefuses()
{
    FakeServer server;
    script(server, {fakeChunk(1)});
    server.on("PUT", "/api/chunk", FakeAnswer::json(R"({"message": "tracking_id is taken by another chunk"})", 400));
    const ApiClient client = fakeClient(server);
    ChunksPage page(client);
    open(page, fakeDataset());
    openForm(page);
    auto *text = find<SourceEdit>(page, u"chunkHtml"_s);
    QTest::keyClicks(text, u"typed "_s);
    find<QPushButton>(page, u"save"_s)->click();
    auto *editor = find<ChunkEditor>(page, QString());
    auto *bar = find<MessageBar>(*editor, u"messageBar"_s);
    QTRY_VERIFY(bar->isVisible());
    QVERIFY(bar->text().contains(u"tracking_id is taken by another chunk"_s));
    QVERIFY(text->source().startsWith(u"typed "_s));
    QVERIFY(editor->isDirty());
    QVERIFY(find<QPushButton>(page, u"save"_s)->isEnabled());
    QCOMPARE(page.model().writeState(ChunkId(fakeId(1))), ChunkModel::WriteState::Indexed);
}

void tst_ui_chunks::saysSavedOnlyAfterTheServerShowsIt()
{
    FakeServer server;
    Chunk chunk = fakeChunk(1);
    script(server, {chunk});
    server.on("PUT", "/api/chunk", FakeAnswer::empty());
    const ApiClient client = fakeClient(server);
    ChunksPage page(client);
    page.model().writeWatch().setPace(20, 300);
    open(page, fakeDataset());
    openForm(page);
    find<QLineEdit>(page, u"link"_s)->setText(u"https://example.com"_s);
    find<QPushButton>(page, u"save"_s)->click();
    QTRY_COMPARE(page.model().writeState(chunk.id), ChunkModel::WriteState::Pending);
    auto *bar = find<MessageBar>(*find<ChunkEditor>(page, QString()), u"messageBar"_s);
    QVERIFY(!bar->text().startsWith(u"Saved"_s));
    QVERIFY(!find<QPushButton>(page, u"save"_s)->isEnabled());
    QTRY_COMPARE(page.model().writeState(chunk.id), ChunkModel::WriteState::NotConfirmed);
    QVERIFY2(bar->text().contains(u"does not show it"_s), qPrintable(bar->text()));
}

void tst_ui_chunks::asksBeforeUnsavedWorkIsLost()
{
    LocalDataset local;
    const Chunk chunk = local.add(u"<p>Old</p>"_s);
    ChunksPage page(*local.client);
    open(page, local.dataset);
    int left = 0;
    page.leave([&left] { ++left; });
    QCOMPARE(left, 1);
    openForm(page);
    auto *link = find<QLineEdit>(page, u"link"_s);
    link->setText(u"https://example.com"_s);
    page.leave([&left] { ++left; });
    QCOMPARE(left, 1);
    auto *ask = dialog<UnsavedDialog>();
    QVERIFY(ask);
    find<QPushButton>(*ask, u"stay"_s)->click();
    QCOMPARE(left, 1);
    QCOMPARE(link->text(), u"https://example.com"_s);

    page.leave([&left] { ++left; });
    ask = dialog<UnsavedDialog>();
    QVERIFY(ask);
    find<QPushButton>(*ask, u"save"_s)->click();
    QTRY_COMPARE(left, 2);
    QTRY_COMPARE(local.read(chunk.id).link, std::optional(u"https://example.com"_s));

    QTRY_COMPARE(page.model().writeState(chunk.id), ChunkModel::WriteState::Indexed);
    link->setText(u"https://example.com/other"_s);
    page.leave([&left] { ++left; });
    ask = dialog<UnsavedDialog>();
    QVERIFY(ask);
    find<QPushButton>(*ask, u"discard"_s)->click();
    QCOMPARE(left, 3);
    QCOMPARE(link->text(), u"https://example.com"_s);
}

void tst_ui_chunks::staysOnTheEditedChunkWhenThePersonKeepsEditing()
{
    FakeServer server;
    script(server, {fakeChunk(1, u"one"_s), fakeChunk(2, u"two"_s)});
    const ApiClient client = fakeClient(server);
    ChunksPage page(client);
    open(page, fakeDataset());
    auto *table = find<ChunkTable>(page, u"chunkTable"_s);
    openForm(page);
    find<QLineEdit>(page, u"link"_s)->setText(u"x"_s);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    auto *ask = dialog<UnsavedDialog>();
    QVERIFY(ask);
    QCOMPARE(table->currentChunk().text(), fakeId(1));
    find<QPushButton>(*ask, u"stay"_s)->click();
    QCOMPARE(find<QLineEdit>(page, u"link"_s)->text(), u"x"_s);
    QTest::keyClick(table, Qt::Key_Down);
    ask = dialog<UnsavedDialog>();
    QVERIFY(ask);
    find<QPushButton>(*ask, u"discard"_s)->click();
    QTRY_COMPARE(table->currentChunk().text(), fakeId(2));
    QTRY_COMPARE(find<SourceEdit>(page, u"chunkHtml"_s)->source(), u"two"_s);
}

void tst_ui_chunks::saysWhichFieldCannotBeEmptied()
{
    FakeServer server;
    Chunk chunk = fakeChunk(1);
    chunk.link = u"https://example.com/old"_s;
    chunk.trackingId = u"mine"_s;
    script(server, {chunk});
    const ApiClient client = fakeClient(server);
    ChunksPage page(client);
    open(page, fakeDataset());
    openForm(page);
    QTRY_COMPARE(find<QLineEdit>(page, u"link"_s)->text(), u"https://example.com/old"_s);
    find<QLineEdit>(page, u"link"_s)->clear();
    QVERIFY(find<QLabel>(page, u"linkError"_s)->text().contains(u"https://example.com/old"_s));
    QVERIFY(!find<QPushButton>(page, u"save"_s)->isEnabled());
    QVERIFY(find<QLabel>(page, u"saveReason"_s)->text().startsWith(u"Link"_s));
    find<QToolButton>(page, u"linkRevert"_s)->click();
    QCOMPARE(find<QLineEdit>(page, u"link"_s)->text(), u"https://example.com/old"_s);
    // The server does clear a tracking id.
    find<QLineEdit>(page, u"trackingId"_s)->clear();
    QVERIFY(find<QPushButton>(page, u"save"_s)->isEnabled());
    QVERIFY(find<ChunkForm>(page, u"chunkForm"_s)->patch().trackingId.isCleared());
}

void tst_ui_chunks::namesWhatIsWrongUnderTheField_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("errorLabel");
    QTest::addColumn<QString>("words");
    QTest::newRow("weight") << u"weight"_s << u"heavy"_s << u"weightError"_s << u"Not a number"_s;
    QTest::newRow("comma") << u"numValue"_s << u"1,5"_s << u"numValueError"_s << u"Not a number"_s;
    QTest::newRow("latitude") << u"latitude"_s << u"90.1"_s << u"latitudeError"_s << u"90"_s;
    QTest::newRow("half a place") << u"latitude"_s << u"12"_s << u"longitudeError"_s << u"both"_s;
    QTest::newRow("moment") << u"momentField"_s << u"yesterday"_s << u"timeStampError"_s << u"Not a moment"_s;
    QTest::newRow("metadata") << u"metadata"_s << u"{\"a\": 1,\n\"b\" 2}"_s << u"metadataControlError"_s << u"line 2"_s;
}

void tst_ui_chunks::namesWhatIsWrongUnderTheField()
{
    QFETCH(QString, field);
    QFETCH(QString, text);
    QFETCH(QString, errorLabel);
    QFETCH(QString, words);
    ChunkForm form;
    form.showChunk(fakeChunk(1));
    form.show();
    QWidget *control = find<QWidget>(form, field);
    if (auto *edit = qobject_cast<QPlainTextEdit *>(control))
        edit->setPlainText(text);
    else
        qobject_cast<QLineEdit *>(control)->setText(text);
    if (errorLabel.startsWith(u"longitude"_s))
        form.sayProblems();
    QVERIFY2(find<QLabel>(form, errorLabel)->text().contains(words), qPrintable(find<QLabel>(form, errorLabel)->text()));
    QVERIFY(find<QLabel>(form, errorLabel)->isVisible());
    QVERIFY(!form.problem().isEmpty());
}

void tst_ui_chunks::warnsThatSomebodyElseSavedMeanwhile()
{
    FakeServer server;
    Chunk chunk = fakeChunk(1);
    Chunk newer = chunk;
    newer.updatedAt = u"2024-01-02T04:00:00"_s;
    script(server, {chunk});
    server.on("GET", "/api/chunk/" + chunk.id.text().toUtf8(), FakeAnswer::json(newer.toJson().toBytes()));
    server.on("PUT", "/api/chunk", FakeAnswer::empty());
    const ApiClient client = fakeClient(server);
    ChunksPage page(client);
    open(page, fakeDataset());
    openForm(page);
    find<QLineEdit>(page, u"link"_s)->setText(u"x"_s);
    find<QPushButton>(page, u"save"_s)->click();
    auto *ask = dialog<ConfirmDialog>();
    QVERIFY(ask);
    QCOMPARE(server.count("PUT", "/api/chunk"), 0);
    find<QPushButton>(*ask, u"accept"_s)->click();
    QTRY_COMPARE(server.count("PUT", "/api/chunk"), 1);
}

void tst_ui_chunks::warnsThatTheTrackingIdIsTaken()
{
    LocalDataset local;
    ChunkPatch patch;
    patch.chunkHtml = u"<p>First</p>"_s;
    patch.trackingId = u"taken"_s;
    local.add(patch);
    ChunksPage page(*local.client);
    open(page, local.dataset);
    QTest::keyClick(&page, Qt::Key_N, Qt::ControlModifier);
    find<SourceEdit>(page, u"chunkHtml"_s)->setPlainText(u"<p>Second</p>"_s);
    find<QLineEdit>(page, u"trackingId"_s)->setText(u"taken"_s);
    find<QPushButton>(page, u"save"_s)->click();
    auto *bar = find<MessageBar>(*find<ChunkEditor>(page, QString()), u"messageBar"_s);
    QTRY_VERIFY(bar->isVisible());
    QVERIFY2(bar->text().contains(u"taken"_s), qPrintable(bar->text()));
    QCOMPARE(awaited(local.client->chunkCount(local.dataset.id)), 1);
    QCOMPARE(find<SourceEdit>(page, u"chunkHtml"_s)->source(), u"<p>Second</p>"_s);
}

void tst_ui_chunks::makesANewChunkAgainOfOneThatWasNotStored()
{
    // Somebody took the tracking id between our look and our create.
    FakeServer server;
    const Chunk there = fakeChunk(1);
    script(server, {there});
    Chunk phantom = fakeChunk(7, u"<p>Typed</p>"_s);
    phantom.trackingId = u"taken"_s;
    server.on("GET", "/api/chunk/tracking_id/taken", FakeAnswer::json(R"({"message":"Not Found: Chunk"})", 404));
    server.on("GET", "/api/chunk/tracking_id/taken", FakeAnswer::json(there.toJson().toBytes()));
    server.on("POST", "/api/chunk", FakeAnswer::json(Json::object({{u"chunk_metadata", phantom.toJson()}}).toBytes()));
    const ApiClient client = fakeClient(server);
    ChunksPage page(client);
    page.model().writeWatch().setPace(1, 60'000);
    open(page, fakeDataset());
    find<QAction>(page, u"newChunk"_s)->trigger();
    find<SourceEdit>(page, u"chunkHtml"_s)->setPlainText(u"<p>Typed</p>"_s);
    find<QLineEdit>(page, u"trackingId"_s)->setText(u"taken"_s);
    find<QPushButton>(page, u"save"_s)->click();
    auto *bar = find<MessageBar>(*find<ChunkEditor>(page, QString()), u"messageBar"_s);
    QTRY_VERIFY(bar->text().contains(u"was not stored"_s));
    QCOMPARE(find<QLabel>(page, u"formTitle"_s)->text(), u"New chunk"_s);
    QCOMPARE(find<SourceEdit>(page, u"chunkHtml"_s)->toPlainText(), u"<p>Typed</p>"_s);
    QVERIFY(find<QPushButton>(page, u"save"_s)->isEnabled());
    QCOMPARE(page.model().rowCount(), 1);
    QCOMPARE(server.count("GET", "/api/chunk/" + phantom.id.text().toUtf8()), 0);
}

void tst_ui_chunks::offersTheTextOfAChunkThatWasNeverSeen()
{
    FakeServer server;
    script(server, {fakeChunk(1)});
    const ApiClient client = fakeClient(server);
    ChunksPage page(client);
    page.model().writeWatch().setPace(1, 30);
    open(page, fakeDataset());
    const Chunk phantom = fakeChunk(7, u"<p>Typed</p>"_s);
    ChunkPatch patch;
    patch.chunkHtml = phantom.chunkHtml.value();
    patch.semanticContent = u"Meant"_s;
    page.model().noteCreated(phantom, patch);
    QTRY_COMPARE(page.model().writeState(phantom.id), ChunkModel::WriteState::NotConfirmed);
    const int asked = server.count("GET", "/api/chunk/" + phantom.id.text().toUtf8());
    page.refresh();
    QTRY_VERIFY(page.model().state() == PagedModel::State::Idle);
    QCOMPARE(page.model().rowCount(), 2);
    auto *table = find<ChunkTable>(page, u"chunkTable"_s);
    table->clearSelection();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(page.model().rowOf(phantom.id), 0)).center());
    QVERIFY(table->selectedChunks().isEmpty());
    QVERIFY(!find<QAction>(page, u"chatAboutSelection"_s)->isEnabled());
    QCOMPARE(find<QAction>(page, u"editChunk"_s)->text(), u"&Edit again"_s);
    find<QAction>(page, u"editChunk"_s)->trigger();
    QCOMPARE(find<QLabel>(page, u"formTitle"_s)->text(), u"New chunk"_s);
    QCOMPARE(find<SourceEdit>(page, u"chunkHtml"_s)->toPlainText(), u"<p>Typed</p>"_s);
    QCOMPARE(find<QPlainTextEdit>(page, u"semanticContent"_s)->toPlainText(), u"Meant"_s);
    QCOMPARE(page.model().rowCount(), 1);
    QCOMPARE(server.count("GET", "/api/chunk/" + phantom.id.text().toUtf8()), asked);
    for (const FakeRequest &request : server.requests())
        QVERIFY(request.path != "/api/chunk_group/chunks" || !request.body.contains(phantom.id.text().toUtf8()));
}

void tst_ui_chunks::takesAChunkThatWasNeverSeenOffTheListWhenToldTo()
{
    FakeServer server;
    script(server, {});
    const ApiClient client = fakeClient(server);
    ChunksPage page(client);
    page.model().writeWatch().setPace(1, 30);
    open(page, fakeDataset());
    ChunkPatch patch;
    patch.chunkHtml = u"<p>Typed</p>"_s;
    page.model().noteCreated(fakeChunk(7, u"<p>Typed</p>"_s), patch);
    QTRY_COMPARE(page.model().writeState(ChunkId(fakeId(7))), ChunkModel::WriteState::NotConfirmed);
    QTRY_VERIFY(find<QAction>(page, u"deleteChunks"_s)->isEnabled());
    find<QAction>(page, u"deleteChunks"_s)->trigger();
    auto *ask = dialog<ConfirmDialog>();
    QVERIFY(ask);
    QVERIFY(find<QLabel>(*ask, u"whatIsLost"_s)->text().contains(u"Typed"_s));
    find<QPushButton>(*ask, u"accept"_s)->click();
    QTRY_COMPARE(page.model().rowCount(), 0);
    QCOMPARE(server.count("DELETE", "/api/chunk/" + fakeId(7).toUtf8()), 0);
}

void tst_ui_chunks::changesOnlyTheGroupsWhenOnlyTheyWereChosen()
{
    ChunkForm form;
    form.showChunk(fakeChunk(1));
    const SlimGroup first{.id = ChunkGroupId(fakeId(11)), .name = u"First"_s, .trackingId = {}};
    const SlimGroup second{.id = ChunkGroupId(fakeId(12)), .name = u"Second"_s, .trackingId = {}};
    form.showGroups(QList<SlimGroup>{first});
    QVERIFY(form.patch().isEmpty());
    form.chooseGroups({first, second});
    ChunkPatch wanted;
    wanted.groupIds = QList<ChunkGroupId>{first.id, second.id};
    QVERIFY(form.patch() == wanted);
    form.chooseGroups({first});
    QVERIFY(form.patch().isEmpty());
    // Unknown membership must not be replaced by what a person cannot see.
    form.showGroups(std::nullopt);
    form.chooseGroups({second});
    QVERIFY(form.patch().isEmpty());
}

void tst_ui_chunks::followsTheArrowsAndEditsOnEnter()
{
    FakeServer server;
    script(server, {fakeChunk(1, u"<p>one</p>"_s), fakeChunk(2, u"<p>two</p>"_s)});
    const ApiClient client = fakeClient(server);
    ChunksPage page(client);
    open(page, fakeDataset());
    auto *table = find<ChunkTable>(page, u"chunkTable"_s);
    auto *text = find<HtmlView>(page, u"chunkText"_s);
    QTRY_COMPARE(text->toPlainText(), u"one"_s);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    QCOMPARE(text->toPlainText(), u"two"_s);
    QTest::keyClick(table, Qt::Key_Return);
    auto *source = find<SourceEdit>(page, u"chunkHtml"_s);
    QTRY_COMPARE(source->source(), u"<p>two</p>"_s);
    QTRY_VERIFY(source->hasFocus());
    QTest::keyClick(source, Qt::Key_Escape);
    QCOMPARE(find<QTabWidget>(page, u"chunkInspector"_s)->currentIndex(), 0);
    QVERIFY(table->hasFocus());
}

void tst_ui_chunks::searchesAndComesBackToTheList()
{
    LocalDataset local;
    local.add(u"<p>The keyring holds keys</p>"_s);
    local.add(u"<p>Something else</p>"_s);
    ChunksPage page(*local.client);
    open(page, local.dataset);
    QTRY_COMPARE(page.model().rowCount(), 2);
    QTest::keyClick(&page, Qt::Key_F, Qt::ControlModifier);
    auto *field = find<SearchField>(page, u"chunkSearch"_s);
    QTRY_VERIFY(field->hasFocus());
    QTest::keyClicks(field, u"keyring"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(page.model().rowCount(), 1);
    QTRY_VERIFY(find<ChunkPreview>(page, QString())->chunk());
    QTest::keyClick(field, Qt::Key_Escape);
    QTRY_COMPARE(page.model().rowCount(), 2);
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(find<ChunkTable>(page, u"chunkTable"_s)->hasFocus());
    QTest::keyClicks(field, u"nosuchword"_s);
    QTRY_COMPARE(page.model().rowCount(), 0);
    const auto saysWhatWasSought = [&page] {
        const auto sentences = page.findChildren<QLabel *>(u"emptySentence"_s);
        return std::any_of(sentences.begin(), sentences.end(), [](const QLabel *label) { return label->isVisible() && label->text().contains(u"nosuchword"_s); });
    };
    QTRY_VERIFY(saysWhatWasSought());
}

void tst_ui_chunks::fetchesPagesAsTheListIsScrolled()
{
    LocalDataset local;
    local.addMany(300);
    ChunksPage page(*local.client);
    open(page, local.dataset);
    QTRY_COMPARE(find<QLabel>(page, u"loadedCount"_s)->text(), u"Loaded 120 of 300"_s);
    auto *table = find<ChunkTable>(page, u"chunkTable"_s);
    table->scrollToBottom();
    QTRY_COMPARE(page.model().rowCount(), 240);
    table->scrollToBottom();
    QTRY_COMPARE(page.model().rowCount(), 300);
    table->scrollToBottom();
    QTRY_COMPARE(find<QLabel>(page, u"loadedCount"_s)->text(), u"All 300 shown"_s);
}

void tst_ui_chunks::deletesSeveralAndSaysWhichFailed()
{
    FakeServer server;
    script(server, {fakeChunk(1, u"one"_s), fakeChunk(2, u"two"_s), fakeChunk(3, u"three"_s)});
    server.on("DELETE", "/api/chunk/" + fakeId(1).toUtf8(), FakeAnswer::empty());
    server.on("DELETE", "/api/chunk/" + fakeId(2).toUtf8(), FakeAnswer::json(R"({"message": "locked"})", 400));
    server.on("DELETE", "/api/chunk/" + fakeId(3).toUtf8(), FakeAnswer::empty());
    const ApiClient client = fakeClient(server);
    ChunksPage page(client);
    open(page, fakeDataset());
    auto *table = find<ChunkTable>(page, u"chunkTable"_s);
    table->setFocus();
    table->selectAll();
    QTest::keyClick(table, Qt::Key_Delete);
    auto *ask = dialog<ConfirmDialog>();
    QVERIFY(ask);
    QVERIFY(find<QLabel>(*ask, u"whatIsLost"_s)->text().contains(u"3"_s));
    QCOMPARE(server.count("DELETE", "/api/chunk/" + fakeId(1).toUtf8()), 0);
    find<QPushButton>(*ask, u"accept"_s)->click();
    QTRY_COMPARE(page.model().rowCount(), 1);
    QCOMPARE(page.model().chunkIdAt(0).text(), fakeId(2));
    const auto saysWhichFailed = [&page] {
        const auto bars = page.findChildren<MessageBar *>();
        return std::any_of(bars.begin(), bars.end(), [](const MessageBar *bar) {
            return bar->isVisible() && bar->text().contains(u"two"_s) && bar->text().contains(u"2 of 3"_s);
        });
    };
    QTRY_VERIFY(saysWhichFailed());
}

void tst_ui_chunks::losesNothingWhenReadingFails()
{
    FakeServer server;
    const ApiClient client = fakeClient(server);
    ChunksPage page(client);
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(Json::object({{u"chunks", Json::array({fakeChunk(1).toJson()})}}).toBytes()));
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(R"({"message": "away"})", 500));
    open(page, fakeDataset());
    QTRY_COMPARE(page.model().rowCount(), 1);
    page.refresh();
    QTRY_COMPARE(page.model().state(), PagedModel::State::Failed);
    QVERIFY(find<ChunkTable>(page, u"chunkTable"_s)->isVisible());
    QCOMPARE(page.model().rowCount(), 1);
    bool retry = false;
    for (QPushButton *button : page.findChildren<QPushButton *>(u"retry"_s))
        retry = retry || button->isVisible();
    QVERIFY(retry);
}

void tst_ui_chunks::loadsNothingThatHostileHtmlNames()
{
    FakeServer trap;
    const QString url = trap.url().toString();
    const QString hostile = u"<link rel=stylesheet href='%1/a.css'><style>@import url(%1/b.css); p{background:url(%1/c.png)}</style>"
                            "<img src='%1/d.png' onerror='alert(1)'><img src='file:///etc/hostname'><iframe src='%1/e'>framed</iframe>"
                            "<script src='%1/f.js'>alert(2)</script><svg><image href='%1/g.png'/></svg><body background='%1/h.png'>"
                            "<p style=\"background-image:url('%1/i.png')\" onclick=\"alert(3)\">kept text</p><object data='%1/j'></object>"
                            "<a href='java&#115;cript:alert(4)'>bad</a><a href='file:///etc/passwd'>file</a><video poster='%1/k.png'></video>"
                            "<table background='%1/l.png'><tr><td>cell</td></tr></table><input type=image src='%1/m.png'><embed src='%1/n'>"_s.arg(url);
    Chunk chunk = fakeChunk(1, hostile);
    chunk.imageUrls = QStringList{url + u"/o.png"_s};
    chunk.link = u"file:///etc/passwd"_s;
    ChunkPreview preview;
    preview.resize(500, 600);
    preview.show();
    preview.showChunk(chunk);
    QTest::qWait(300);
    preview.grab();
    QCOMPARE(trap.requests().size(), 0);
    const QString text = preview.view()->toPlainText();
    QVERIFY(text.contains(u"kept text"_s));
    QVERIFY(text.contains(u"cell"_s));
    QVERIFY(!text.contains(u"alert"_s));
    QVERIFY(!text.contains(u"framed"_s));
    const QString html = preview.view()->toHtml();
    for (const QString &bad : {u"script:"_s, u"file:"_s, u"onclick"_s, u"background-image"_s, u"<img"_s})
        QVERIFY2(!html.contains(bad, Qt::CaseInsensitive), qPrintable(bad));
}

void tst_ui_chunks::opensALinkOnlyAfterItsTargetWasShown()
{
    ChunkPreview preview;
    preview.resize(500, 600);
    preview.show();
    preview.showChunk(fakeChunk(1, u"<a href='https://example.com/page'>your bank</a>"_s));
    Q_EMIT preview.view()->anchorClicked(QUrl(u"https://example.com/page"_s));
    QVERIFY(m_opened.isEmpty());
    QVERIFY(find<QWidget>(preview, u"linkBar"_s)->isVisible());
    QCOMPARE(find<QLabel>(preview, u"linkTarget"_s)->text(), u"https://example.com/page"_s);
    find<QPushButton>(preview, u"openLink"_s)->click();
    QCOMPARE(m_opened, QList{QUrl(u"https://example.com/page"_s)});
    Q_EMIT preview.view()->anchorClicked(QUrl(u"file:///etc/passwd"_s));
    QVERIFY(!find<QWidget>(preview, u"linkBar"_s)->isVisible());
}

void tst_ui_chunks::showsTheSource()
{
    ChunkPreview preview;
    preview.showChunk(fakeChunk(1, u"<b>bold</b> &amp;"_s));
    QCOMPARE(preview.view()->toPlainText(), u"bold &"_s);
    find<QToolButton>(preview, u"source"_s)->click();
    QCOMPARE(preview.view()->toPlainText(), u"<b>bold</b> &amp;"_s);
    applyTheme(*qApp, darkTheme());
    QCOMPARE(preview.view()->toPlainText(), u"<b>bold</b> &amp;"_s);
    applyTheme(*qApp, lightTheme());
}

void tst_ui_chunks::keepsCommasInTagsAndTakesLinesApart()
{
    TagEditor editor;
    editor.show();
    QTest::keyClicks(editor.field(), u"Paris, France"_s);
    QTest::keyClick(editor.field(), Qt::Key_Return);
    QCOMPARE(editor.tags(), QStringList{u"Paris, France"_s});
    QGuiApplication::clipboard()->setText(u"one\ntwo, three\n\n"_s);
    QTest::keySequence(editor.field(), QKeySequence::Paste);
    QCOMPARE(editor.tags(), QStringList({u"Paris, France"_s, u"one"_s, u"two, three"_s}));
    QTest::keyClicks(editor.field(), u"typed"_s);
    QVERIFY2(editor.tags().contains(u"typed"_s), "what was typed and not ended must not be lost");
    editor.field()->clear();
    QTest::keyClick(editor.field(), Qt::Key_Backspace);
    QCOMPARE(editor.field()->text(), u"two, three"_s);
}

void tst_ui_chunks::namesEveryControlForScreenReaders()
{
    LocalDataset local;
    ChunkPatch patch;
    patch.chunkHtml = u"<p>Text</p>"_s;
    patch.tagSet = QStringList{u"tag"_s};
    local.add(patch);
    ChunksPage page(*local.client);
    open(page, local.dataset);
    QTRY_COMPARE(page.model().rowCount(), 1);
    openForm(page);
    find<QToolButton>(page, u"advanced"_s)->setChecked(true);
    QStringList unnamed;
    for (QWidget *widget : page.findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisibleTo(&page) || qobject_cast<QAbstractScrollArea *>(widget->parentWidget()) || widget->inherits("QTabBar"))
            continue;
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
        if (accessible && accessible->text(QAccessible::Name).isEmpty() && !widget->inherits("QScrollArea"))
            unnamed.append(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName());
    }
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(u", "_s)));
}

void tst_ui_chunks::showsAChunkThatTheListHasNotComeTo()
{
    FakeServer server;
    script(server, {fakeChunk(1, u"<p>one</p>"_s)});
    server.on("GET", "/api/chunk/" + fakeId(77).toUtf8(), FakeAnswer::json(fakeChunk(77, u"<p>far away</p>"_s).toJson().toBytes()));
    const ApiClient client = fakeClient(server);
    ChunksPage page(client);
    open(page, fakeDataset());
    page.showChunk(ChunkId(fakeId(77)));
    QTRY_COMPARE(find<HtmlView>(page, u"chunkText"_s)->toPlainText(), u"far away"_s);
    openForm(page);
    QTRY_COMPARE(find<SourceEdit>(page, u"chunkHtml"_s)->source(), u"<p>far away</p>"_s);
}

QTEST_MAIN(tst_ui_chunks)
#include "tst_ui_chunks.moc"

#include "tests/support/fakechunks.h"
#include "ui/dialogs/groupdialog.h"
#include "ui/pages/chunkspage.h"
#include "ui/theme.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/sourceedit.h"
#include "ui/widgets/tageditor.h"

#include <QLabel>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

using namespace Qt::StringLiterals;

/// What a person would notice of servers that do otherwise than anybody would guess; tests/quirks.md counts them.
class tst_ui_quirks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void editsTheTextAsItIsStoredNotAsASearchMarkedIt();
    void showsAWeightThatIsNotThereAndSendsNone();
    void sendsADateAloneWithItsTimeOfDay();
    void takesATagAwayByNamingThoseThatStay();
    void createsNoChunkThatAServerWouldLose();
    void takesNoInventedGroupForACreatedOne();

private:
    template <typename T>
    static T *find(QWidget &parent, const QString &name)
    {
        T *found = parent.findChild<T *>(name);
        if (!found)
            qFatal("no %s", qPrintable(name));
        return found;
    }
    /// The page with the form of its first chunk.
    ChunksPage *openForm();
    Json saved(ChunksPage &page);

    std::unique_ptr<FakeServer> m_server;
    QNetworkAccessManager m_manager;
    std::unique_ptr<ApiClient> m_client;
    std::unique_ptr<ChunksPage> m_page;
};

void tst_ui_quirks::initTestCase()
{
    applyTheme(*qApp, lightTheme());
}

void tst_ui_quirks::init()
{
    m_page.reset();
    m_server = std::make_unique<FakeServer>();
    m_server->on("PUT", "/api/chunk", FakeAnswer::empty());
    m_client = std::make_unique<ApiClient>(Connection{.baseUrl = m_server->url(), .apiKey = u"key"_s, .organization = OrganizationId(fakeId(0))}, m_manager, m_manager);
    m_page = std::make_unique<ChunksPage>(*m_client);
}

ChunksPage *tst_ui_quirks::openForm()
{
    m_page->resize(1100, 700);
    m_page->show();
    [this] { QVERIFY(QTest::qWaitForWindowActive(m_page.get())); }();
    m_page->showDataset(fakeDataset());
    [this] { QTRY_VERIFY(m_page->model().hasLoaded()); }();
    find<QTabWidget>(*m_page, u"chunkInspector"_s)->setCurrentIndex(1);
    return m_page.get();
}

Json tst_ui_quirks::saved(ChunksPage &page)
{
    find<QPushButton>(page, u"save"_s)->click();
    [this] { QTRY_COMPARE(m_server->count("PUT", "/api/chunk"), 1); }();
    return lastBody(*m_server, "PUT");
}

void tst_ui_quirks::editsTheTextAsItIsStoredNotAsASearchMarkedIt()
{
    const QString stored = u"<p>Roses &amp; <mark>tulips</mark></p>"_s;
    // Nothing is listed, so that the form can know the chunk from the search alone.
    script(*m_server, {});
    m_server->on("GET", "/api/chunk/" + fakeId(1).toLatin1(), FakeAnswer::json(fakeChunk(1, stored).toJson().toBytes()));
    const Json marked = fakeChunk(1, u"<p><mark><b>Roses</b></mark> &amp; <mark>tulips</mark></p>"_s).toJson();
    const Json hit = Json::object({{u"chunk", marked}, {u"score", 0.5}, {u"highlights", Json::strings({u"<mark><b>Roses</b></mark>"_s})}});
    m_server->on("POST", "/api/chunk/search",
        FakeAnswer::json(Json::object({{u"id", fakeId(2)}, {u"chunks", Json::array({hit})}, {u"total_pages", 1}}).toBytes()));
    ChunksPage *page = openForm();
    auto *field = find<SearchField>(*page, u"chunkSearch"_s);
    field->setFocus();
    QTest::keyClicks(field, u"roses"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(m_server->count("POST", "/api/chunk/search"), 1);
    auto *text = find<SourceEdit>(*page, u"chunkHtml"_s);
    QTRY_VERIFY(page->model().hitAt(0) && page->model().hitAt(0)->score > 0);
    QTRY_VERIFY(text->isEnabled() && !text->isReadOnly() && !text->source().isEmpty());
    QCOMPARE(text->source(), stored);
    text->moveCursor(QTextCursor::End);
    QTest::keyClicks(text, u"!"_s);
    QCOMPARE(saved(*page).toBytes(), Json::object({{u"chunk_id", fakeId(1)}, {u"chunk_html", stored + u'!'}}).toBytes());
}

void tst_ui_quirks::showsAWeightThatIsNotThereAndSendsNone()
{
    Json chunk = fakeChunk(1).toJson();
    chunk.set(u"weight", Json());
    scriptAsIs(*m_server, {chunk});
    ChunksPage *page = openForm();
    QTRY_COMPARE(find<QLineEdit>(*page, u"weight"_s)->text(), u"0"_s);
    QTest::keyClicks(find<QLineEdit>(*page, u"link"_s), u"https://example.com"_s);
    QCOMPARE(saved(*page).toBytes(), Json::object({{u"chunk_id", fakeId(1)}, {u"link", u"https://example.com"}}).toBytes());
}

void tst_ui_quirks::sendsADateAloneWithItsTimeOfDay()
{
    script(*m_server, {fakeChunk(1)});
    ChunksPage *page = openForm();
    QTRY_VERIFY(find<QLineEdit>(*page, u"momentField"_s)->isVisible());
    QTest::keyClicks(find<QLineEdit>(*page, u"momentField"_s), u"2021-01-01"_s);
    QCOMPARE(saved(*page)[u"time_stamp"].toString(), u"2021-01-01 00:00:00.000"_s);
}

void tst_ui_quirks::takesATagAwayByNamingThoseThatStay()
{
    Chunk chunk = fakeChunk(1);
    chunk.tagSet = QStringList{u"stays"_s, u"goes"_s};
    script(*m_server, {chunk});
    ChunksPage *page = openForm();
    auto *tags = find<TagEditor>(*page, u"tagSet"_s);
    QTRY_COMPARE(tags->tags(), *chunk.tagSet);
    // Takes the last one into the field, where it is deleted.
    QTest::keyClick(tags->field(), Qt::Key_Backspace);
    tags->field()->clear();
    const Json sent = saved(*page);
    QCOMPARE(sent[u"tag_set"].toBytes(), QByteArray(R"(["stays"])"));
    QCOMPARE(m_server->count("POST", "/api/chunk"), 0);
}

void tst_ui_quirks::createsNoChunkThatAServerWouldLose()
{
    script(*m_server, {});
    m_server->on("POST", "/api/chunk", FakeAnswer::json(Json::object({{u"chunk_metadata", fakeChunk(1).toJson()}}).toBytes()));
    ChunksPage *page = openForm();
    find<QPushButton>(*page, u"newChunkButton"_s)->click();
    QTest::keyClicks(find<SourceEdit>(*page, u"chunkHtml"_s), u"<p>New</p>"_s);
    find<QPushButton>(*page, u"save"_s)->click();
    QTRY_COMPARE(m_server->count("POST", "/api/chunk"), 1);
    for (const FakeRequest &request : m_server->requests())
        QVERIFY(!request.body.contains("high_priority"));
}

void tst_ui_quirks::takesNoInventedGroupForACreatedOne()
{
    // The tracking id is taken: a create would be answered with 200 and a group that is stored nowhere.
    const QByteArray phantom = R"({"id":"phantom","name":"Mine","dataset_id":"d","tracking_id":"t","created_at":"","updated_at":""})";
    m_server->on("POST", "/api/chunk_group", FakeAnswer::json(phantom));
    m_server->on("GET", "/api/chunk_group/tracking_id/t", FakeAnswer::json(QByteArray(phantom).replace("phantom", "real").replace("Mine", "Theirs")));
    GroupDialog form(*m_client, fakeDataset().id, nullptr);
    form.setAttribute(Qt::WA_DeleteOnClose, false);
    const QSignalSpy saved(&form, &GroupDialog::saved);
    form.open();
    find<QLineEdit>(form, u"groupName"_s)->setText(u"Mine"_s);
    find<QLineEdit>(form, u"groupTrackingId"_s)->setText(u"t"_s);
    find<QPushButton>(form, u"accept"_s)->click();
    QTRY_VERIFY(find<QLabel>(form, u"groupTrackingIdError"_s)->text().contains(u"Theirs"_s));
    QCOMPARE(saved.size(), 0);
    QVERIFY(form.isVisible());
    QCOMPARE(m_server->count("POST", "/api/chunk_group"), 0);
}

QTEST_MAIN(tst_ui_quirks)
#include "tst_ui_quirks.moc"

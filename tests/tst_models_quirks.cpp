#include "app/models/chunkmodel.h"
#include "app/models/groupmodel.h"
#include "app/models/pagedmodel.h"
#include "tests/support/fakeserver.h"

#include <QAbstractItemModelTester>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const DatasetId dataset(u"d"_s);

/// Any list that a server gives in pages; the test says how a page is asked for.
class AnyList : public PagedModel
{
public:
    using Ask = std::function<Request(AnyList &, const Place &, const Answer &)>;

    AnyList(bool fromIds, Ask ask) : m_fromIds(fromIds), m_ask(std::move(ask)) { }

    void load() { startOver(false); }
    void loadAll()
    {
        load();
        while (!isComplete() && QTest::qWaitFor([this] { return state() != State::Loading; }, 20'000) && canFetchMore({}))
            fetchMore({});
    }

    using PagedModel::Answer;
    using PagedModel::Page;
    using PagedModel::Place;
    using PagedModel::Request;
    using PagedModel::hold;

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QVariant data(const QModelIndex &index, int role) const override { return role == Qt::DisplayRole ? idAt(index.row()) : QVariant(); }

private:
    Request ask(const Place &place, Answer answer) override { return m_ask(*this, place, answer); }
    bool goesOnFromIds() const override { return m_fromIds; }
    bool hasBody(const QString &) const override { return true; }
    void forgetBodiesExcept(const QStringList &) override { }

    bool m_fromIds;
    Ask m_ask;
};

QByteArray chunkJson(const QByteArray &id, const QByteArray &more = {})
{
    return R"({"id":")" + id + R"(","dataset_id":"d","chunk_html":"x","created_at":"1","updated_at":"1","weight":0)" + more + '}';
}

}

/// Lists and writes over servers that repeat themselves, count wrongly and answer with ids of nothing; tests/quirks.md counts them.
class ModelQuirksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void endsAListOfFilesThatAServerRepeatsForEver();
    void endsAListOfPagesThatAServerRepeatsForEver();
    void goesOnAfterOneNumberedPageOfKnownRows();
    void endsAListOfKeysAtTheEmptyPage();
    void keepsTheOrderOfAPage();
    void listsChunksThoughTheCountSaysNone();
    void keepsTheIdThatWasFoundNotTheOneThatWasAnswered();
    void doubtsAChunkThatNeverAppears();
    void keepsNoPhantomThatCameAfterAll();
    void callsNothingDoneThatIsOnlyQueued();
    void saysWhenAnEventSaysThatAnUpdateFailed();
    void goesOnReadingWhereAServerHasNoEvents();

private:
    ApiClient client() { return ApiClient({m_server->url(), u"tr-key"_s, OrganizationId(u"o"_s)}, m_manager, m_manager); }

    std::unique_ptr<FakeServer> m_server;
    QNetworkAccessManager m_manager;
};

void ModelQuirksTest::init()
{
    m_server = std::make_unique<FakeServer>();
}

void ModelQuirksTest::endsAListOfFilesThatAServerRepeatsForEver()
{
    m_server->on("GET", "/api/dataset/scroll_files",
        FakeAnswer::json(R"({"file_with_chunk_groups":[{"id":"f1","file_name":"a"},{"id":"f2","file_name":"b"}],"next_cursor":"f2"})"));
    const ApiClient api = client();
    AnyList list(true, [&api](AnyList &self, const AnyList::Place &place, const AnyList::Answer &answer) {
        const std::optional<FileId> from = place.from.isEmpty() ? std::nullopt : std::optional(FileId(place.from));
        return self.hold(api.scrollFiles(dataset, from, 2), [](const FileScroll &page) {
            AnyList::Page ids;
            for (const UploadedFile &file : page.files)
                ids.ids.append(file.id.text());
            ids.isLast = !page.next;
            return ids;
        }, answer);
    });
    list.loadAll();
    QVERIFY(list.isComplete());
    QCOMPARE(list.rowCount(), 2);
    QCOMPARE(m_server->requests().size(), 2);
}

void ModelQuirksTest::endsAListOfPagesThatAServerRepeatsForEver()
{
    for (int page = 1; page < 20; ++page)
        m_server->on("GET", "/api/dataset/files/d/" + QByteArray::number(page),
            FakeAnswer::json(R"({"file_and_group_ids":[{"file":{"id":"f1","file_name":"a"},"group_id":null}],"total_pages":99})"));
    const ApiClient api = client();
    AnyList list(false, [&api](AnyList &self, const AnyList::Place &place, const AnyList::Answer &answer) {
        const int number = place.number;
        return self.hold(api.files(dataset, number), [number](const FilePage &page) {
            return AnyList::Page{.ids = {page.files.first().id.text()}, .isLast = number >= page.totalPages};
        }, answer);
    });
    list.loadAll();
    QVERIFY(list.isComplete());
    QCOMPARE(list.rowCount(), 1);
    QCOMPARE(m_server->requests().size(), 3);
}

void ModelQuirksTest::goesOnAfterOneNumberedPageOfKnownRows()
{
    // Somebody put ten things in on top: the second page holds what the first one held.
    const QList<QStringList> pages{{u"a"_s, u"b"_s}, {u"a"_s, u"b"_s}, {u"c"_s}};
    AnyList list(false, [&pages](AnyList &self, const AnyList::Place &place, const AnyList::Answer &answer) {
        const AnyList::Page page{.ids = pages.at(place.number - 1), .isLast = place.number == 3};
        QMetaObject::invokeMethod(&self, [answer, page] { answer(page); }, Qt::QueuedConnection);
        return AnyList::Request();
    });
    list.loadAll();
    QTRY_COMPARE(list.rowCount(), 3);
}

void ModelQuirksTest::endsAListOfKeysAtTheEmptyPage()
{
    const QByteArray path = "/api/organization/api_key";
    m_server->on("GET", path, FakeAnswer::json(R"({"api_keys":[{"id":"k1","name":"a","role":0}],"cursor":"k1"})"));
    m_server->on("GET", path, FakeAnswer::json(R"({"api_keys":[{"id":"k2","name":"b","role":0}],"cursor":"k2"})"));
    m_server->on("GET", path, FakeAnswer::json(R"({"api_keys":[],"cursor":null})"));
    const ApiClient api = client();
    AnyList list(true, [&api](AnyList &self, const AnyList::Place &place, const AnyList::Answer &answer) {
        const std::optional<KeyId> after = place.from.isEmpty() ? std::nullopt : std::optional(KeyId(place.from));
        return self.hold(api.organizationKeys(after, 1), [](const OrganizationKeyPage &page) {
            AnyList::Page ids;
            for (const OrganizationKey &key : page.keys)
                ids.ids.append(key.id.text());
            return ids;
        }, answer);
    });
    list.loadAll();
    QCOMPARE(list.rowCount(), 2);
    QVERIFY(list.isComplete());
}

void ModelQuirksTest::keepsTheOrderOfAPage()
{
    // Any order that we could make of them is another one: by id, by name, by date.
    m_server->on("GET", "/api/dataset/groups/d/1", FakeAnswer::json(R"({"groups":[
        {"id":"z","name":"b","dataset_id":"d","created_at":"2","updated_at":"2"},{"id":"a","name":"c","dataset_id":"d","created_at":"3","updated_at":"1"},
        {"id":"m","name":"a","dataset_id":"d","created_at":"1","updated_at":"3"}],"total_pages":1})"));
    const ApiClient api = client();
    GroupModel model(api);
    const QAbstractItemModelTester tester(&model);
    model.show(dataset);
    QTRY_COMPARE(model.rowCount(), 3);
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(model.index(row, GroupModel::NameColumn).data().toString());
    QCOMPARE(names, QStringList({u"b"_s, u"c"_s, u"a"_s}));
}

void ModelQuirksTest::listsChunksThoughTheCountSaysNone()
{
    m_server->on("GET", "/api/dataset/usage/d", FakeAnswer::json(R"({"chunk_count":0})"));
    m_server->on("POST", "/api/chunks/scroll", FakeAnswer::json(R"({"chunks":[)" + chunkJson("c1") + ',' + chunkJson("c2") + "]}"));
    const ApiClient api = client();
    ChunkModel model(api);
    const QAbstractItemModelTester tester(&model);
    model.show(dataset);
    QTRY_COMPARE(model.rowCount(), 2);
    QTRY_COMPARE(model.total(), std::optional<qint64>(0));
}

void ModelQuirksTest::keepsTheIdThatWasFoundNotTheOneThatWasAnswered()
{
    // An upsert over an existing chunk answers with a new id, and keeps the old one.
    m_server->on("POST", "/api/chunks/scroll", FakeAnswer::json(R"({"chunks":[]})"));
    m_server->on("GET", "/api/chunk/tracking_id/t", FakeAnswer::json(chunkJson("real", R"(,"tracking_id":"t")")));
    const ApiClient api = client();
    ChunkModel model(api);
    model.writeWatch().setPace(1, 10'000);
    model.show(dataset);
    // A page that was asked for before the chunk was made may come after it, and lacks it.
    QTRY_VERIFY(model.hasLoaded());
    ChunkPatch patch;
    patch.chunkHtml = u"x"_s;
    patch.trackingId = u"t"_s;
    patch.upsertByTrackingId = true;
    const QSignalSpy confirmed(&model, &ChunkModel::writeConfirmed);
    model.noteCreated(*Chunk::fromJson(*Json::parse(chunkJson("phantom", R"(,"tracking_id":"t")"))), patch);
    QTRY_COMPARE(confirmed.size(), 1);
    QCOMPARE(model.rowOf(ChunkId(u"phantom"_s)), -1);
    QCOMPARE(model.rowOf(ChunkId(u"real"_s)), 0);
    QCOMPARE(m_server->count("GET", "/api/chunk/phantom"), 0);
}

void ModelQuirksTest::doubtsAChunkThatNeverAppears()
{
    // An empty chunk, a high priority and a failed vector all look like this.
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json(R"({"message":"Not Found: Chunk"})", 404));
    m_server->on("POST", "/api/chunks/scroll", FakeAnswer::json(R"({"chunks":[]})"));
    const ApiClient api = client();
    ChunkModel model(api);
    model.writeWatch().setPace(1, 50);
    model.show(dataset);
    ChunkPatch patch;
    patch.chunkHtml = u"x"_s;
    patch.highPriority = true;
    model.noteCreated(*Chunk::fromJson(*Json::parse(chunkJson("c"))), patch);
    QVERIFY(model.writeState(ChunkId(u"c"_s)) == ChunkModel::WriteState::Pending);
    QTRY_VERIFY(model.writeState(ChunkId(u"c"_s)) == ChunkModel::WriteState::NotConfirmed);
}

void ModelQuirksTest::keepsNoPhantomThatCameAfterAll()
{
    m_server->on("POST", "/api/chunks/scroll", FakeAnswer::json(R"({"chunks":[]})"));
    const ApiClient api = client();
    ChunkModel model(api);
    const QAbstractItemModelTester tester(&model);
    model.writeWatch().setPace(1, 20);
    model.show(dataset);
    QTRY_VERIFY(model.hasLoaded());
    ChunkPatch patch;
    patch.chunkHtml = u"x"_s;
    patch.trackingId = u"t"_s;
    model.noteCreated(*Chunk::fromJson(*Json::parse(chunkJson("phantom", R"(,"tracking_id":"t")"))), patch);
    QTRY_VERIFY(model.isPhantom(ChunkId(u"phantom"_s)));
    QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsSelectable));
    m_server->forgetScripts();
    m_server->on("POST", "/api/chunks/scroll", FakeAnswer::json(R"({"chunks":[)" + chunkJson("real", R"(,"tracking_id":"t")") + "]}"));
    model.refresh();
    QTRY_COMPARE(model.rowOf(ChunkId(u"real"_s)), 0);
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(model.flags(model.index(0, 0)).testFlag(Qt::ItemIsSelectable));
}

void ModelQuirksTest::callsNothingDoneThatIsOnlyQueued()
{
    m_server->on("POST", "/api/chunks/scroll", FakeAnswer::json(R"({"chunks":[)" + chunkJson("c") + "]}"));
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json(chunkJson("c")));
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json(R"({"id":"c","chunk_html":"new","created_at":"1","updated_at":"2"})"));
    const ApiClient api = client();
    ChunkModel model(api);
    model.writeWatch().setPace(1, 20'000);
    model.show(dataset);
    QTRY_COMPARE(model.rowCount(), 1);
    ChunkPatch patch;
    patch.chunkHtml = u"new"_s;
    model.noteUpdated(model.hitAt(0)->chunk, patch);
    QVERIFY(model.writeState(ChunkId(u"c"_s)) == ChunkModel::WriteState::Pending);
    QTRY_VERIFY(model.writeState(ChunkId(u"c"_s)) == ChunkModel::WriteState::Indexed);
    QCOMPARE(m_server->count("GET", "/api/chunk/c"), 2);
}

void ModelQuirksTest::saysWhenAnEventSaysThatAnUpdateFailed()
{
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json(R"({"id":"c","chunk_html":"x","created_at":"2024-07-01T00:00:00","updated_at":"2024-07-01T00:00:00"})"));
    // The server's clock is not ours, and what failed yesterday was another write.
    const auto failure = [](const QByteArray &id, const QByteArray &moment) {
        return R"({"id":")" + id + R"(","created_at":")" + moment
            + R"( +00:00:00","event_type":"chunk_update_failed","event_data":"{\"chunk_id\":\"c\",\"message\":\")" + id + R"(\"}"})";
    };
    const auto page = [](const QByteArray &events) { return FakeAnswer::json(R"({"events":[)" + events + R"(],"event_types":[],"page_count":1})"); };
    const QByteArray yesterday = failure("yesterday", "2024-07-02 3:04:05.0");
    m_server->on("POST", "/api/dataset/events", page(yesterday));
    m_server->on("POST", "/api/dataset/events", page(yesterday));
    m_server->on("POST", "/api/dataset/events", page(failure("no such group", "2024-07-03 3:04:05.0") + ',' + yesterday));
    const ApiClient api = client();
    WriteWatch watch(api);
    watch.setPace(1, 60'000);
    const QSignalSpy doubted(&watch, &WriteWatch::doubted);
    ChunkPatch patch;
    patch.chunkHtml = u"y"_s;
    watch.watch({.dataset = dataset, .chunk = ChunkId(u"c"_s), .patch = patch, .updatedBefore = u"2024-07-01T00:00:00"_s});
    QTRY_COMPARE(doubted.size(), 1);
    QVERIFY(doubted.first().at(1).value<WriteWatch::Doubt>() == WriteWatch::Doubt::Failed);
    QCOMPARE(doubted.first().at(2).toString(), u"no such group"_s);
}

void ModelQuirksTest::goesOnReadingWhereAServerHasNoEvents()
{
    for (int i = 0; i < 8; ++i)
        m_server->on("GET", "/api/chunk/c", FakeAnswer::json(chunkJson("c")));
    m_server->on("GET", "/api/chunk/c", FakeAnswer::json(R"({"id":"c","chunk_html":"y","created_at":"1","updated_at":"2"})"));
    m_server->on("POST", "/api/dataset/events", FakeAnswer::json(R"({"message":"Failed to get all events and counts"})", 400));
    const ApiClient api = client();
    WriteWatch watch(api);
    watch.setPace(1, 60'000);
    const QSignalSpy confirmed(&watch, &WriteWatch::confirmed);
    ChunkPatch patch;
    patch.chunkHtml = u"y"_s;
    watch.watch({.dataset = dataset, .chunk = ChunkId(u"c"_s), .patch = patch, .updatedBefore = u"1"_s});
    QTRY_COMPARE(confirmed.size(), 1);
    QVERIFY(m_server->count("POST", "/api/dataset/events") > 0);
}

QTEST_GUILESS_MAIN(ModelQuirksTest)
#include "tst_models_quirks.moc"

#include "app/models/groupmodel.h"
#include "tests/support/fakeserver.h"
#include "tests/support/localdataset.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Qt::StringLiterals;

/// The list of groups against the real local server, and against one that misbehaves.
class tst_models_groups : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsEveryGroupOverItsPages();
    void countsChunksOnlyWhereSomebodyLooks();
    void leavesOtherCountsAloneWhereOneFails();
    void adoptsNewAndChangedGroups();
    void keepsRowsWhenARefreshFails();
};

namespace {

QString cell(const GroupModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

}

void tst_models_groups::listsEveryGroupOverItsPages()
{
    LocalDataset local;
    for (int i = 0; i < 23; ++i)
        local.addGroup(u"Group %1"_s.arg(i));
    GroupModel model(*local.client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(local.dataset.id);
    // The model tester asks for more by itself.
    const auto isComplete = [&model] {
        if (model.canFetchMore({}))
            model.fetchMore({});
        return model.isComplete();
    };
    QTRY_VERIFY(isComplete());
    QCOMPARE(model.rowCount(), 23);
}

void tst_models_groups::countsChunksOnlyWhereSomebodyLooks()
{
    LocalDataset local;
    const ChunkGroup group = local.addGroup(u"Setup"_s);
    const Chunk chunk = local.add(u"<p>One</p>"_s);
    awaited(local.client->addToGroup(local.dataset.id, group.id, chunk.id));
    GroupModel model(*local.client);
    model.show(local.dataset.id);
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY(!model.countOf(group.id));
    QCOMPARE(cell(model, 0, GroupModel::CountColumn), u"\u2026"_s);
    QTRY_COMPARE(cell(model, 0, GroupModel::CountColumn), u"1"_s);
}

void tst_models_groups::leavesOtherCountsAloneWhereOneFails()
{
    FakeServer server;
    QNetworkAccessManager manager;
    const ApiClient client({.baseUrl = server.url(), .apiKey = u"key"_s, .organization = {}}, manager, manager);
    QList<Json> groups;
    for (int i = 0; i < 3; ++i) {
        ChunkGroup group;
        group.id = ChunkGroupId(u"0a1b2c3d-0000-4000-8000-00000000000%1"_s.arg(i));
        group.name = u"Group %1"_s.arg(i);
        groups.append(group.toJson());
    }
    server.on("GET", "/api/dataset/groups/d/1", FakeAnswer::json(Json::object({{u"groups", Json::array(groups)}, {u"total_pages", 1}}).toBytes()));
    server.on("POST", "/api/chunk_group/count", FakeAnswer::json(R"({"count": 5})"));
    server.on("POST", "/api/chunk_group/count", FakeAnswer::json(R"({"message": "no"})", 500));
    server.on("POST", "/api/chunk_group/count", FakeAnswer::json(R"({"count": 7})"));
    GroupModel model(client);
    model.show(DatasetId(u"d"_s));
    QTRY_COMPARE(model.rowCount(), 3);
    const QStringList wanted{u"5"_s, u"7"_s, u"\u2013"_s};
    const auto cells = [&model] {
        QStringList texts;
        for (int row = 0; row < 3; ++row)
            texts.append(cell(model, row, GroupModel::CountColumn));
        texts.sort();
        return texts;
    };
    QTRY_COMPARE(cells(), wanted);
}

void tst_models_groups::adoptsNewAndChangedGroups()
{
    LocalDataset local;
    ChunkGroup group = local.addGroup(u"Old"_s);
    GroupModel model(*local.client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(local.dataset.id);
    QTRY_COMPARE(model.rowCount(), 1);
    group.name = u"New"_s;
    model.adopt(group);
    QCOMPARE(cell(model, 0, GroupModel::NameColumn), u"New"_s);
    model.adopt(local.addGroup(u"Second"_s));
    QCOMPARE(model.rowCount(), 2);
    awaited(local.client->deleteGroup(local.dataset.id, group.id, false));
    model.noteDeleting(group.id, false);
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(cell(model, 0, GroupModel::NameColumn), u"Second"_s);
}

void tst_models_groups::keepsRowsWhenARefreshFails()
{
    LocalDataset local;
    local.addGroup(u"Setup"_s);
    GroupModel model(*local.client);
    model.show(local.dataset.id);
    QTRY_COMPARE(model.rowCount(), 1);
    local.server.reset();
    model.refresh();
    QTRY_COMPARE(model.state(), PagedModel::State::Failed);
    QCOMPARE(model.lastError().kind, Error::Kind::Offline);
    QCOMPARE(model.rowCount(), 1);
}

QTEST_GUILESS_MAIN(tst_models_groups)
#include "tst_models_groups.moc"

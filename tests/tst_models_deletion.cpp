#include "app/models/datasetmodel.h"
#include "app/models/groupmodel.h"
#include "tests/support/fakeserver.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const OrganizationId organization(u"0a1b2c3d-0000-4000-8000-000000000001"_s);
const DatasetId dataset(u"0a1b2c3d-0000-4000-8000-000000000002"_s);
const QByteArray listPath = "/api/dataset/organization/" + organization.text().toLatin1();
const QByteArray datasetPath = "/api/dataset/" + dataset.text().toLatin1();

QByteArray datasetJson()
{
    return R"({"id":")" + dataset.text().toLatin1() + R"(","name":"Fake","organization_id":")" + organization.text().toLatin1()
        + R"(","created_at":"2024-01-02T03:04:05","updated_at":"2024-01-02T03:04:05"})";
}

QByteArray listJson()
{
    return R"([{"dataset":)" + datasetJson() + R"(,"dataset_usage":{"chunk_count":3}}])";
}

FakeAnswer events(const QByteArray &list)
{
    return FakeAnswer::json(R"({"events":[)" + list + R"(],"event_types":[],"page_count":1})");
}

QByteArray failure(const QString &reason, const QString &moment)
{
    const QByteArray data = Json::object({{u"error", reason}}).toBytes();
    return Json::object({{u"id", reason}, {u"created_at", moment + u" +00:00:00"_s}, {u"event_type", u"dataset_delete_failed"}, {u"event_data", QString::fromUtf8(data)}})
        .toBytes();
}

}

/// Deletions that a server accepts and carries out later, or never.
class DeletionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsADatasetListedUntilItIsGone();
    void believesTheListWhereADatasetThatIsGoneIsRefusedOtherwise();
    void saysWhenAnEventSaysThatADatasetWasNotDeleted();
    void doubtsADeletionThatIsNeverSeen();
    void keepsAGroupListedUntilItsChunksAreGone();

private:
    ApiClient client() { return ApiClient({.baseUrl = m_server->url(), .apiKey = u"key"_s, .organization = organization}, m_manager, m_manager); }
    static DatasetModel::Deletion deletion(const DatasetModel &model)
    {
        return DatasetModel::Deletion(model.index(0, 0).data(DatasetModel::DeletionRole).toInt());
    }

    QNetworkAccessManager m_manager;
    std::unique_ptr<FakeServer> m_server;
};

void DeletionTest::init()
{
    m_server = std::make_unique<FakeServer>();
    m_server->on("GET", listPath, FakeAnswer::json(listJson()));
    m_server->on("POST", "/api/dataset/events", events({}));
}

void DeletionTest::keepsADatasetListedUntilItIsGone()
{
    m_server->on("GET", datasetPath, FakeAnswer::json(datasetJson()));
    const ApiClient api = client();
    DatasetModel model(api);
    model.deletionWatch().setPace(1, 20'000);
    model.load();
    QTRY_VERIFY(model.isWhole());
    const QSignalSpy confirmed(&model, &DatasetModel::deletionConfirmed);
    model.noteDeleting(dataset);
    QTRY_VERIFY(m_server->count("GET", datasetPath) >= 3);
    QVERIFY(deletion(model) == DatasetModel::Deletion::Pending);
    QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(), u"Fake, is being deleted"_s);
    QVERIFY(confirmed.isEmpty());
    m_server->on("GET", datasetPath, FakeAnswer::json(R"({"message":"Not Found: Dataset"})", 404));
    QTRY_COMPARE(confirmed.size(), 1);
}

void DeletionTest::believesTheListWhereADatasetThatIsGoneIsRefusedOtherwise()
{
    m_server->on("GET", datasetPath, FakeAnswer::json(R"({"message":"Dataset not found; likely TR-Dataset header was not provided"})", 500));
    m_server->on("GET", listPath, FakeAnswer::json(listJson()));
    m_server->on("GET", listPath, FakeAnswer::json("[]"));
    const ApiClient api = client();
    DatasetModel model(api);
    model.deletionWatch().setPace(1, 20'000);
    model.load();
    QTRY_VERIFY(model.isWhole());
    const QSignalSpy confirmed(&model, &DatasetModel::deletionConfirmed);
    model.noteDeleting(dataset);
    QTRY_COMPARE(confirmed.size(), 1);
    QVERIFY(m_server->count("GET", datasetPath) >= 2);
}

void DeletionTest::saysWhenAnEventSaysThatADatasetWasNotDeleted()
{
    m_server->forgetScripts();
    m_server->on("GET", listPath, FakeAnswer::json(listJson()));
    m_server->on("GET", datasetPath, FakeAnswer::json(datasetJson()));
    const QByteArray old = failure(u"old"_s, u"2024-07-01 3:04:05.0"_s);
    m_server->on("POST", "/api/dataset/events", events(old));
    m_server->on("POST", "/api/dataset/events", events(old));
    m_server->on("POST", "/api/dataset/events", events(failure(u"disk is full"_s, u"2024-07-02 3:04:05.0"_s) + ',' + old));
    const ApiClient api = client();
    DatasetModel model(api);
    model.deletionWatch().setPace(1, 60'000);
    model.load();
    QTRY_VERIFY(model.isWhole());
    const QSignalSpy doubted(&model, &DatasetModel::deletionDoubted);
    model.noteDeleting(dataset);
    QTRY_COMPARE(doubted.size(), 1);
    QVERIFY(doubted.first().at(1).value<DeletionWatch::Doubt>() == DeletionWatch::Doubt::Failed);
    QCOMPARE(doubted.first().at(2).toString(), u"disk is full"_s);
    QVERIFY(deletion(model) == DatasetModel::Deletion::None);
}

void DeletionTest::doubtsADeletionThatIsNeverSeen()
{
    m_server->on("GET", datasetPath, FakeAnswer::json(datasetJson()));
    const ApiClient api = client();
    DatasetModel model(api);
    model.deletionWatch().setPace(1, 50);
    model.load();
    QTRY_VERIFY(model.isWhole());
    const QSignalSpy doubted(&model, &DatasetModel::deletionDoubted);
    model.noteDeleting(dataset);
    QTRY_COMPARE(doubted.size(), 1);
    QVERIFY(doubted.first().at(1).value<DeletionWatch::Doubt>() == DeletionWatch::Doubt::StillThere);
    QVERIFY(deletion(model) == DatasetModel::Deletion::NotConfirmed);
    model.load();
    QVERIFY(deletion(model) == DatasetModel::Deletion::None);
}

void DeletionTest::keepsAGroupListedUntilItsChunksAreGone()
{
    m_server->on("GET", "/api/dataset/groups/" + dataset.text().toLatin1() + "/1",
        FakeAnswer::json(R"({"groups":[{"id":"g","dataset_id":"d","name":"Setup","description":"","created_at":"1","updated_at":"1"}],"total_pages":1})"));
    m_server->on("GET", "/api/chunk_group/g", FakeAnswer::json(R"({"message":"Not Found: Group"})", 404));
    m_server->on("POST", "/api/chunks/scroll", FakeAnswer::json(R"({"chunks":[{"id":"c","chunk_html":"x","created_at":"1","updated_at":"1"}]})"));
    const ApiClient api = client();
    GroupModel model(api);
    model.deletionWatch().setPace(1, 20'000);
    model.show(dataset);
    QTRY_COMPARE(model.rowCount(), 1);
    const QSignalSpy confirmed(&model, &GroupModel::deletionConfirmed);
    model.noteDeleting(ChunkGroupId(u"g"_s), true);
    QTRY_VERIFY(m_server->count("POST", "/api/chunks/scroll") >= 3);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, GroupModel::UpdatedColumn).data().toString(), u"is being deleted"_s);
    m_server->on("POST", "/api/chunks/scroll", FakeAnswer::json(R"({"chunks":[]})"));
    QTRY_COMPARE(confirmed.size(), 1);
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(DeletionTest)
#include "tst_models_deletion.moc"

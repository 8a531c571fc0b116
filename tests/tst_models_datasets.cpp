#include "app/localserver/localserver.h"
#include "app/models/datasetconfiguration.h"
#include "app/models/datasetmodel.h"
#include "tests/support/fakeserver.h"

#include <QAbstractItemModelTester>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// The list of datasets against the real local server, and against one that fails.
class tst_models_datasets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void listsWhatTheServerHas();
    void asksForEveryPage();
    void keepsRowsAndSaysWhyWhenARefreshFails();
    void adoptsTheServersCopyInPlace();
    void takesARowOutAfterADeletion();
    void countsAgainWhenAsked();
    void showsOneDatasetToAKeyThatMayNotList();
    void showsTheIdToAKeyThatMayOnlyRead();
    void forgetsSecretsThatAServerRepeats();
    void keepsWhatAServerWouldResetWhenItIsLeftOut();
    void knowsWhichDatasetsAChangeWouldSpoil();

private:
    Dataset create(const QString &name);
    ApiClient fakeClient(const FakeServer &server);
    QByteArray datasetJson(int number) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LocalServer> m_server;
    std::unique_ptr<QNetworkAccessManager> m_manager;
    std::unique_ptr<ApiClient> m_client;
    std::unique_ptr<DatasetModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

namespace {

const OrganizationId organization(u"0a1b2c3d-0000-4000-8000-000000000001"_s);

DatasetId fakeId(int number)
{
    return DatasetId(u"0a1b2c3d-0000-4000-8000-1"_s + QString::number(number).rightJustified(11, u'0'));
}

template <typename T>
T awaited(Call<T> call)
{
    std::optional<Result<T>> outcome;
    call.then(qApp, [&](const Result<T> &result) { outcome = result; });
    [&] { QTRY_VERIFY(outcome); }();
    return outcome && *outcome ? **outcome : T();
}

}

void tst_models_datasets::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto server = LocalServer::start({.dataFolder = m_folder->path(), .port = 0, .key = {}});
    QVERIFY2(server, qPrintable(server ? QString() : server.error().message));
    m_server = std::move(server).value();
    m_manager = std::make_unique<QNetworkAccessManager>();
    m_client = std::make_unique<ApiClient>(
        Connection{.baseUrl = QUrl(m_server->url()), .apiKey = m_server->key(), .organization = OrganizationId(m_server->organizationId())}, *m_manager, *m_manager);
    m_model = std::make_unique<DatasetModel>(*m_client);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
}

void tst_models_datasets::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_client.reset();
    m_manager.reset();
    m_server.reset();
}

Dataset tst_models_datasets::create(const QString &name)
{
    return awaited(m_client->createDataset({.name = name, .trackingId = {}, .serverConfiguration = {}}));
}

ApiClient tst_models_datasets::fakeClient(const FakeServer &server)
{
    return ApiClient({.baseUrl = server.url(), .apiKey = u"key"_s, .organization = organization}, *m_manager, *m_manager);
}

QByteArray tst_models_datasets::datasetJson(int number) const
{
    const Dataset dataset{.id = fakeId(number), .name = u"Dataset %1"_s.arg(number), .trackingId = {}, .organizationId = organization,
        .createdAt = u"2024-01-02T03:04:05"_s, .updatedAt = u"2024-01-02T03:04:05"_s, .serverConfiguration = {}, .chunkCount = {}};
    return Json::object({{u"dataset", dataset.toJson()}, {u"dataset_usage", Json::object({{u"chunk_count", number}})}}).toBytes();
}

void tst_models_datasets::listsWhatTheServerHas()
{
    create(u"One"_s);
    create(u"Two"_s);
    m_model->load();
    QCOMPARE(m_model->state(), PagedModel::State::Loading);
    QTRY_VERIFY(m_model->isWhole());
    QCOMPARE(m_model->rowCount(), 2);
    QStringList names;
    for (int row = 0; row < 2; ++row)
        names += m_model->index(row, 0).data().toString();
    names.sort();
    QCOMPARE(names, QStringList({u"One"_s, u"Two"_s}));
    QCOMPARE(m_model->index(0, 0).data(DatasetModel::ChunkCountRole).toLongLong(), 0);
}

void tst_models_datasets::asksForEveryPage()
{
    FakeServer server;
    const QByteArray path = "/api/dataset/organization/" + organization.text().toLatin1();
    const auto page = [this](int first, int count) {
        QByteArrayList items;
        for (int i = first; i < first + count; ++i)
            items += datasetJson(i);
        return FakeAnswer::json('[' + items.join(',') + ']');
    };
    server.on("GET", path, page(0, 100));
    server.on("GET", path, page(100, 100));
    server.on("GET", path, page(200, 7));
    const ApiClient client = fakeClient(server);
    DatasetModel model(client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.load();
    QTRY_VERIFY(model.isWhole());
    QCOMPARE(model.rowCount(), 207);
    QCOMPARE(server.count("GET", path), 3);
    QVERIFY(server.lastRequest().query.contains("offset=200"));
}

void tst_models_datasets::keepsRowsAndSaysWhyWhenARefreshFails()
{
    FakeServer server;
    server.on("GET", "*", FakeAnswer::json('[' + datasetJson(1) + ']'));
    server.on("GET", "*", FakeAnswer::json(R"({"message": "out of order"})", 500));
    server.on("GET", "*", FakeAnswer::json('[' + datasetJson(1) + ',' + datasetJson(2) + ']'));
    const ApiClient client = fakeClient(server);
    DatasetModel model(client);
    model.load();
    QTRY_VERIFY(model.isWhole());
    model.load();
    QTRY_COMPARE(model.state(), PagedModel::State::Failed);
    QCOMPARE(model.lastError().kind, Error::Kind::Server);
    QCOMPARE(model.lastError().message, u"out of order"_s);
    QCOMPARE(model.rowCount(), 1);
    model.load();
    QTRY_COMPARE(model.rowCount(), 2);
}

void tst_models_datasets::adoptsTheServersCopyInPlace()
{
    Dataset dataset = create(u"Before"_s);
    create(u"Other"_s);
    m_model->load();
    QTRY_VERIFY(m_model->isWhole());
    const int row = m_model->rowWithId(dataset.id.text());
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    DatasetPatch patch;
    patch.name = u"After"_s;
    m_model->adopt(awaited(m_client->updateDataset(dataset.id, patch)));
    QCOMPARE(m_model->index(row, 0).data().toString(), u"After"_s);
    QVERIFY(m_model->index(row, 0).data(DatasetModel::ChunkCountRole).isValid());
    QVERIFY(!changed.isEmpty());
    QCOMPARE(m_model->rowCount(), 2);
    const Dataset third = create(u"Third"_s);
    m_model->adopt(third);
    QCOMPARE(m_model->rowCount(), 3);
    QVERIFY(m_model->find(third.id));
}

void tst_models_datasets::takesARowOutAfterADeletion()
{
    const Dataset dataset = create(u"Gone"_s);
    create(u"Stays"_s);
    m_model->load();
    QTRY_VERIFY(m_model->isWhole());
    m_model->remove(dataset.id);
    QCOMPARE(m_model->rowCount(), 1);
    QVERIFY(!m_model->find(dataset.id));
}

void tst_models_datasets::countsAgainWhenAsked()
{
    FakeServer server;
    server.on("GET", "/api/dataset/organization/" + organization.text().toLatin1(), FakeAnswer::json('[' + datasetJson(1) + ']'));
    const QByteArray usage = R"({"id": "0a1b2c3d-0000-4000-8000-000000000009", "dataset_id": ")" + fakeId(1).text().toLatin1() + R"(", "chunk_count": 42})";
    server.on("GET", "/api/dataset/usage/" + fakeId(1).text().toLatin1(), FakeAnswer::json(usage));
    const ApiClient client = fakeClient(server);
    DatasetModel model(client);
    model.load();
    QTRY_VERIFY(model.isWhole());
    model.recount(fakeId(1));
    QTRY_COMPARE(model.index(0, 0).data(DatasetModel::ChunkCountRole).toLongLong(), 42);
}

void tst_models_datasets::showsOneDatasetToAKeyThatMayNotList()
{
    const Dataset dataset = create(u"Mine"_s);
    create(u"Not mine"_s);
    m_model->load(dataset.id);
    QTRY_VERIFY(m_model->isWhole());
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->index(0, 0).data().toString(), u"Mine"_s);
}

void tst_models_datasets::showsTheIdToAKeyThatMayOnlyRead()
{
    FakeServer server;
    server.on("GET", "*", FakeAnswer::json(R"({"message": "Forbidden"})", 403));
    const ApiClient client = fakeClient(server);
    DatasetModel model(client);
    model.load(fakeId(1));
    QTRY_VERIFY(model.isWhole());
    QCOMPARE(model.index(0, 0).data().toString(), fakeId(1).text());
}

void tst_models_datasets::forgetsSecretsThatAServerRepeats()
{
    Dataset dataset = create(u"Secret"_s);
    dataset.serverConfiguration = Metadata::fromJson(Json::object({{u"LLM_API_KEY", u"sk-secret"}, {u"LLM_DEFAULT_MODEL", u"gpt-4o"}}));
    const Dataset stripped = datasetconfiguration::withoutSecrets(dataset);
    QVERIFY(!stripped.serverConfiguration.text().contains("sk-secret"));
    QVERIFY(stripped.serverConfiguration.text().contains("gpt-4o"));
    m_model->load();
    QTRY_VERIFY(m_model->isWhole());
    m_model->adopt(dataset);
    QVERIFY(!m_model->find(dataset.id)->serverConfiguration.text().contains("sk-secret"));
}

void tst_models_datasets::keepsWhatAServerWouldResetWhenItIsLeftOut()
{
    Dataset dataset;
    dataset.serverConfiguration = Metadata::fromJson(Json::object({{u"LLM_API_VERSION", u"2024-06-01"}, {u"RAG_PROMPT", u"old"}}));
    const Json changed = Json::object({{u"RAG_PROMPT", u"new"}});
    QCOMPARE(datasetconfiguration::patch(changed, dataset).toBytes(), R"({"RAG_PROMPT":"new","LLM_API_VERSION":"2024-06-01"})");
    // A new name alone is a change, too.
    QCOMPARE(datasetconfiguration::patch({}, dataset).toBytes(), R"({"LLM_API_VERSION":"2024-06-01"})");
    dataset.serverConfiguration = {};
    QCOMPARE(datasetconfiguration::patch(changed, dataset).toBytes(), R"({"RAG_PROMPT":"new"})");
}

void tst_models_datasets::knowsWhichDatasetsAChangeWouldSpoil()
{
    Dataset dataset;
    QVERIFY(!datasetconfiguration::isSpoiltByChanges(dataset));
    dataset.serverConfiguration = Metadata::fromJson(Json::object({{u"DISTANCE_METRIC", u"cosine"}}));
    QVERIFY(!datasetconfiguration::isSpoiltByChanges(dataset));
    dataset.serverConfiguration = Metadata::fromJson(Json::object({{u"DISTANCE_METRIC", u"dot"}}));
    QVERIFY(datasetconfiguration::isSpoiltByChanges(dataset));
}

QTEST_GUILESS_MAIN(tst_models_datasets)
#include "tst_models_datasets.moc"

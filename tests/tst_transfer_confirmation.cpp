#include "app/transfer/ingestjob.h"
#include "tests/support/takingserver.h"

#include <QDir>
#include <QFile>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using State = IngestJob::State;

/// What is said of documents after a server has accepted them, and what becomes of those that it had already.
class TransferConfirmation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void namesTheChunksThatWereAcceptedAndNeverSeen();
    void waitsUntilTheServerHasTakenThemIn();
    void stopsWaitingAtOnceWhenToldTo();
    void tellsNewChunksFromThoseThatTookAnEarlierPlace();
    void keepsWhatPeopleGaveAChunkByHand();
    void keepsWhatPeopleGaveAGroupByHand();
    void readsAGroupThatIsThereWithoutAnyOfItsChunks();
    void asksOnceForDocumentsThatAreNew();

private:
    void begin(const WatchPace &pace);
    void finish(const WatchPace &pace);
    Json sent(const char *path) const;

    QNetworkAccessManager m_manager;
    std::unique_ptr<TakingServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<IngestJob> m_job;
    std::unique_ptr<QSignalSpy> m_finished;
};

void TransferConfirmation::init()
{
    m_finished.reset();
    m_job.reset();
    m_server = std::make_unique<TakingServer>();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir().mkpath(m_folder->filePath(u"m"_s)));
    for (const QByteArray name : {"a", "b", "c"}) {
        QFile file(m_folder->filePath(u"m/%1.html"_s.arg(QString::fromLatin1(name))));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("<title>Page " + name + "</title><h1 id='top'>A</h1><p>Text.</p>");
    }
}

void TransferConfirmation::begin(const WatchPace &pace)
{
    const ApiClient client({m_server->url(), u"key"_s, {}}, m_manager, m_manager);
    m_job = std::make_unique<IngestJob>(client, DatasetId(u"11111111-2222-3333-4444-555555555555"_s), DocumentSource{m_folder->filePath(u"m"_s), {}},
                                        DocumentOptions());
    m_job->setConfirmationPace(pace);
    m_job->sendInOrder();
    m_finished = std::make_unique<QSignalSpy>(m_job.get(), &IngestJob::finished);
    m_job->start();
}

void TransferConfirmation::finish(const WatchPace &pace)
{
    begin(pace);
    QTRY_COMPARE(m_finished->size(), 1);
}

Json TransferConfirmation::sent(const char *path) const
{
    const Json body = *Json::parse(m_server->firstTo(path).body);
    return body.isArray() ? body.items().first() : body;
}

void TransferConfirmation::namesTheChunksThatWereAcceptedAndNeverSeen()
{
    m_server->loses = u"b.html"_s;
    finish({1, 100});
    const IngestSummary summary = m_job->summary();
    QCOMPARE(summary.chunksAccepted, 3);
    QCOMPARE(summary.chunksIndexed, 2);
    QCOMPARE(summary.filesAdded, 2);
    QCOMPARE(summary.notConfirmedTotal, 1);
    QCOMPARE(summary.notConfirmed.first().trackingId, u"m/b.html#top"_s);
    QCOMPARE(summary.failuresTotal, 0);
}

void TransferConfirmation::waitsUntilTheServerHasTakenThemIn()
{
    m_server->indexes = false;
    begin({1, 60'000});
    // Once before they were sent.
    QTRY_VERIFY(m_server->count("POST", TakingServer::trackingPath) >= 4);
    QCOMPARE(m_job->state(), State::Confirming);
    QCOMPARE(m_job->progress().chunksAccepted, 3);
    QCOMPARE(m_job->progress().chunksIndexed, 0);
    QVERIFY(m_finished->isEmpty());
    m_server->indexes = true;
    QTRY_COMPARE(m_finished->size(), 1);
    QCOMPARE(m_job->summary().chunksIndexed, 3);
    QCOMPARE(m_job->summary().notConfirmedTotal, 0);
}

void TransferConfirmation::stopsWaitingAtOnceWhenToldTo()
{
    m_server->indexes = false;
    begin({1, 60'000});
    QTRY_COMPARE(m_job->state(), State::Confirming);
    m_job->cancel();
    QTRY_COMPARE(m_finished->size(), 1);
    QVERIFY(m_job->summary().canceled);
    QCOMPARE(m_job->summary().chunksIndexed, 0);
    QCOMPARE(m_job->summary().notConfirmedTotal, 3);
}

void TransferConfirmation::tellsNewChunksFromThoseThatTookAnEarlierPlace()
{
    // The answer to POST says nothing of it: both its times are of the answer.
    m_server->chunksBefore.insert(u"m/b.html#top"_s, TakingServer::chunk(u"m/b.html#top"_s));
    finish({1, 60'000});
    QCOMPARE(m_job->summary().chunksIndexed, 3);
    QCOMPARE(m_job->summary().chunksUpdated, 1);
}

void TransferConfirmation::keepsWhatPeopleGaveAChunkByHand()
{
    Json before = TakingServer::chunk(u"m/a.html#top"_s);
    before.set(u"weight", Json::number("2.50"));
    before.set(u"num_value", Json::number("7"));
    before.set(u"time_stamp", u"2021-01-01T10:00:00");
    before.set(u"location", *Json::parse(R"({"lat":1,"lon":2.5})"));
    before.set(u"tag_set", *Json::parse(R"(["m","mine"])"));
    before.set(u"metadata", *Json::parse(R"({"owner":"Ada","title":"Old title"})"));
    m_server->chunksBefore.insert(u"m/a.html#top"_s, before);
    finish({1, 60'000});
    const Json chunk = sent(TakingServer::chunkPath);
    QCOMPARE(chunk[u"tracking_id"].toString(), u"m/a.html#top"_s);
    QCOMPARE(chunk[u"weight"].numberText(), "2.50");
    QCOMPARE(chunk[u"num_value"].numberText(), "7");
    QCOMPARE(chunk[u"time_stamp"].toString(), u"2021-01-01 10:00:00.000"_s);
    QCOMPARE(chunk[u"location"].toBytes(), R"({"lat":1,"lon":2.5})");
    QCOMPARE(chunk[u"tag_set"].toBytes(), R"(["m","mine"])");
    QCOMPARE(chunk[u"metadata"][u"owner"].toString(), u"Ada"_s);
    QCOMPARE(chunk[u"metadata"][u"title"].toString(), u"Page a"_s);
    QVERIFY(chunk[u"chunk_html"].toString().contains(u"Text."));
}

void TransferConfirmation::keepsWhatPeopleGaveAGroupByHand()
{
    m_server->chunksBefore.insert(u"m/a.html#top"_s, TakingServer::chunk(u"m/a.html#top"_s));
    Json before = TakingServer::group(u"m/a.html"_s);
    before.set(u"description", u"What to read first");
    before.set(u"tag_set", *Json::parse(R"(["mine"])"));
    before.set(u"metadata", *Json::parse(R"({"owner":"Ada"})"));
    m_server->groupsBefore.insert(u"m/a.html"_s, before);
    finish({1, 60'000});
    const Json group = sent(TakingServer::groupPath);
    QCOMPARE(group[u"tracking_id"].toString(), u"m/a.html"_s);
    QVERIFY(group[u"upsert_by_tracking_id"].toBool().value_or(false));
    QCOMPARE(group[u"description"].toString(), u"What to read first"_s);
    QCOMPARE(group[u"tag_set"].toBytes(), R"(["m","mine"])");
    QCOMPARE(group[u"metadata"].toBytes(), R"({"path":"m/a.html","owner":"Ada"})");
}

void TransferConfirmation::readsAGroupThatIsThereWithoutAnyOfItsChunks()
{
    // Some servers refuse such a group, others pass it over.
    Json before = TakingServer::group(u"m/a.html"_s);
    before.set(u"description", u"What to read first");
    m_server->groupsBefore.insert(u"m/a.html"_s, before);
    m_server->refusesKnownGroups = true;
    finish({1, 60'000});
    QCOMPARE(m_job->summary().chunksIndexed, 3);
    QCOMPARE(m_job->summary().failuresTotal, 0);
    const auto last = std::find_if(m_server->requests().rbegin(), m_server->requests().rend(),
                                   [](const FakeRequest &request) { return request.path == TakingServer::groupPath; });
    QCOMPARE(Json::parse(last->body)->items().first()[u"description"].toString(), u"What to read first"_s);
}

void TransferConfirmation::asksOnceForDocumentsThatAreNew()
{
    finish({1, 60'000});
    QCOMPARE(m_job->summary().chunksUpdated, 0);
    // What is there, the groups, the chunks, and whether they are there.
    QCOMPARE(m_server->requests().size(), 4);
    // A group that is there all the same stays as it is.
    QVERIFY(!sent(TakingServer::groupPath).contains(u"upsert_by_tracking_id"));
}

QTEST_GUILESS_MAIN(TransferConfirmation)
#include "tst_transfer_confirmation.moc"

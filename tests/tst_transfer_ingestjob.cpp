#include "app/transfer/ingestjob.h"
#include "tests/support/takingserver.h"

#include <QDir>
#include <QFile>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = IngestJob::State;

class TestIngestJob : public QObject
{
    Q_OBJECT

private:
    QNetworkAccessManager m_requests;
    QNetworkAccessManager m_streams;

    ApiClient client(const FakeServer &server) { return ApiClient({server.url(), u"key"_s, {}}, m_requests, m_streams); }

    static void write(const QString &path, const QByteArray &content)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    static void writePages(const QTemporaryDir &folder, int count, const QByteArray &text = "Text of it.")
    {
        for (int i = 0; i < count; ++i) {
            const QByteArray number = QByteArray::number(i).rightJustified(4, '0');
            write(folder.filePath(u"m/%1.html"_s.arg(QString::fromLatin1(number))), "<title>Page " + number + "</title><h1 id='top'>A</h1><p>" + text + "</p>");
        }
    }
    std::unique_ptr<IngestJob> job(const FakeServer &server, const QString &folder)
    {
        auto made = std::make_unique<IngestJob>(client(server), DatasetId(u"11111111-2222-3333-4444-555555555555"_s), DocumentSource{folder, {}}, DocumentOptions());
        made->setRetryPolicy({5ms, 20ms, 4});
        return made;
    }

private Q_SLOTS:
    void fillsEachRequestAndKeepsTheOrderWhenAskedTo()
    {
        QTemporaryDir folder;
        writePages(folder, 250);
        TakingServer server;
        const auto job = this->job(server, folder.filePath(u"m"_s));
        QSignalSpy finished(job.get(), &IngestJob::finished);
        job->sendInOrder();
        job->start();
        QVERIFY(finished.wait(60000));
        QCOMPARE(server.mostChunks, 120);
        QCOMPARE(server.taken.size(), 250);
        QVERIFY(std::is_sorted(server.taken.cbegin(), server.taken.cend()));
    }

    void sendsGroupsBeforeTheirChunksInBatches()
    {
        QTemporaryDir folder;
        writePages(folder, 500);
        TakingServer server;
        const auto job = this->job(server, folder.filePath(u"m"_s));
        QSignalSpy finished(job.get(), &IngestJob::finished);
        job->start();
        QVERIFY(finished.wait(60000));
        const IngestSummary summary = job->summary();
        QCOMPARE(summary.chunksAccepted, 500);
        QCOMPARE(summary.filesAdded, 500);
        QCOMPARE(summary.failuresTotal, 0);
        QCOMPARE(server.taken.size(), 500);
        QCOMPARE(server.taken.removeDuplicates(), 0);
        QVERIFY(server.mostChunks <= 120);
        QCOMPARE(job->progress().filesRead, 500);
        QCOMPARE(job->progress().chunksSent, 500);
        QCOMPARE(job->progress().bytesRead, job->progress().bytesFound);
        QSet<QString> groupsBefore;
        for (const FakeRequest &request : server.requests()) {
            if (request.path != TakingServer::groupPath && request.path != TakingServer::chunkPath)
                continue;
            const Json body = *Json::parse(request.body);
            const QList<Json> items = body.isArray() ? body.items() : QList<Json>{body};
            for (const Json &item : items) {
                if (request.path == TakingServer::groupPath) {
                    groupsBefore.insert(item[u"tracking_id"].toString());
                    continue;
                }
                QVERIFY(item[u"upsert_by_tracking_id"].toBool().value_or(false));
                QVERIFY(groupsBefore.contains(item[u"group_tracking_ids"].items().first().toString()));
            }
        }
        QVERIFY(server.firstTo(TakingServer::groupPath).body.contains("Page 0000"));
    }

    void keepsBodiesSmall()
    {
        QTemporaryDir folder;
        QByteArray page;
        for (int i = 0; i < 400; ++i)
            page += "<h2>Section " + QByteArray::number(i) + "</h2><p>" + QByteArray("Some words. ").repeated(450) + "</p>";
        write(folder.filePath(u"m/big.html"_s), page);
        TakingServer server;
        const auto job = this->job(server, folder.filePath(u"m"_s));
        QSignalSpy finished(job.get(), &IngestJob::finished);
        job->start();
        QVERIFY(finished.wait(60000));
        QVERIFY(job->summary().chunksAccepted >= 400);
        QVERIFY2(server.mostBytes < 1024 * 1024, qPrintable(QString::number(server.mostBytes)));
        QCOMPARE(QSet<QString>(server.groups.begin(), server.groups.end()).size(), 1);
    }

    void triesAgainWhenTheServerStumbles_data()
    {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind < 4; ++kind)
            QTest::newRow(qPrintable(QStringList({u"500"_s, u"429"_s, u"hang up"_s, u"nonsense"_s}).at(kind))) << kind;
    }
    void triesAgainWhenTheServerStumbles()
    {
        QFETCH(int, kind);
        const QList<FakeAnswer> troubles{FakeAnswer::json("{\"message\":\"oops\"}", 500), FakeAnswer::json("{\"message\":\"slow\"}", 429),
            FakeAnswer::hangUp(), FakeAnswer::json("{\"chunk_metadata\":[{\"id\":7", 200)};
        QTemporaryDir folder;
        writePages(folder, 130);
        TakingServer server;
        server.troubles = {troubles.at(kind), troubles.at(kind)};
        const auto job = this->job(server, folder.filePath(u"m"_s));
        QSignalSpy finished(job.get(), &IngestJob::finished);
        job->start();
        QVERIFY(finished.wait(60000));
        QCOMPARE(job->summary().chunksAccepted, 130);
        QCOMPARE(job->summary().failuresTotal, 0);
        QCOMPARE(job->progress().chunksSent, 130);
    }

    void findsTheChunkThatIsRefusedAndNamesIt()
    {
        QTemporaryDir folder;
        writePages(folder, 200);
        write(folder.filePath(u"m/0050.html"_s), "<h1 id=ok>A</h1><p>fine</p><h2 id=poison>B</h2><p>bad</p>");
        TakingServer server;
        server.poison = u"#poison"_s;
        const auto job = this->job(server, folder.filePath(u"m"_s));
        QSignalSpy finished(job.get(), &IngestJob::finished);
        job->start();
        QVERIFY(finished.wait(60000));
        const IngestSummary summary = job->summary();
        QCOMPARE(summary.chunksAccepted, 200);
        QCOMPARE(summary.failures.size(), 1);
        QCOMPARE(summary.failures.first().name, u"m/0050.html"_s);
        QCOMPARE(summary.failures.first().trackingId, u"m/0050.html#poison"_s);
        QCOMPARE(summary.failures.first().error.message, u"the server does not like it"_s);
        QCOMPARE(summary.filesAdded, 199);
        QCOMPARE(summary.filesAddedInPart, 1);
        QStringList taken = server.taken;
        QCOMPARE(taken.removeDuplicates(), 0);
    }

    void findsTheDocumentWhoseGroupIsRefused()
    {
        QTemporaryDir folder;
        writePages(folder, 100);
        write(folder.filePath(u"m/0050-poison.html"_s), "<h1 id=a>A</h1><p>x</p><h2 id=b>B</h2><p>y</p>");
        TakingServer server;
        server.poison = u"poison.html"_s;
        const auto job = this->job(server, folder.filePath(u"m"_s));
        QSignalSpy finished(job.get(), &IngestJob::finished);
        job->start();
        QVERIFY(finished.wait(60000));
        QCOMPARE(job->summary().chunksAccepted, 100);
        QCOMPARE(job->summary().failures.size(), 2);
        QCOMPARE(job->summary().filesAdded, 100);
    }

    void tellsThatItWaitsUntilItIsSentAgain()
    {
        QTemporaryDir folder;
        writePages(folder, 3);
        TakingServer server;
        server.troubles = {FakeAnswer::json("{\"message\":\"later\"}", 503)};
        const auto job = this->job(server, folder.filePath(u"m"_s));
        job->setRetryPolicy({1h, 1h, 4});
        QSignalSpy finished(job.get(), &IngestJob::finished);
        job->start();
        QTRY_COMPARE(job->retries().entries().size(), 1);
        const RetryBoard::Entry entry = job->retries().entries().first();
        QCOMPARE(entry.retry.error.httpStatus, 503);
        QCOMPARE(entry.retry.failed, 1);
        QCOMPARE(entry.retry.attempts, 4);
        QVERIFY(entry.next.remainingTime() > 60'000);
        job->retries().sendNow();
        QVERIFY(finished.wait(60000));
        QVERIFY(job->retries().entries().isEmpty());
        QCOMPARE(job->summary().chunksAccepted, 3);
    }

    void haltsWhenTheWaitingIsGivenUpAndGoesOn()
    {
        QTemporaryDir folder;
        writePages(folder, 3);
        TakingServer server;
        server.troubles = {FakeAnswer::json("{\"message\":\"later\"}", 503)};
        const auto job = this->job(server, folder.filePath(u"m"_s));
        job->setRetryPolicy({1h, 1h, 4});
        QSignalSpy finished(job.get(), &IngestJob::finished);
        QSignalSpy stalled(job.get(), &IngestJob::stalled);
        job->start();
        QTRY_COMPARE(job->retries().entries().size(), 1);
        job->retries().giveUp();
        QCOMPARE(stalled.size(), 1);
        QCOMPARE(stalled.first().first().value<Error>().message, u"later"_s);
        QVERIFY(job->retries().entries().isEmpty());
        job->resume();
        QVERIFY(finished.wait(60000));
        QCOMPARE(job->summary().chunksAccepted, 3);
    }

    void tellsNothingOfWaitingWhileItIsPaused()
    {
        QTemporaryDir folder;
        writePages(folder, 3);
        TakingServer server;
        server.troubles = {FakeAnswer::json("{\"message\":\"later\"}", 503)};
        const auto job = this->job(server, folder.filePath(u"m"_s));
        job->setRetryPolicy({1h, 1h, 4});
        job->start();
        QTRY_COMPARE(job->retries().entries().size(), 1);
        job->pause();
        QVERIFY(job->retries().entries().isEmpty());
        job->resume();
        QCOMPARE(job->retries().entries().size(), 1);
    }

    void haltsWhenTheKeyIsRefusedAndGoesOn()
    {
        QTemporaryDir folder;
        writePages(folder, 300);
        TakingServer server;
        server.troubles = {FakeAnswer::json("{\"message\":\"Unauthorized\"}", 401), FakeAnswer::json("{\"message\":\"Unauthorized\"}", 401)};
        const auto job = this->job(server, folder.filePath(u"m"_s));
        QSignalSpy finished(job.get(), &IngestJob::finished);
        QSignalSpy stalled(job.get(), &IngestJob::stalled);
        job->start();
        QVERIFY(stalled.wait(60000));
        QCOMPARE(job->state(), State::Stalled);
        QCOMPARE(stalled.first().first().value<Error>().kind, Error::Kind::Unauthorized);
        QVERIFY(!finished.wait(100));
        server.troubles.clear();
        job->resume();
        QVERIFY(finished.wait(60000));
        QCOMPARE(job->summary().chunksAccepted, 300);
        QCOMPARE(job->summary().failuresTotal, 0);
        QCOMPARE(stalled.size(), 1);
    }

    void haltsWhenTheServerIsGoneAndGoesOn()
    {
        QTemporaryDir folder;
        writePages(folder, 10);
        auto server = std::make_unique<TakingServer>();
        const auto job = this->job(*server, folder.filePath(u"m"_s));
        server->die();
        QSignalSpy stalled(job.get(), &IngestJob::stalled);
        QSignalSpy finished(job.get(), &IngestJob::finished);
        job->start();
        QVERIFY(stalled.wait(60000));
        QCOMPARE(stalled.first().first().value<Error>().kind, Error::Kind::Offline);
        job->cancel();
        QVERIFY(finished.wait(60000));
        QVERIFY(job->summary().canceled);
        QCOMPARE(job->summary().chunksAccepted, 0);
    }

    void blamesTheServerNotTheChunksWhenNothingIsTaken()
    {
        QTemporaryDir folder;
        writePages(folder, 40);
        TakingServer server;
        for (int i = 0; i < 1000; ++i)
            server.troubles.append(FakeAnswer::json("{\"message\":\"broken\"}", 500));
        const auto job = this->job(server, folder.filePath(u"m"_s));
        QSignalSpy stalled(job.get(), &IngestJob::stalled);
        QSignalSpy finished(job.get(), &IngestJob::finished);
        job->start();
        QVERIFY(stalled.wait(60000));
        QCOMPARE(job->progress().chunksFailed, 0);
        server.troubles.clear();
        job->resume();
        QVERIFY(finished.wait(60000));
        QCOMPARE(job->summary().chunksAccepted, 40);
        QCOMPARE(job->summary().failuresTotal, 0);
    }

    void namesTheChunkAtWhichTheServerFails()
    {
        QTemporaryDir folder;
        writePages(folder, 1);
        TakingServer server;
        server.troubles.fill(FakeAnswer::json("{\"message\":\"broken\"}", 500), 100);
        const auto job = this->job(server, folder.filePath(u"m"_s));
        QSignalSpy finished(job.get(), &IngestJob::finished);
        job->start();
        QVERIFY(finished.wait(60000));
        QCOMPARE(job->summary().failures.size(), 1);
        QCOMPARE(job->summary().failures.first().trackingId, u"m/0000.html#top"_s);
        QCOMPARE(job->summary().failures.first().error.message, u"broken"_s);
    }

    void countsNothingThatTheAnswerDoesNotName()
    {
        QTemporaryDir folder;
        writePages(folder, 3);
        TakingServer server;
        server.troubles.fill(FakeAnswer::json("{\"chunk_metadata\":[]}"), 10);
        const auto job = this->job(server, folder.filePath(u"m"_s));
        QSignalSpy finished(job.get(), &IngestJob::finished);
        job->start();
        QVERIFY(finished.wait(60000));
        QCOMPARE(job->summary().chunksAccepted, 0);
        QCOMPARE(job->summary().failuresTotal, 3);
    }

    void pausesAndGoesOn()
    {
        QTemporaryDir folder;
        writePages(folder, 600);
        TakingServer server;
        const auto job = this->job(server, folder.filePath(u"m"_s));
        QSignalSpy finished(job.get(), &IngestJob::finished);
        job->start();
        QTRY_VERIFY(job->progress().chunksAccepted > 0);
        job->pause();
        QCOMPARE(job->state(), State::Paused);
        QTest::qWait(150);
        const qsizetype requests = server.requests().size();
        const qint64 accepted = job->progress().chunksAccepted;
        QVERIFY(accepted < 600);
        QVERIFY(!finished.wait(150));
        QCOMPARE(server.requests().size(), requests);
        job->resume();
        QVERIFY(finished.wait(60000));
        QCOMPARE(job->summary().chunksAccepted, 600);
        QCOMPARE(server.taken.removeDuplicates(), 0);
    }

    void cancelLetsWhatIsUnderWayFinishAndTellsTheTruth()
    {
        QTemporaryDir folder;
        writePages(folder, 1000);
        TakingServer server;
        server.slowness = 40;
        const auto job = this->job(server, folder.filePath(u"m"_s));
        QSignalSpy finished(job.get(), &IngestJob::finished);
        job->start();
        // Something was taken of which the server has not said so yet.
        QTRY_VERIFY(job->progress().chunksAccepted > 0 && server.taken.size() > job->progress().chunksAccepted);
        job->cancel();
        QCOMPARE(finished.size(), 0);
        QVERIFY(finished.wait(5000));
        QVERIFY(job->summary().canceled);
        QVERIFY(job->summary().chunksAccepted < 1000);
        QCOMPARE(job->summary().chunksAccepted, qint64(server.taken.size()));
        QCOMPARE(job->state(), State::Finished);
        QVERIFY(!finished.wait(100));
    }

    void endsAtOnceWithItsOwner()
    {
        QTemporaryDir folder;
        writePages(folder, 300);
        TakingServer server;
        auto job = this->job(server, folder.filePath(u"m"_s));
        job->start();
        QTRY_VERIFY(job->progress().chunksSent > 0);
        job.reset();
        QTest::qWait(50);
        const qsizetype requests = server.requests().size();
        QTest::qWait(100);
        QCOMPARE(server.requests().size(), requests);
    }

    void finishesWithNothingToDo()
    {
        QTemporaryDir folder;
        TakingServer server;
        const auto empty = job(server, folder.path());
        QSignalSpy finished(empty.get(), &IngestJob::finished);
        empty->start();
        QVERIFY(finished.wait(5000));
        QCOMPARE(empty->summary().filesFound, 0);
        const auto nowhere = job(server, u"/nowhere/at/all"_s);
        QSignalSpy finishedToo(nowhere.get(), &IngestJob::finished);
        nowhere->start();
        QVERIFY(finishedToo.wait(5000));
        QVERIFY(nowhere->summary().sourceIsUnreadable);
        QCOMPARE(server.requests().size(), 0);
    }

    void listsWhatWasLeftOut()
    {
        QTemporaryDir folder;
        writePages(folder, 2);
        write(folder.filePath(u"m/binary.txt"_s), QByteArray("a\0b", 3));
        write(folder.filePath(u"m/empty.md"_s), "");
        write(folder.filePath(u"m/picture.png"_s), "x");
        TakingServer server;
        const auto job = this->job(server, folder.filePath(u"m"_s));
        QSignalSpy finished(job.get(), &IngestJob::finished);
        job->start();
        QVERIFY(finished.wait(5000));
        QCOMPARE(job->summary().leftOutTotal, 3);
        QStringList names;
        for (const LeftOut &file : job->summary().leftOut)
            names.append(file.name);
        names.sort();
        QCOMPARE(names, (QStringList{u"m/binary.txt"_s, u"m/empty.md"_s, u"m/picture.png"_s}));
        QCOMPARE(job->summary().filesAdded, 2);
    }
};

QTEST_GUILESS_MAIN(TestIngestJob)
#include "tst_transfer_ingestjob.moc"

#include "app/localserver/localserver.h"
#include "app/transfer/ingestjob.h"
#include "app/transfer/sample.h"

#include <QDir>
#include <QFile>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <ctime>

using namespace Qt::StringLiterals;

namespace {

qint64 threadMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1000 + time.tv_nsec / 1000000;
}

} // namespace

class TestTransfer : public QObject
{
    Q_OBJECT

private:
    QNetworkAccessManager m_requests;
    QNetworkAccessManager m_streams;
    std::unique_ptr<QTemporaryDir> m_data;
    std::unique_ptr<LocalServer> m_server;

    ApiClient client()
    {
        return ApiClient({QUrl(m_server->url()), m_server->key(), OrganizationId(m_server->organizationId())}, m_requests, m_streams);
    }

    template <typename T>
    T outcome(Call<T> call)
    {
        std::optional<Result<T>> result;
        call.then(this, [&result](const Result<T> &answer) { result = answer; });
        if (!QTest::qWaitFor([&result] { return result.has_value(); }, 60000) || !*result)
            qFatal("no answer: %s", result ? qPrintable(result->error().message) : "too late");
        return **result;
    }

    Dataset freshDataset() { return outcome(client().createDataset({.name = u"Test"_s, .trackingId = {}, .serverConfiguration = {}})); }

    QList<Chunk> allChunks(const Dataset &dataset)
    {
        QList<Chunk> all;
        QSet<ChunkId> seen;
        ScrollRequest request;
        while (true) {
            const QList<Chunk> page = outcome(client().scroll(dataset.id, request));
            const qsizetype before = all.size();
            for (const Chunk &chunk : page) {
                if (!seen.contains(chunk.id))
                    all.append(chunk);
                seen.insert(chunk.id);
            }
            if (all.size() == before)
                return all;
            request.from = page.last().id;
        }
    }

    QList<ChunkGroup> allGroups(const Dataset &dataset)
    {
        QList<ChunkGroup> all;
        for (int page = 1; page == 1 || all.size() % 10 == 0; ++page) {
            const GroupPage groups = outcome(client().groups(dataset.id, page));
            if (groups.groups.isEmpty())
                break;
            all += groups.groups;
        }
        return all;
    }

    IngestSummary add(const Dataset &dataset, const QString &folder, const DocumentOptions &options = {})
    {
        IngestJob job(client(), dataset.id, {folder, {}}, options);
        QSignalSpy finished(&job, &IngestJob::finished);
        job.start();
        if (finished.isEmpty() && !finished.wait(100000))
            qFatal("the job does not end");
        return job.summary();
    }

    static void write(const QString &path, const QByteArray &content)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    static void writeManual(const QString &root)
    {
        write(root + u"/index.html"_s, "<title>Manual</title><h1 id=top>Manual</h1><p>Welcome.</p><h2 id=next>Next</h2><p>Go on.</p>");
        write(root + u"/setup/linux.md"_s, "# Linux\n\nInstall it.\n\n## Keys\n\nKeep them.\n");
        write(root + u"/setup/deep/notes.txt"_s, "First paragraph.\n\nSecond <one>.\n");
        write(root + u"/latin.html"_s, "<h1>Gr\xfc\xdf""e</h1><p>\xc4rger</p>");
        write(root + u"/empty.html"_s, "");
        write(root + u"/data.txt"_s, QByteArray("a\0b", 3));
        write(root + u"/photo.jpg"_s, "x");
    }

private Q_SLOTS:
    void init()
    {
        m_data = std::make_unique<QTemporaryDir>();
        auto server = LocalServer::start({m_data->path(), 0, {}});
        QVERIFY2(server.ok(), server.ok() ? "" : qPrintable(server.error().message));
        m_server = *std::move(server);
    }

    void cleanup()
    {
        m_server.reset();
        m_requests.clearConnectionCache();
        m_data.reset();
    }

    void addsAFolderWithItsGroupsTagsAndLinks()
    {
        QTemporaryDir folder;
        const QString root = folder.filePath(u"manual"_s);
        writeManual(root);
        const Dataset dataset = freshDataset();
        const IngestSummary summary = add(dataset, root, {.tags = {u"v2"_s}, .baseUrl = QUrl(u"https://docs.example.org/m"_s)});
        QCOMPARE(summary.filesAdded, 4);
        QCOMPARE(summary.failuresTotal, 0);
        QCOMPARE(summary.leftOutTotal, 3);
        const QList<Chunk> chunks = allChunks(dataset);
        QCOMPARE(qint64(chunks.size()), summary.chunksAccepted);
        const Chunk keys = outcome(client().chunkByTrackingId(dataset.id, u"manual/setup/linux.md#keys"_s));
        QVERIFY(keys.chunkHtml->contains(u"<h2>Keys</h2>"_s));
        QCOMPARE(*keys.tagSet, (QStringList{u"manual"_s, u"setup"_s, u"v2"_s}));
        QCOMPARE(keys.metadata.json()[u"title"].toString(), u"Linux"_s);
        const Chunk next = outcome(client().chunkByTrackingId(dataset.id, u"manual/index.html#next"_s));
        QCOMPARE(*next.link, u"https://docs.example.org/m/index.html#next"_s);
        const Chunk latin = outcome(client().chunkByTrackingId(dataset.id, u"manual/latin.html#grüße"_s));
        QVERIFY(latin.chunkHtml->contains(u"Ärger"_s));
        const QList<ChunkGroup> groups = allGroups(dataset);
        QCOMPARE(groups.size(), 4);
        const ChunkGroup index = outcome(client().groupByTrackingId(dataset.id, u"manual/index.html"_s));
        QCOMPARE(index.name, u"Manual"_s);
        QCOMPARE(outcome(client().groupChunks(dataset.id, index.id, 1)).chunks.size(), 2);
    }

    void addingTwiceMakesNothingTwiceAndBringsWhatChanged()
    {
        QTemporaryDir folder;
        const QString root = folder.filePath(u"manual"_s);
        writeManual(root);
        const Dataset dataset = freshDataset();
        const IngestSummary first = add(dataset, root);
        QCOMPARE(first.chunksUpdated, 0);
        const Chunk before = outcome(client().chunkByTrackingId(dataset.id, u"manual/index.html#next"_s));
        write(root + u"/index.html"_s, "<title>Manual 2</title><h1 id=top>Manual</h1><p>Welcome.</p><h2 id=new>New</h2><p>!</p><h2 id=next>Next</h2><p>Changed.</p>");
        const IngestSummary second = add(dataset, root);
        QCOMPARE(second.chunksAccepted, first.chunksAccepted + 1);
        QCOMPARE(second.chunksUpdated, first.chunksAccepted);
        QCOMPARE(qint64(allChunks(dataset).size()), first.chunksAccepted + 1);
        QCOMPARE(allGroups(dataset).size(), 4);
        const Chunk after = outcome(client().chunkByTrackingId(dataset.id, u"manual/index.html#next"_s));
        QCOMPARE(after.id, before.id);
        QVERIFY(after.chunkHtml->contains(u"Changed."_s));
        QCOMPARE(outcome(client().groupByTrackingId(dataset.id, u"manual/index.html"_s)).name, u"Manual 2"_s);
    }

    void addsFiveHundredFilesWithTheEventLoopAlive()
    {
        QTemporaryDir folder;
        const QString root = folder.filePath(u"many"_s);
        for (int i = 0; i < 500; ++i)
            write(root + u"/%1/page %2.html"_s.arg(i % 10).arg(i), "<title>T</title><h1>Page " + QByteArray::number(i) + "</h1><p>" + QByteArray("words and words ").repeated(60) + "</p>");
        QFile real(u"/usr/share/doc/sqlite3/releaselog/3_40_1.html"_s);
        QByteArray big = real.exists() && real.open(QIODevice::ReadOnly) ? real.readAll() : QByteArray();
        while (big.size() < 1000000)
            big += "<h2>Section " + QByteArray::number(big.size()) + "</h2><p>" + QByteArray("Some words. ").repeated(100) + "</p>";
        write(root + u"/big.html"_s, big);
        const Dataset dataset = freshDataset();
        // Counted in time of this thread, so that a busy machine does not spoil it.
        qint64 last = threadMilliseconds();
        qint64 longest = 0;
        QTimer heart;
        connect(&heart, &QTimer::timeout, this, [&] { longest = std::max(longest, threadMilliseconds() - std::exchange(last, threadMilliseconds())); });
        heart.start(0);
        const IngestSummary summary = add(dataset, root);
        heart.stop();
        QCOMPARE(summary.filesAdded, 501);
        QVERIFY(summary.chunksAccepted > 1000);
        QCOMPARE(outcome(client().chunkCount(dataset.id)), summary.chunksAccepted);
        // Unoptimised, perhaps under a sanitizer; optimised it stays below 16.
        QVERIFY2(longest < 250, qPrintable(QString::number(longest)));
        qInfo("the event loop was held for %lld ms at most, %lld chunks in %lld ms", longest, summary.chunksAccepted, summary.milliseconds);
    }

    void canceledInTheMiddleTheServerHasWhatTheSummarySays()
    {
        QTemporaryDir folder;
        const QString root = folder.filePath(u"many"_s);
        for (int i = 0; i < 800; ++i)
            write(root + u"/%1.txt"_s.arg(i), "Page number " + QByteArray::number(i));
        const Dataset dataset = freshDataset();
        IngestJob job(client(), dataset.id, {root, {}}, {});
        QSignalSpy finished(&job, &IngestJob::finished);
        job.start();
        QTRY_VERIFY_WITH_TIMEOUT(job.progress().chunksAccepted > 0, 60000);
        job.cancel();
        QVERIFY(finished.wait(60000));
        QVERIFY(job.summary().canceled);
        QVERIFY(job.summary().chunksAccepted < 800);
        QCOMPARE(outcome(client().chunkCount(dataset.id)), job.summary().chunksAccepted);
        const IngestSummary rest = add(dataset, root);
        QCOMPARE(rest.chunksAccepted, 800);
        QCOMPARE(outcome(client().chunkCount(dataset.id)), 800);
        QCOMPARE(rest.chunksUpdated, job.summary().chunksAccepted);
    }

    void haltsWhenTheDatasetIsGone()
    {
        QTemporaryDir folder;
        write(folder.filePath(u"a.txt"_s), "text");
        Dataset dataset = freshDataset();
        dataset.id = DatasetId(u"11111111-2222-3333-4444-555555555555"_s);
        IngestJob job(client(), dataset.id, {folder.path(), {}}, {});
        QSignalSpy stalled(&job, &IngestJob::stalled);
        QSignalSpy finished(&job, &IngestJob::finished);
        job.setRetryPolicy({std::chrono::milliseconds(1), std::chrono::milliseconds(2), 2});
        job.start();
        QTRY_VERIFY_WITH_TIMEOUT(!stalled.isEmpty() || !finished.isEmpty(), 60000);
        QCOMPARE(job.progress().chunksAccepted, 0);
    }

    void installsTheHandbookOnce()
    {
        const QDir handbook(QStringLiteral(RETRIEVER_SOURCE_DIR "/resources/handbook"));
        QStringList files;
        for (const QString &file : handbook.entryList({u"*.html"_s}, QDir::Files, QDir::Name))
            files.append(handbook.filePath(file));
        QVERIFY(!files.isEmpty());
        Sample sample(client(), files);
        QSignalSpy done(&sample, &Sample::done);
        QSignalSpy created(&sample, &Sample::datasetCreated);
        sample.install();
        QVERIFY(done.wait(60000));
        QCOMPARE(created.size(), 1);
        const auto id = done.first().first().value<DatasetId>();
        const Dataset dataset = outcome(client().dataset(id));
        QCOMPARE(dataset.name, u"Handbook"_s);
        QCOMPARE(dataset.trackingId, std::optional(Sample::trackingId()));
        QCOMPARE(qsizetype(allGroups(dataset).size()), files.size());
        const qint64 count = outcome(client().chunkCount(id));
        QVERIFY(count >= files.size());
        ScrollRequest all;
        all.pageSize = int(count);
        QStringList pages;
        for (const Chunk &chunk : outcome(client().scroll(id, all)))
            pages.append(chunk.trackingId->section(u'#', 0, 0));
        QCOMPARE(pages.size(), count);
        QVERIFY2(std::is_sorted(pages.cbegin(), pages.cend()), "the handbook reads from its first page to its last");
        Sample again(client(), files);
        QSignalSpy nothing(&again, &Sample::done);
        again.install();
        QVERIFY(nothing.wait(60000));
        QVERIFY(nothing.first().first().value<DatasetId>().isEmpty());
        QCOMPARE(outcome(client().datasets(10, 0)).size(), 1);
        QCOMPARE(outcome(client().chunkCount(id)), count);
    }

    void goesOnWithAHandbookThatWasBrokenOff()
    {
        QTemporaryDir folder;
        write(folder.filePath(u"handbook/1.html"_s), "<h1>One</h1><p>text</p>");
        const Dataset dataset = outcome(client().createDataset({.name = u"Handbook"_s, .trackingId = Sample::trackingId(), .serverConfiguration = {}}));
        Sample sample(client(), {folder.filePath(u"handbook/1.html"_s)});
        QSignalSpy done(&sample, &Sample::done);
        sample.install();
        QVERIFY(done.wait(60000));
        QCOMPARE(outcome(client().chunkCount(dataset.id)), 1);
    }

    void leavesAServerWithOtherDatasetsAlone()
    {
        const Dataset dataset = freshDataset();
        Sample sample(client(), {u"/nowhere.html"_s});
        QSignalSpy done(&sample, &Sample::done);
        sample.install();
        QVERIFY(done.wait(60000));
        QVERIFY(done.first().first().value<DatasetId>().isEmpty());
        QCOMPARE(outcome(client().datasets(10, 0)).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestTransfer)
#include "tst_transfer_localserver.moc"

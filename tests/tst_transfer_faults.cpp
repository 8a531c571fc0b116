#include "app/transfer/ingestjob.h"
#include "tests/support/faultproxy.h"
#include "tests/support/localdataset.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// Adding documents over a network that breaks, to the real local server: in the end each chunk is there once.
class TransferFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bringsEveryChunkOnceOverABreakingNetwork_data();
    void bringsEveryChunkOnceOverABreakingNetwork();
    void saysThatTheNetworkIsGoneAndGoesOnWhenItIsBack();

private:
    static void write(const QTemporaryDir &folder, int files, int headings);
    static IngestJob *begun(const ApiClient &client, const LocalDataset &local, const QTemporaryDir &folder, QObject *parent);
    static void checkEachIsThereOnce(LocalDataset &local, int files, int headings);
    ApiClient through(const FaultProxy &proxy, const LocalDataset &local);

    QNetworkAccessManager m_manager;
};

void TransferFaults::write(const QTemporaryDir &folder, int files, int headings)
{
    for (int i = 0; i < files; ++i) {
        QFile file(folder.filePath(u"%1.md"_s.arg(i)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int j = 0; j < headings; ++j)
            file.write("# Heading " + QByteArray::number(j) + "\n\nWords of file " + QByteArray::number(i) + ".\n\n");
    }
}

ApiClient TransferFaults::through(const FaultProxy &proxy, const LocalDataset &local)
{
    Connection connection = local.client->connection();
    connection.baseUrl = proxy.url();
    return ApiClient(connection, m_manager, m_manager);
}

IngestJob *TransferFaults::begun(const ApiClient &client, const LocalDataset &local, const QTemporaryDir &folder, QObject *parent)
{
    auto *job = new IngestJob(client, local.dataset.id, {folder.path(), {}}, {}, parent);
    job->setRetryPolicy({.first = std::chrono::milliseconds(1), .longest = std::chrono::milliseconds(4), .attempts = 6});
    job->start();
    return job;
}

void TransferFaults::checkEachIsThereOnce(LocalDataset &local, int files, int headings)
{
    QTRY_COMPARE_WITH_TIMEOUT(awaited(local.client->queueLengths(local.dataset.id)).chunkMessages, 0, 30'000);
    QHash<QString, int> times;
    QSet<ChunkId> seen;
    for (ScrollRequest request;;) {
        const QList<Chunk> page = awaited(local.client->scroll(local.dataset.id, request));
        const qsizetype before = seen.size();
        for (const Chunk &chunk : page) {
            if (!seen.contains(chunk.id))
                ++times[chunk.trackingId.value_or(QString())];
            seen.insert(chunk.id);
        }
        if (seen.size() == before)
            break;
        request.from = page.last().id;
    }
    QCOMPARE(seen.size(), files * headings);
    QCOMPARE(times.size(), files * headings);
    QCOMPARE(awaited(local.client->chunkCount(local.dataset.id)), files * headings);
    for (int i = 0; i < files; i += 7) {
        const ChunkGroup group = awaited(local.client->groupByTrackingId(local.dataset.id, times.cbegin().key().section(u'/', 0, 0) + u"/%1.md"_s.arg(i)));
        QCOMPARE(awaited(local.client->groupChunkCount(local.dataset.id, group.id)), headings);
    }
}

void TransferFaults::bringsEveryChunkOnceOverABreakingNetwork_data()
{
    QTest::addColumn<int>("every");
    QTest::addColumn<int>("files");
    QTest::newRow("every 20th exchange breaks") << 20 << 80;
    QTest::newRow("every 3rd exchange breaks") << 3 << 20;
}

void TransferFaults::bringsEveryChunkOnceOverABreakingNetwork()
{
    QFETCH(int, every);
    QFETCH(int, files);
    constexpr int headings = 60;
    static const QList<Fault> faults{
        {.kind = Fault::Kind::Swallow},
        {.kind = Fault::Kind::CutAnswer, .place = Fault::Place::InBody, .resets = true},
        {.kind = Fault::Kind::CutRequest, .place = Fault::Place::InBody},
        {.kind = Fault::Kind::Instead, .answer = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"},
        {.kind = Fault::Kind::CutAnswer, .place = Fault::Place::InHead},
        {.kind = Fault::Kind::TrimBody},
    };
    QTemporaryDir folder;
    write(folder, files, headings);
    LocalDataset local;
    FaultProxy proxy(quint16(QUrl(local.server->url()).port()), [every](int number, const QByteArray &) {
        return number % every == 0 ? faults[(number / every - 1) % faults.size()] : Fault();
    });
    const ApiClient client = through(proxy, local);
    QObject owner;
    IngestJob *job = begun(client, local, folder, &owner);
    QSignalSpy finished(job, &IngestJob::finished);
    QSignalSpy stalled(job, &IngestJob::stalled);
    QTRY_VERIFY_WITH_TIMEOUT(!finished.isEmpty() || !stalled.isEmpty(), 80'000);
    QVERIFY2(stalled.isEmpty(), qPrintable(stalled.isEmpty() ? QString() : stalled[0][0].value<Error>().message));
    QCOMPARE(job->summary().failuresTotal, 0);
    QCOMPARE(job->summary().chunksAccepted, files * headings);
    QVERIFY2(proxy.broken() >= 4, qPrintable(QString::number(proxy.broken())));
    checkEachIsThereOnce(local, files, headings);
}

void TransferFaults::saysThatTheNetworkIsGoneAndGoesOnWhenItIsBack()
{
    constexpr int files = 10;
    constexpr int headings = 60;
    QTemporaryDir folder;
    write(folder, files, headings);
    LocalDataset local;
    bool isGone = false;
    FaultProxy proxy(quint16(QUrl(local.server->url()).port()), [&isGone](int number, const QByteArray &) {
        isGone |= number == 4;
        return isGone ? Fault{.kind = Fault::Kind::Swallow} : Fault();
    });
    const ApiClient client = through(proxy, local);
    QObject owner;
    IngestJob *job = begun(client, local, folder, &owner);
    QSignalSpy stalled(job, &IngestJob::stalled);
    QSignalSpy finished(job, &IngestJob::finished);
    QTRY_COMPARE_WITH_TIMEOUT(stalled.size(), 1, 30'000);
    QCOMPARE(stalled[0][0].value<Error>().kind, Error::Kind::Offline);
    QVERIFY(job->progress().chunksAccepted < files * headings);
    isGone = false;
    job->resume();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
    QCOMPARE(job->summary().chunksAccepted, files * headings);
    QCOMPARE(job->summary().failuresTotal, 0);
    checkEachIsThereOnce(local, files, headings);
}

QTEST_GUILESS_MAIN(TransferFaults)
#include "tst_transfer_faults.moc"

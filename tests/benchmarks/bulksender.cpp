#include "tests/benchmarks/bulksender.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

BulkSender::BulkSender(quint16 port, const QString &historyFolder, const QStringList &texts, qint64 chunks, qint64 answered) :
    m_texts(texts), m_chunks(chunks), m_answered(answered), m_history(historyFolder),
    m_client(Connection{.baseUrl = QUrl(u"http://127.0.0.1:%1"_s.arg(port)), .apiKey = u"tr-benchmark"_s, .organization = {}}, m_requests, m_streams),
    m_dataset(DatasetId(u"11111111-2222-4333-8444-555555555555"_s))
{
    m_client.keepHistory(m_history);
}

void BulkSender::begin()
{
    m_health = m_client.health();
    m_health.then(this, [this](const Result<void> &healthy) {
        judge(bool(healthy), healthy ? QString() : healthy.error().message);
        sendNext();
    });
}

void BulkSender::sendNext()
{
    if (m_sent >= m_chunks)
        return QCoreApplication::quit();
    QList<ChunkPatch> chunks;
    chunks.reserve(batch);
    for (qint64 i = 0; i < batch; ++i)
        chunks.append(chunk(m_sent++));
    m_call = m_client.createChunks(m_dataset, chunks);
    m_call.then(this, [this](const Result<QueuedChunks> &queued) {
        judge(queued && queued->chunks.size() == m_answered, queued ? u"another number of chunks was answered"_s : queued.error().message);
        sendNext();
    });
}

ChunkPatch BulkSender::chunk(qint64 number) const
{
    ChunkPatch chunk;
    chunk.chunkHtml = m_texts.at(number % m_texts.size());
    chunk.trackingId = u"bulk-%1"_s.arg(number);
    chunk.upsertByTrackingId = true;
    chunk.tagSet = QStringList{u"benchmark"_s, u"part-%1"_s.arg(number % 7)};
    chunk.groupTrackingIds = QStringList{u"group-%1"_s.arg(number / 1000)};
    chunk.numValue = Number(double(number));
    chunk.metadata = Metadata::fromJson(Json::object({{u"number", number}, {u"source", u"documentation"}}));
    return chunk;
}

void BulkSender::judge(bool good, const QString &why)
{
    if (!good)
        qFatal("%s", qPrintable(why));
}

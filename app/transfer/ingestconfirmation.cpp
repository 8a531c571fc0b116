#include "app/transfer/ingestconfirmation.h"

namespace {

/// A server takes in what came first: where so many batches were not there, those after them are not either.
constexpr int mostBarrenBatches = 2;

}

SentChunk::SentChunk(const Shipment::Item &item) :
    trackingId(item.trackingId()), document(item.document), textHash(qHash(item.chunk.chunkHtml.value().value_or(QString()))),
    updatedBefore(item.updatedBefore)
{
}

bool SentChunk::isShownBy(const Chunk &chunk) const
{
    return !updatedBefore || chunk.updatedAt != *updatedBefore || qHash(chunk.chunkHtml.value_or(QString())) == textHash;
}

IngestConfirmation::IngestConfirmation(const ApiClient &client, const DatasetId &dataset, const WatchPace &pace, std::deque<SentChunk> chunks) :
    m_client(client), m_dataset(dataset), m_pace(pace), m_chunks(std::move(chunks))
{
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &IngestConfirmation::look);
}

std::deque<SentChunk> IngestConfirmation::missing() const
{
    std::deque<SentChunk> all = m_chunks;
    all.insert(all.end(), m_batch.begin(), m_batch.end());
    all.insert(all.end(), m_later.begin(), m_later.end());
    return all;
}

void IngestConfirmation::look()
{
    QStringList ids;
    while (!m_chunks.empty() && m_batch.size() < size_t(Shipment::mostItems)) {
        ids.append(m_chunks.front().trackingId);
        m_batch.push_back(std::move(m_chunks.front()));
        m_chunks.pop_front();
    }
    m_call = m_client.scroll(m_dataset, {.pageSize = int(ids.size()), .filter = Filter::tracked(ids)});
    m_call.then(this, [this](const Result<QList<Chunk>> &answer) { judge(answer); });
}

void IngestConfirmation::judge(const Result<QList<Chunk>> &answer)
{
    QHash<QString, Chunk> found;
    for (const Chunk &chunk : answer ? *answer : QList<Chunk>())
        found.insert(chunk.trackingId.value_or(QString()), chunk);
    bool isBarren = true;
    for (const SentChunk &sent : std::exchange(m_batch, {})) {
        const auto chunk = found.constFind(sent.trackingId);
        if (chunk == found.constEnd() || !sent.isShownBy(*chunk)) {
            m_later.push_back(sent);
            continue;
        }
        isBarren = false;
        Q_EMIT seen(sent);
    }
    if (!isBarren)
        m_pace.noteProgress();
    m_barrenBatches = isBarren ? m_barrenBatches + 1 : 0;
    if (m_chunks.empty() && m_later.empty())
        Q_EMIT ended();
    else if (!answer || m_chunks.empty() || m_barrenBatches >= mostBarrenBatches)
        endRound();
    else
        look();
}

// What was not there goes behind what was not looked for.
void IngestConfirmation::endRound()
{
    m_barrenBatches = 0;
    for (SentChunk &sent : std::exchange(m_later, {}))
        m_chunks.push_back(std::move(sent));
    if (m_pace.isOver())
        Q_EMIT ended();
    else
        askForQueue();
}

// A queue that grows shorter is a server at work, which will come to ours.
void IngestConfirmation::askForQueue()
{
    m_queue = m_client.queueLengths(m_dataset);
    m_queue.then(this, [this](const Result<QueueLengths> &lengths) {
        if (lengths && m_queued && lengths->chunkMessages < *m_queued)
            m_pace.noteProgress();
        if (lengths)
            m_queued = lengths->chunkMessages;
        m_wait.start(m_pace.nextPause());
    });
}

#include "app/models/chunkbatch.h"

namespace {

constexpr size_t atOnce = 4;

}

void ChunkBatch::start(const QList<ChunkId> &chunks, Step step)
{
    m_calls.clear();
    m_waiting = chunks;
    m_step = std::move(step);
    m_failures.clear();
    m_total = int(chunks.size());
    m_done = 0;
    m_running = true;
    m_stopped = false;
    QMetaObject::invokeMethod(this, &ChunkBatch::next, Qt::QueuedConnection);
}

void ChunkBatch::stop()
{
    if (!m_running)
        return;
    m_waiting.clear();
    m_calls.clear();
    m_stopped = true;
    QMetaObject::invokeMethod(this, &ChunkBatch::next, Qt::QueuedConnection);
}

void ChunkBatch::next()
{
    while (m_calls.size() < atOnce && !m_waiting.isEmpty()) {
        const ChunkId chunk = m_waiting.takeFirst();
        Call<void> &call = m_calls[chunk] = m_step(chunk);
        call.then(this, [this, chunk](const Result<void> &result) { came(chunk, result); });
    }
    if (m_running && m_calls.empty() && m_waiting.isEmpty()) {
        m_running = false;
        Q_EMIT finished();
    }
}

void ChunkBatch::came(const ChunkId &chunk, const Result<void> &result)
{
    m_calls.erase(chunk);
    if (result) {
        ++m_done;
        Q_EMIT chunkDone(chunk);
    } else {
        m_failures.append({.chunk = chunk, .error = result.error()});
    }
    Q_EMIT progressed();
    next();
}

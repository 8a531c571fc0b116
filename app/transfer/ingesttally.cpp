#include "app/transfer/ingesttally.h"

namespace {

constexpr qsizetype longestList = 10000;
constexpr qint64 rateWindow = 5000;

}

void IngestTally::countFound(const DocumentList &list)
{
    m_progress.filesFound = list.files.size();
    m_progress.bytesFound = list.bytes;
    m_summary.filesFound = list.files.size();
    m_summary.leftOut = list.leftOut;
    m_summary.leftOutTotal = list.leftOutTotal;
    m_summary.sourceIsUnreadable = list.sourceIsUnreadable;
}

void IngestTally::countRead(qint64 bytes)
{
    ++m_progress.filesRead;
    m_progress.bytesRead += bytes;
}

void IngestTally::countIndexed(const SentChunk &chunk)
{
    ++m_progress.chunksIndexed;
    m_summary.chunksUpdated += chunk.updatedBefore.has_value();
    ++chunk.document->indexed;
    close(*chunk.document);
}

void IngestTally::countNotConfirmed(const SentChunk &chunk)
{
    if (m_summary.notConfirmed.size() < longestList)
        m_summary.notConfirmed.append({chunk.document->name, chunk.trackingId});
    ++m_summary.notConfirmedTotal;
    ++chunk.document->failed;
    close(*chunk.document);
}

void IngestTally::countFailed(const Shipment::Item &item, const Error &error)
{
    if (m_summary.failures.size() < longestList)
        m_summary.failures.append({item.document->name, item.trackingId(), error});
    ++m_summary.failuresTotal;
    ++m_progress.chunksFailed;
    ++item.document->failed;
    close(*item.document);
}

void IngestTally::countLeftOut(const QString &name, LeftOut::Reason reason)
{
    if (m_summary.leftOut.size() < longestList)
        m_summary.leftOut.append({name, reason});
    ++m_summary.leftOutTotal;
}

void IngestTally::close(ShippedDocument &document)
{
    if (--document.open > 0)
        return;
    m_summary.filesAdded += document.failed == 0;
    m_summary.filesAddedInPart += document.failed > 0 && document.indexed > 0;
}

void IngestTally::measureRate()
{
    const qint64 now = m_clock.isValid() ? m_clock.elapsed() : 0;
    m_samples.emplace_back(now, m_progress.chunksAccepted);
    while (m_samples.size() > 2 && now - m_samples.front().first > rateWindow)
        m_samples.pop_front();
    const auto [since, accepted] = m_samples.front();
    m_progress.chunksPerSecond = now > since ? double(m_progress.chunksAccepted - accepted) * 1000 / double(now - since) : 0;
}

void IngestTally::end()
{
    measureRate();
    m_summary.chunksAccepted = m_progress.chunksAccepted;
    m_summary.chunksIndexed = m_progress.chunksIndexed;
    m_summary.milliseconds = m_clock.isValid() ? m_clock.elapsed() : 0;
}

#pragma once

#include "app/transfer/documentlist.h"
#include "app/transfer/ingestprogress.h"
#include "app/transfer/ingestconfirmation.h"

#include <QElapsedTimer>

#include <deque>

/// Keeps count of what became of every file and every chunk while documents are added.
class IngestTally
{
public:
    const IngestProgress &progress() const { return m_progress; }
    const IngestSummary &summary() const { return m_summary; }

    void begin() { m_clock.start(); }
    void countFound(const DocumentList &list);
    void countRead(qint64 bytes);
    /// Negative where it turned out that the server did not get them.
    void countSent(qint64 chunks) { m_progress.chunksSent += chunks; }
    void countAccepted() { ++m_progress.chunksAccepted; }
    void countIndexed(const SentChunk &chunk);
    void countNotConfirmed(const SentChunk &chunk);
    void countFailed(const Shipment::Item &item, const Error &error);
    void countLeftOut(const QString &name, LeftOut::Reason reason);
    void countCanceled() { m_summary.canceled = true; }
    /// The rate of the last seconds, up to now.
    void measureRate();
    /// After a pause nobody wants to know how slow it was.
    void forgetRate() { m_samples.clear(); }
    void end();

private:
    void close(ShippedDocument &document);

    IngestProgress m_progress;
    IngestSummary m_summary;
    QElapsedTimer m_clock;
    /// Milliseconds and the chunks that were accepted by then.
    std::deque<std::pair<qint64, qint64>> m_samples;
};

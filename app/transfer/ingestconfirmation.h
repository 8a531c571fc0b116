#pragma once

#include "app/api/apiclient.h"
#include "app/api/watchpace.h"
#include "app/transfer/shipment.h"

#include <QTimer>

#include <deque>

/// A chunk that the server has accepted.
struct SentChunk {
    QString trackingId;
    std::shared_ptr<ShippedDocument> document;
    /// Of its text.
    size_t textHash = 0;
    /// When the chunk that has the tracking id was updated before it was sent; nothing where there was none.
    std::optional<QString> updatedBefore;

    explicit SentChunk(const Shipment::Item &item);
    /// Whether the chunk as the server gives it is the one that was sent.
    bool isShownBy(const Chunk &chunk) const;
};

/// Reads back what was accepted, in batches and with growing pauses, until all of it is there or nothing more came for a minute: servers
/// accept first and take in later, and say nothing of what they lose. For the GUI thread; its end stops it at once.
class IngestConfirmation : public QObject
{
    Q_OBJECT

public:
    /// The client has to outlive it.
    IngestConfirmation(const ApiClient &client, const DatasetId &dataset, const WatchPace &pace, std::deque<SentChunk> chunks);

    void start() { look(); }
    /// What was not seen yet.
    std::deque<SentChunk> missing() const;

Q_SIGNALS:
    void seen(const SentChunk &chunk);
    /// All is there, or the deadline passed. It may be deleted then.
    void ended();

private:
    void look();
    void judge(const Result<QList<Chunk>> &answer);
    void endRound();
    void askForQueue();

    const ApiClient &m_client;
    const DatasetId m_dataset;
    WatchPace m_pace;
    /// To be looked for in this round, and those of which the round knows that they are not there yet.
    std::deque<SentChunk> m_chunks;
    std::deque<SentChunk> m_batch;
    std::deque<SentChunk> m_later;
    int m_barrenBatches = 0;
    std::optional<qint64> m_queued;
    Call<QList<Chunk>> m_call;
    Call<QueueLengths> m_queue;
    QTimer m_wait;
};

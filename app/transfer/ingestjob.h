#pragma once

#include "app/api/apiclient.h"
#include "app/transfer/documentreader.h"
#include "app/transfer/ingesttally.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>
#include <vector>

/// Adds the documents of a source to a dataset: reads them in a thread, makes a group of each and sends their chunks, at most two
/// requests at a time and never more in memory than some megabytes. Adding the same documents again updates them. What fails for a
/// passing reason is sent again; what the server refuses is halved until the chunk is found. What people gave by hand to a chunk or a
/// group that is there already goes along. Nothing counts as indexed before it was read back. For the GUI thread; its end stops everything at once.
class IngestJob : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Ready, ///< Not started.
        Running,
        Paused, ///< By the user; what was under way is let finish.
        Stalled, ///< By an error that concerns everything (no connection, a key that was refused). resume() tries again.
        Confirming, ///< All was sent; what was accepted is read back.
        Canceling, ///< What is under way is let finish, so that the summary is true.
        Finished,
    };

    /// The client's access managers must outlive it.
    IngestJob(const ApiClient &client, const DatasetId &dataset, const DocumentSource &source, const DocumentOptions &options,
              QObject *parent = nullptr);
    ~IngestJob() override;

    void setRetryPolicy(const RetryPolicy &policy) { m_policy = policy; }
    /// One request at a time and each as full as it may be, so that chunks come to the server in the order of the documents, and up to
    /// 120 of them all or none. Slower: for small sources. Before start().
    void sendInOrder() { m_inOrder = true; }

    /// How to look whether what was accepted is there. Before start().
    void setConfirmationPace(const WatchPace &pace) { m_pace = pace; }

    void start();
    void pause();
    void resume();
    void cancel();

    State state() const { return m_state; }
    /// What waits to be sent again, at most one entry for all of it. Giving that up brings the job to a halt: see Stalled.
    RetryBoard &retries() { return m_retries; }
    const IngestProgress &progress() const { return m_tally.progress(); }
    /// Whole once the job is finished.
    const IngestSummary &summary() const { return m_tally.summary(); }

Q_SIGNALS:
    void stateChanged(IngestJob::State state);
    /// At most ten times a second.
    void progressed(const IngestProgress &progress);
    void stalled(const Error &error);
    /// Exactly once after start(). It may delete the job.
    void finished(const IngestSummary &summary);

private:
    struct Flight;
    using Answered = Result<QueuedChunks>;
    using Item = Shipment::Item;

    void setState(State state);
    void advance();
    void takeFromReader();
    void adopt(ReadDocument document);
    std::optional<Shipment> nextShipment();
    Shipment packed();
    void send(Shipment shipment);
    void goOn(Flight *flight);
    void lookUp(Flight &flight);
    void sendGroups(Flight &flight);
    void sendChunks(Flight &flight);
    Shipment land(Flight *flight);
    void groupsAnswered(Flight *flight, const Result<QList<ChunkGroup>> &groups);
    void chunksAnswered(Flight *flight, const Answered &answer);
    void settle(const Shipment &shipment, const QueuedChunks &queued);
    void handleFailure(Shipment shipment, const Error &error, bool ofGroups);
    void tryAgain(Shipment shipment, const Error &error);
    void showWait(const Shipment &next);
    void hideWait();
    void sendNow();
    void narrowDown(Shipment shipment, const Error &error, bool ofGroups);
    void stall(const Error &error);
    void suspect(const Item &item, const Error &error);
    void retrySuspects();
    void beginAnew(Shipment &shipment) const;
    void fail(const Item &item, const Error &error);
    bool isEverythingSent() const;
    void confirm();
    void finish();
    void reportProgress();

    const ApiClient m_client;
    const DatasetId m_dataset;
    const DocumentSource m_source;
    const DocumentOptions m_options;
    RetryPolicy m_policy;
    State m_state = State::Ready;
    IngestTally m_tally;
    std::unique_ptr<DocumentReader> m_reader;
    std::deque<Item> m_items;
    // Those that were sent before, or are halves of such; they go first.
    std::deque<Shipment> m_again;
    bool m_inOrder = false;
    std::vector<std::unique_ptr<Flight>> m_flights;
    // Chunks at which the server failed. Whether it was the chunk or the server shows when it takes others.
    std::deque<std::pair<Item, Error>> m_suspects;
    RetryBoard m_retries;
    int m_waitNumber = 0;
    std::deque<SentChunk> m_accepted;
    std::unique_ptr<IngestConfirmation> m_confirmation;
    WatchPace m_pace;
    QTimer m_wakeUp;
    QTimer m_report;
};

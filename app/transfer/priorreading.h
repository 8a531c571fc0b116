#pragma once

#include "app/api/apiclient.h"
#include "app/transfer/shipment.h"

#include <map>

/// Reads what a server has already of a shipment: its chunks in one request, and the groups of documents of which some chunk is there. What
/// is new costs that one request alone. Letting it go ends what it asks.
class PriorReading
{
public:
    /// Nothing where all is read; else why not, and whether it was about a group.
    struct Outcome {
        std::optional<Error> error;
        bool isOfGroup = false;
    };
    using Done = std::function<void(const Outcome &)>;

    static bool isNeededFor(const Shipment &shipment);
    /// The shipment, which keeps what was read, and the client have to outlive it.
    void start(const ApiClient &client, const DatasetId &dataset, Shipment &shipment, QObject *context, Done done);

private:
    void readChunks();
    void readGroups();
    void readGroup(const std::shared_ptr<ShippedDocument> &document);
    void groupCame(const std::shared_ptr<ShippedDocument> &document, const Result<ChunkGroup> &group);
    void finish(const Outcome &outcome);

    const ApiClient *m_client = nullptr;
    DatasetId m_dataset;
    Shipment *m_shipment = nullptr;
    QObject *m_context = nullptr;
    Done m_done;
    Call<QList<Chunk>> m_chunks;
    std::map<QString, Call<ChunkGroup>> m_groups;
};

#include "app/transfer/priorreading.h"

namespace {

constexpr size_t mostGroupsAtOnce = 4;

}

bool PriorReading::isNeededFor(const Shipment &shipment)
{
    return !shipment.trackingIdsToLookUp().isEmpty() || !shipment.documentsWithUnreadGroup().isEmpty();
}

void PriorReading::start(const ApiClient &client, const DatasetId &dataset, Shipment &shipment, QObject *context, Done done)
{
    m_client = &client;
    m_dataset = dataset;
    m_shipment = &shipment;
    m_context = context;
    m_done = std::move(done);
    if (shipment.trackingIdsToLookUp().isEmpty())
        readGroups();
    else
        readChunks();
}

void PriorReading::readChunks()
{
    const auto came = [this](const Result<QList<Chunk>> &known) {
        if (!known)
            return finish({.error = known.error(), .isOfGroup = false});
        m_shipment->adoptKnown(*known);
        readGroups();
    };
    const QStringList ids = m_shipment->trackingIdsToLookUp();
    m_chunks = m_client->scroll(m_dataset, {.pageSize = int(ids.size()), .filter = Filter::tracked(ids)});
    m_chunks.then(m_context, came);
}

void PriorReading::readGroups()
{
    const auto unread = m_shipment->documentsWithUnreadGroup();
    if (unread.isEmpty())
        return finish({});
    for (const auto &document : unread) {
        if (m_groups.size() < mostGroupsAtOnce && !m_groups.contains(document->name))
            readGroup(document);
    }
}

void PriorReading::readGroup(const std::shared_ptr<ShippedDocument> &document)
{
    Call<ChunkGroup> &call = m_groups[document->name] = m_client->groupByTrackingId(m_dataset, document->name);
    call.then(m_context, [this, document](const Result<ChunkGroup> &group) { groupCame(document, group); });
}

void PriorReading::groupCame(const std::shared_ptr<ShippedDocument> &document, const Result<ChunkGroup> &group)
{
    m_groups.erase(document->name);
    if (!group && group.error().kind != Error::Kind::NotFound)
        return finish({.error = group.error(), .isOfGroup = true});
    document->isGroupRead = true;
    if (group)
        document->groupBefore = *group;
    readGroups();
}

void PriorReading::finish(const Outcome &outcome)
{
    // A group that another shipment has read meanwhile need not come here, too.
    m_groups.clear();
    // Whoever hears it may let this go.
    const Done done = m_done;
    done(outcome);
}

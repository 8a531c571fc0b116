#include "app/transfer/shipment.h"

#include "app/transfer/carryover.h"

NewChunkGroup ShippedDocument::group() const
{
    NewChunkGroup group;
    group.name = title;
    group.trackingId = name;
    if (!tags.isEmpty())
        group.tagSet = tags;
    group.metadata = Metadata::fromJson(Json::object({{u"path", name}}));
    // One that is there and was not read is not to be overwritten: servers pass this over then, or refuse it.
    group.upsertByTrackingId = isGroupRead;
    if (groupBefore)
        carryover::keep(group, *groupBefore);
    return group;
}

QList<std::shared_ptr<ShippedDocument>> Shipment::documentsWithoutGroup() const
{
    QList<std::shared_ptr<ShippedDocument>> documents;
    for (const Item &item : items) {
        // A document's chunks come one after the other.
        if (!item.document->hasGroup && (documents.isEmpty() || documents.last() != item.document))
            documents.append(item.document);
    }
    return documents;
}

QList<std::shared_ptr<ShippedDocument>> Shipment::documentsWithUnreadGroup() const
{
    QList<std::shared_ptr<ShippedDocument>> documents = documentsWithoutGroup();
    documents.removeIf([](const auto &document) { return !document->isKnown || document->isGroupRead; });
    return documents;
}

QList<ChunkPatch> Shipment::chunks() const
{
    QList<ChunkPatch> chunks;
    chunks.reserve(items.size());
    for (const Item &item : items)
        chunks.append(item.chunk);
    return chunks;
}

bool Shipment::wantGroupsRead()
{
    const auto documents = documentsWithoutGroup();
    for (const auto &document : documents)
        document->isKnown = true;
    return !documentsWithUnreadGroup().isEmpty();
}

QStringList Shipment::trackingIdsToLookUp() const
{
    QStringList ids;
    for (const Item &item : items) {
        if (!item.isLookedUp)
            ids.append(item.trackingId());
    }
    return ids;
}

void Shipment::adoptKnown(const QList<Chunk> &known)
{
    QHash<QString, Chunk> byId;
    for (const Chunk &chunk : known)
        byId.insert(chunk.trackingId.value_or(QString()), chunk);
    for (Item &item : items) {
        const auto there = byId.constFind(item.trackingId());
        if (!std::exchange(item.isLookedUp, true) && there != byId.constEnd()) {
            item.updatedBefore = there->updatedAt;
            item.document->isKnown = true;
            carryover::keep(item.chunk, *there);
        }
    }
}

Shipment Shipment::splitOff()
{
    const qsizetype middle = items.size() / 2;
    Shipment second;
    second.items = items.mid(middle);
    second.attempts = attempts;
    items.resize(middle);
    return second;
}

#include "app/transfer/shipment.h"

NewChunkGroup ShippedDocument::group() const
{
    NewChunkGroup group;
    group.name = title;
    group.trackingId = name;
    if (!tags.isEmpty())
        group.tagSet = tags;
    group.metadata = Metadata::fromJson(Json::object({{u"path", name}}));
    group.upsertByTrackingId = true;
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

QList<ChunkPatch> Shipment::chunks() const
{
    QList<ChunkPatch> chunks;
    chunks.reserve(items.size());
    for (const Item &item : items)
        chunks.append(item.chunk);
    return chunks;
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

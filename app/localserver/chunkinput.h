#pragma once

#include "app/localserver/chunkrow.h"

#include <QStringList>

/// What a request says about one chunk, checked: the body of a create or an update. Absent members were absent or null.
/// Source: ChunkReqPayload and UpdateChunkReqPayload.
struct ChunkInput {
    std::optional<QString> chunkHtml;
    std::optional<QString> link;
    /// Empty means "none": nothing for a new chunk, taken away from an old one.
    std::optional<QString> trackingId;
    std::optional<QStringList> tags;
    std::optional<QStringList> imageUrls;
    std::optional<QByteArray> location;
    std::optional<QByteArray> numValue;
    std::optional<QByteArray> metadata;
    std::optional<QByteArray> weight;
    std::optional<qint64> timeStamp;
    std::optional<QStringList> groupIds;
    std::optional<QStringList> groupTrackingIds;
    /// An object of what only indexing reads; see chunks.indexing in the schema.
    Json indexing;
    bool upsert = false;
    bool highPriority = false;

    /// Refusal 400 for the first thing that is wrong, with its place; place as in Fields.
    static ChunkInput fromJson(const Json &json, const QString &place = {});

    /// Sets what is there, keeps the rest.
    void applyTo(ChunkRow &row) const;
    /// Replaces everything that a client can set, as an upsert does.
    void replace(ChunkRow &row) const;
};

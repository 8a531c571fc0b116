#pragma once

#include "app/values/boosts.h"
#include "app/values/chunk.h"

/// One field of an edit: untouched, cleared, or set to a value.
template <typename T>
class Field
{
public:
    Field() = default;
    Field(T value) : m_touched(true), m_value(std::move(value)) { }
    static Field cleared()
    {
        Field field;
        field.m_touched = true;
        return field;
    }

    bool isTouched() const { return m_touched; }
    bool isCleared() const { return m_touched && !m_value; }
    const std::optional<T> &value() const { return m_value; }

    bool operator==(const Field &) const = default;

private:
    bool m_touched = false;
    std::optional<T> m_value;
};

/// What a user touched of a chunk, and nothing else: the body of a create or an update.
struct ChunkPatch {
    Field<QString> chunkHtml;
    Field<QString> link;
    Field<QString> trackingId;
    Field<QStringList> tagSet;
    Field<QStringList> imageUrls;
    Field<Location> location;
    Field<Number> numValue;
    /// Text in the form that timestamp::forServer writes.
    Field<QString> timeStamp;
    Field<Metadata> metadata;
    Field<Number> weight;
    Field<QList<ChunkGroupId>> groupIds;
    Field<QStringList> groupTrackingIds;
    // Only a server's indexing reads these; it does not give them back.
    Field<QString> semanticContent;
    Field<QString> fulltextContent;
    Field<FullTextBoost> fulltextBoost;
    Field<SemanticBoost> semanticBoost;
    Field<bool> convertHtmlToText;
    Field<bool> splitAvg;
    Field<bool> highPriority;
    Field<bool> upsertByTrackingId;

    bool isEmpty() const { return *this == ChunkPatch(); }
    bool operator==(const ChunkPatch &) const = default;

    /// The body of POST /api/chunk: what was touched; a cleared field is left out.
    Json toCreateJson() const;
    /// The body of PUT /api/chunk: what was touched; a cleared field goes as null (or as the empty text or list, where the server
    /// knows that to clear: tracking_id, tag_set, image_urls).
    Json toUpdateJson(const ChunkId &id) const;
    /// The names of the touched fields that PUT /api/chunk cannot clear (null means "keep" there), in the server's spelling.
    QStringList fieldsThatCannotBeCleared() const;
};

/// The answer to a create: the chunk as accepted, not yet as indexed.
struct QueuedChunks {
    QList<Chunk> chunks;
    /// The place in the queue, where the server says it.
    std::optional<qint64> posInQueue;

    /// Reads both shapes: one chunk, or a list of them.
    static Result<QueuedChunks> fromJson(const Json &json);
};

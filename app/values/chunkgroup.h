#pragma once

#include "app/values/id.h"
#include "app/values/metadata.h"

#include <QStringList>

/// A group of chunks: a bookmark folder within a dataset.
struct ChunkGroup {
    ChunkGroupId id;
    DatasetId datasetId;
    QString name;
    QString description;
    std::optional<QString> trackingId;
    std::optional<QStringList> tagSet;
    Metadata metadata;
    QString createdAt;
    QString updatedAt;
    /// Whose chunks these are, where the group was made for a file and the answer says so.
    std::optional<FileId> file;

    bool operator==(const ChunkGroup &) const = default;

    static Result<ChunkGroup> fromJson(const Json &json);
    Json toJson() const;
};

/// What a user wants of a new group. Source: CreateSingleChunkGroupReqPayload.
struct NewChunkGroup {
    QString name;
    QString description;
    std::optional<QString> trackingId;
    std::optional<QStringList> tagSet;
    Metadata metadata;
    bool upsertByTrackingId = false;

    Json toJson() const;
};

/// What a user changed of a group. Servers null tracking_id and metadata when they are left out of an update, so the patch is
/// made over the group as it is and always carries both.
struct ChunkGroupPatch {
    std::optional<QString> name;
    std::optional<QString> description;
    /// An empty text takes the tracking id away.
    std::optional<QString> trackingId;
    std::optional<QStringList> tagSet;
    std::optional<Metadata> metadata;
    /// Give the tags to the group's chunks, too: queued, and reported by an event.
    bool updateChunks = false;

    bool isEmpty() const { return !name && !description && !trackingId && !tagSet && !metadata; }
    Json toJson(const ChunkGroup &original) const;
};

/// A group's id and name as the membership route gives them.
struct SlimGroup {
    ChunkGroupId id;
    QString name;
    std::optional<QString> trackingId;

    bool operator==(const SlimGroup &) const = default;
    static Result<SlimGroup> fromJson(const Json &json);
};

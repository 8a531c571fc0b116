#pragma once

#include "app/values/id.h"
#include "app/values/metadata.h"

/// A dataset: what holds chunks and groups, with the settings the server answers from.
struct Dataset {
    DatasetId id;
    QString name;
    std::optional<QString> trackingId;
    OrganizationId organizationId;
    /// As the server wrote them; see timestamp::parse.
    QString createdAt;
    QString updatedAt;
    /// The server's settings, whole and as sent; secrets never come back in it. Null in lists.
    Metadata serverConfiguration;
    /// The number of chunks where the server said it (lists and usage do); it can lag.
    std::optional<qint64> chunkCount;

    bool operator==(const Dataset &) const = default;

    /// Reads a Dataset object, and the {dataset, dataset_usage} pair that lists are made of.
    static Result<Dataset> fromJson(const Json &json);
    Json toJson() const;
};

/// What a user wants of a new dataset.
struct NewDataset {
    QString name;
    std::optional<QString> trackingId;
    /// Keys of server_configuration to set; the server fills in its defaults for the others.
    Json serverConfiguration;

    Json toJson() const;
};

/// What a user changed of a dataset; what is absent is kept.
struct DatasetPatch {
    std::optional<QString> name;
    /// An empty text takes the tracking id away.
    std::optional<QString> trackingId;
    /// Only the keys that changed.
    Json serverConfiguration;

    bool isEmpty() const { return !name && !trackingId && serverConfiguration.members().isEmpty(); }
    Json toJson(const DatasetId &id) const;
};

/// A copy of a dataset. Its chunks are copied later, by the server's workers; its keys are never copied. Source: CloneDatasetRequest.
struct DatasetClone {
    DatasetId original;
    QString name;
    std::optional<QString> trackingId;
    bool withChunks = true;

    Json toJson() const;
};

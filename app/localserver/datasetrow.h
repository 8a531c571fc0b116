#pragma once

#include "app/values/json.h"

#include <array>
#include <optional>

class Database;
class Statement;

/// A dataset as stored. Its key is what the other tables refer to; it changes when a dataset is cleared, the id never does.
struct DatasetRow {
    qint64 key = 0;
    QString id;
    QString name;
    std::optional<QString> trackingId;
    /// server_configuration, whole, secrets included: never answer with it as it is, see publicConfiguration().
    Json configuration;
    qint64 chunkCount = 0;
    /// Milliseconds since 1970, UTC.
    qint64 createdAt = 0;
    qint64 updatedAt = 0;

    /// What fromRow() reads, for SELECT ... FROM datasets.
    static constexpr char columns[]
        = "datasets.key, datasets.id, datasets.name, datasets.tracking_id, datasets.configuration, "
          "(SELECT chunks FROM dataset_counts WHERE dataset = datasets.key), datasets.created_at, datasets.updated_at";
    static DatasetRow fromRow(const Statement &row);

    /// Keys that are written but never answered; PUBLIC_DATASET has one of its own, api_key.
    static constexpr std::array<QStringView, 3> secrets{u"LLM_API_KEY", u"RERANKER_API_KEY", u"EMBEDDING_API_KEY"};
    /// The configuration without its secrets.
    Json publicConfiguration() const;
    /// Whether it may be neither deleted nor cleared, nor lose chunks by a filter.
    bool isLocked() const { return configuration[u"LOCKED"].toBool().value_or(false); }

    /// Dataset.
    Json toJson(const QString &organizationId) const;
    /// DatasetDTO: without the configuration.
    Json summary(const QString &organizationId) const;

    /// A new row; the key is set.
    void insert(Database &database);
    /// Everything of an existing one.
    void update(Database &database) const;
    /// A text of the configuration, empty where it is absent or not a text.
    QString setting(QStringView which) const { return configuration[which].toString(); }
};

/// The dataset of that id or tracking id, or nothing.
std::optional<DatasetRow> datasetById(Database &database, const QString &id);
std::optional<DatasetRow> datasetByTrackingId(Database &database, const QString &trackingId);
/// The dataset as it is now, for writing: its key may have changed since the request began. Refusal 404 where it is gone.
DatasetRow currentDataset(Database &database, const DatasetRow &known);

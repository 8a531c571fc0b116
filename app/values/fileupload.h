#pragma once

#include "app/values/chunkrtask.h"
#include "app/values/filelabel.h"
#include "app/values/uploadedfile.h"

/// A file to be read into chunks by the server. Source: UploadFileReqPayload.
struct FileUpload {
    FileLabel label;
    /// The bytes as they are on the disk; at most 100,000,000, since they go as base64 in one JSON body.
    QByteArray content;
    std::optional<bool> createChunks;
    std::optional<bool> rebalanceChunks;
    std::optional<bool> splitAverage;
    QStringList splitDelimiters;
    std::optional<int> targetSplitsPerChunk;
    /// Whether a language model reads the pages.
    bool readByModel = false;
    /// What it is told, and whether it begins a chunk at each heading.
    std::optional<QString> modelPrompt;
    std::optional<bool> splitHeadings;
    ChunkrTask chunkr;
    /// Told of each page by servers that read with a model.
    std::optional<QString> webhookUrl;

    static constexpr qsizetype mostBytes = 100'000'000;

    Json toJson() const;
};

/// A table (CSV or JSON lines) of chunks: the server gives an address to which the bytes go.
/// Source: CreatePresignedUrlForCsvJsonlReqPayload.
struct TableUpload {
    /// A column or member of the table and the chunk's field that it fills (link, tag_set, num_value, tracking_id,
    /// group_tracking_ids, time_stamp, lat, lon, image_urls, weight, boost_phrase).
    struct Mapping {
        QString column;
        QString chunkField;
    };

    FileLabel label;
    QList<Mapping> mappings;
    std::optional<bool> upsertByTrackingId;
    std::optional<double> fulltextBoostFactor;
    std::optional<double> semanticBoostFactor;

    Json toJson() const;
};

/// Where the bytes of a table go. The address is a secret: it lets anybody write there for a day. Never logged.
struct TableUploadPlace {
    UploadedFile file;
    QString presignedPutUrl;

    static Result<TableUploadPlace> fromJson(const Json &json);
};

#pragma once

#include "app/values/id.h"
#include "app/values/metadata.h"
#include "app/values/number.h"

#include <QStringList>

/// A place on earth in degrees; each number as it was written.
struct Location {
    Number lat;
    Number lon;

    bool operator==(const Location &) const = default;

    static Result<Location> fromJson(const Json &json);
    Json toJson() const;
};

/// A chunk: one unit of information, as the server keeps it.
struct Chunk {
    ChunkId id;
    DatasetId datasetId;
    std::optional<QString> chunkHtml;
    std::optional<QString> link;
    std::optional<QString> trackingId;
    std::optional<QStringList> tagSet;
    std::optional<QStringList> imageUrls;
    std::optional<Location> location;
    std::optional<Number> numValue;
    /// As the server wrote it; see timestamp::parse.
    std::optional<QString> timeStamp;
    Metadata metadata;
    Number weight;
    QString createdAt;
    QString updatedAt;

    bool operator==(const Chunk &) const = default;

    /// Reads every shape the server has for a chunk: V2 and V1 (tags as "a,b"), slim (no chunk_html), content-only (no dates, no
    /// dataset), the flat one of streamed answers (score and highlights beside the fields are for SearchHit to read).
    static Result<Chunk> fromJson(const Json &json);
    Json toJson() const;
};

/// A chunk that a search or an answer found.
struct SearchHit {
    Chunk chunk;
    double score = 0;
    /// Passages that match, with the server's marks around the words.
    QStringList highlights;

    bool operator==(const SearchHit &) const = default;

    /// Reads the nested form {"chunk", "score", "highlights"}, the V1 form {"metadata": [chunk], "score"} and the flat form.
    static Result<SearchHit> fromJson(const Json &json);
    Json toJson() const;
};

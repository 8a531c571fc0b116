#pragma once

#include "app/values/chunkgroup.h"

/// What is wanted of the address from which a file's bytes can be fetched. Source: the query of GET /api/file/{file_id}.
struct FileLink {
    /// How long it lives; servers take a day.
    std::optional<int> seconds;
    /// What the bytes are given out as.
    std::optional<QString> contentType;
};

/// A file that a dataset was given, as the server keeps it.
struct UploadedFile {
    FileId id;
    QString fileName;
    /// To the byte right after the upload, to the KiB later: servers change the unit.
    qint64 bytes = 0;
    std::optional<QString> link;
    std::optional<QStringList> tagSet;
    Metadata metadata;
    std::optional<QString> timeStamp;
    QString createdAt;
    QString updatedAt;
    /// The groups that hold its chunks, where the answer names them.
    QList<ChunkGroupId> groups;
    /// Where its bytes can be fetched for a while without a key; empty where the answer has none. Never logged.
    QString signedUrl;

    bool operator==(const UploadedFile &) const = default;
    /// Reads the three shapes: alone, as {"file", "group_id"}, with "chunk_groups".
    static Result<UploadedFile> fromJson(const Json &json);
    /// The answer to an upload: {"file_metadata"}, the one that counts in bytes.
    static Result<UploadedFile> fromUpload(const Json &json);
};

/// A page of files, ten each, by number. Source: GET /api/dataset/files/{dataset}/{page}.
struct FilePage {
    QList<UploadedFile> files;
    /// 1 for no files at all.
    int totalPages = 0;

    static Result<FilePage> fromJson(const Json &json);
};

/// A page of files by cursor; servers repeat the same one for ever, so a cursor that was seen is the end.
/// Source: GET /api/dataset/scroll_files.
struct FileScroll {
    QList<UploadedFile> files;
    std::optional<FileId> next;

    static Result<FileScroll> fromJson(const Json &json);
};

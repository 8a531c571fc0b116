#pragma once

#include "app/transfer/documentsource.h"
#include "app/values/chunkpatch.h"

#include <optional>

/// A document that was read and cut into the chunks to be added.
struct ReadDocument {
    SourceFile file;
    QString title;
    /// Its folders' names and the user's tags.
    QStringList tags;
    /// Each with a tracking id that stays the same as long as its place in the document keeps its heading, so that adding it again
    /// updates it.
    QList<ChunkPatch> chunks;
    /// Why there are no chunks.
    std::optional<LeftOut::Reason> problem;
    /// Parts of it that have no text, as name#anchor.
    QStringList partsWithoutText;

    /// Reads the file. Blocking; for any thread.
    static ReadDocument fromFile(const SourceFile &file, const DocumentOptions &options);
    static ReadDocument fromContent(const SourceFile &file, const QByteArray &content, const DocumentOptions &options);
};

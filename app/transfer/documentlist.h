#pragma once

#include "app/transfer/documentsource.h"

#include <QHash>
#include <QList>

#include <atomic>

/// The documents of a source, found but not opened.
struct DocumentList {
    /// In the order of their names, folder by folder.
    QList<SourceFile> files;
    qint64 bytes = 0;
    /// The first ten thousand that are not in files; the counts below are whole.
    QList<LeftOut> leftOut;
    QHash<LeftOut::Reason, qint64> leftOutCounts;
    qint64 leftOutTotal = 0;
    /// The folder is not there or cannot be listed.
    bool sourceIsUnreadable = false;

    void leaveOut(const QString &name, LeftOut::Reason reason);

    /// Walks the source; symbolic links are not followed. Blocking, for any thread; ends early, with what it has, once stop is set.
    static DocumentList find(const DocumentSource &source, const DocumentOptions &options, const std::atomic<bool> &stop);
};

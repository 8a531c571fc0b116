#pragma once

#include "app/transfer/documentlist.h"
#include "app/transfer/readdocument.h"

#include <functional>
#include <memory>
#include <optional>

class QObject;

/// Finds and reads the documents of a source, one at a time, in a thread of its own, never more than some megabytes ahead of whoever
/// takes them. For one thread; its end stops the reading without waiting for it.
class DocumentReader
{
public:
    /// Starts at once. hasNews is called from the owner's event loop whenever there is something to take, and when it is at its end.
    DocumentReader(const DocumentSource &source, const DocumentOptions &options, QObject *owner, std::function<void()> hasNews);
    ~DocumentReader();
    DocumentReader(const DocumentReader &) = delete;
    DocumentReader &operator=(const DocumentReader &) = delete;

    /// What was found, once that is known; it comes before the first document.
    std::optional<DocumentList> takeList();
    /// The next document that is there, nothing where it has not been read yet.
    std::optional<ReadDocument> take();
    /// Everything was read and taken.
    bool isAtEnd() const;

private:
    struct Shared;

    std::shared_ptr<Shared> m_shared;
};

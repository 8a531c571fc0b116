#pragma once

#include "app/transfer/documentlist.h"

#include <QObject>

#include <memory>

/// Counts the documents of a source in a thread of its own, for whoever wants to know before anything is sent.
/// A new survey, and the end of this object, drop the one under way; neither waits for it.
class DocumentSurvey : public QObject
{
    Q_OBJECT
public:
    explicit DocumentSurvey(QObject *parent = nullptr);
    ~DocumentSurvey() override;

    void start(const DocumentSource &source, const DocumentOptions &options);
    void cancel();
    bool isRunning() const { return m_search != nullptr; }

Q_SIGNALS:
    /// From the event loop; not for a survey that was dropped.
    void finished(const DocumentList &list);

private:
    struct Search;

    // Shared with its thread.
    std::shared_ptr<Search> m_search;
};

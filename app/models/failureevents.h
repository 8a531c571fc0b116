#pragma once

#include "app/api/apiclient.h"

#include <QSet>

/// What a server's events say of one piece of queued work that failed. Only events that were not there when the work was accepted count,
/// whatever clock they were written by: those before tell of earlier work. Servers without events refuse the question, and then nothing is
/// known. Letting it go ends what it asks; the client must outlive it.
class FailureEvents
{
public:
    /// Empty where no event says that it failed.
    using Answer = std::function<void(const std::optional<WorkerEvent> &)>;

    FailureEvents() = default;
    FailureEvents(const ApiClient &client, const DatasetId &dataset, const QString &type) : m_client(&client), m_dataset(dataset), m_type(type) { }

    /// Notes what is there now. Call it as soon as the work is accepted.
    void begin(QObject *context);
    /// Answers with the first new event that is meant.
    void look(QObject *context, std::function<bool(const WorkerEvent &)> isMeant, Answer answer);

private:
    Call<EventPage> ask() const;
    void noteOld(const EventPage &page);
    bool isNew(const WorkerEvent &event) const;

    const ApiClient *m_client = nullptr;
    DatasetId m_dataset;
    QString m_type;
    bool m_knowsOld = false;
    QSet<QString> m_old;
    std::optional<QDateTime> m_newestOld;
    Call<EventPage> m_call;
};

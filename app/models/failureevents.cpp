#include "app/models/failureevents.h"

#include "app/values/timestamp.h"

namespace {

constexpr int pageSize = 20;

}

Call<EventPage> FailureEvents::ask() const
{
    return m_client->events(m_dataset, {.page = 1, .pageSize = pageSize, .types = {m_type}});
}

void FailureEvents::begin(QObject *context)
{
    m_call = ask();
    m_call.then(context, [this](const Result<EventPage> &page) {
        if (page)
            noteOld(*page);
    });
}

void FailureEvents::look(QObject *context, std::function<bool(const WorkerEvent &)> isMeant, Answer answer)
{
    if (m_call.isRunning())
        return answer({});
    m_call = ask();
    m_call.then(context, [this, isMeant = std::move(isMeant), answer = std::move(answer)](const Result<EventPage> &page) {
        if (page && !m_knowsOld)
            noteOld(*page);
        for (const WorkerEvent &event : page ? page->events : QList<WorkerEvent>()) {
            if (event.isFailure() && isNew(event) && isMeant(event))
                return answer(event);
        }
        answer({});
    });
}

void FailureEvents::noteOld(const EventPage &page)
{
    m_knowsOld = true;
    for (const WorkerEvent &event : page.events) {
        m_old.insert(event.id);
        m_newestOld = std::max(m_newestOld, timestamp::parse(event.createdAt));
    }
}

// Older ones than those of the page may come up from a further page, and late ones of earlier work may drop in.
bool FailureEvents::isNew(const WorkerEvent &event) const
{
    const std::optional<QDateTime> moment = timestamp::parse(event.createdAt);
    return !m_old.contains(event.id) && (!m_newestOld || !moment || *moment >= *m_newestOld);
}

#include "app/models/deletionwatch.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace {

constexpr int listPage = 100;

bool isNotFound(const Error &error)
{
    return error.kind == Error::Kind::NotFound;
}

}

DeletionWatch::DeletionWatch(const ApiClient &client, QObject *parent) :
    QObject(parent), m_client(client)
{
}

void DeletionWatch::watch(const DatasetId &dataset)
{
    begin(dataset.text(), dataset, [this, dataset] { lookForDataset(dataset); });
    FailureEvents &events = m_running.at(dataset.text()).events;
    events = FailureEvents(m_client, dataset, u"dataset_delete_failed"_s);
    events.begin(this);
}

void DeletionWatch::watch(const DatasetId &dataset, const ChunkGroupId &group, bool withChunks)
{
    begin(group.text(), dataset, [this, dataset, group, withChunks] { lookForGroup(dataset, group, withChunks); });
}

void DeletionWatch::setPace(int firstPause, int deadline)
{
    m_firstPause = firstPause;
    m_deadline = deadline;
}

void DeletionWatch::begin(const QString &id, const DatasetId &dataset, std::function<void()> look)
{
    m_running.erase(id);
    Running &running = m_running[id];
    running.dataset = dataset;
    running.look = std::move(look);
    running.pace = WatchPace(m_firstPause, m_deadline);
    lookSoon(id);
}

void DeletionWatch::lookSoon(const QString &id)
{
    Running &running = m_running.at(id);
    // Its own signal replaces it.
    std::shared_ptr<QTimer> timer(new QTimer, [](QTimer *old) {
        old->stop();
        old->deleteLater();
    });
    timer->setSingleShot(true);
    timer->callOnTimeout(this, [this, id] { m_running.at(id).look(); });
    timer->start(running.pace.nextPause());
    running.request = std::move(timer);
}

template <typename T>
void DeletionWatch::ask(const QString &id, Call<T> call, std::function<void(const Result<T> &)> judge)
{
    auto request = std::make_shared<Call<T>>(std::move(call));
    request->then(this, std::move(judge));
    m_running.at(id).request = std::move(request);
}

void DeletionWatch::lookForDataset(const DatasetId &dataset)
{
    const QString id = dataset.text();
    ask<Dataset>(id, m_client.dataset(dataset), [this, id, dataset](const Result<Dataset> &answer) {
        if (!answer && isNotFound(answer.error()))
            return confirm(id);
        // Some servers refuse to say anything of a dataset that is gone, otherwise than by 404.
        if (!answer && answer.error().httpStatus != 0)
            return lookInList(dataset, 0);
        goOn(id);
    });
}

void DeletionWatch::lookInList(const DatasetId &dataset, int offset)
{
    const QString id = dataset.text();
    ask<QList<Dataset>>(id, m_client.datasets(listPage, offset), [this, id, dataset, offset](const Result<QList<Dataset>> &page) {
        const bool isListed = page && std::any_of(page->begin(), page->end(), [&dataset](const Dataset &each) { return each.id == dataset; });
        if (!page || isListed)
            return goOn(id);
        if (page->size() < listPage)
            return confirm(id);
        lookInList(dataset, offset + listPage);
    });
}

void DeletionWatch::lookForGroup(const DatasetId &dataset, const ChunkGroupId &group, bool withChunks)
{
    const QString id = group.text();
    ask<ChunkGroup>(id, m_client.group(dataset, group), [this, id, dataset, group, withChunks](const Result<ChunkGroup> &answer) {
        if (answer || !isNotFound(answer.error()))
            return goOn(id);
        if (withChunks)
            lookForChunks(dataset, group);
        else
            confirm(id);
    });
}

// What searches go through still knows the chunks by their group when the group itself is gone.
void DeletionWatch::lookForChunks(const DatasetId &dataset, const ChunkGroupId &group)
{
    const QString id = group.text();
    const ScrollRequest anyOfIt{.from = {}, .pageSize = 1, .filter = Filter::inGroup(group)};
    ask<QList<Chunk>>(id, m_client.scroll(dataset, anyOfIt), [this, id](const Result<QList<Chunk>> &chunks) {
        if (chunks && chunks->isEmpty())
            confirm(id);
        else
            goOn(id);
    });
}

void DeletionWatch::goOn(const QString &id)
{
    Running &running = m_running.at(id);
    if (running.pace.isOver())
        return doubt(id, Doubt::StillThere, {});
    // A group has no such events.
    if (!running.pace.takesLong() || running.dataset.text() != id)
        return lookSoon(id);
    running.events.look(this, [](const WorkerEvent &) { return true; }, [this, id](const std::optional<WorkerEvent> &failure) {
        if (failure)
            doubt(id, Doubt::Failed, failure->reason());
        else
            lookSoon(id);
    });
}

void DeletionWatch::confirm(const QString &id)
{
    m_running.erase(id);
    Q_EMIT gone(id);
}

void DeletionWatch::doubt(const QString &id, Doubt doubt, const QString &reason)
{
    const QString told = reason;
    m_running.erase(id);
    Q_EMIT doubted(id, doubt, told);
}

#include "app/models/writewatch.h"

#include "app/values/timestamp.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace {

bool same(const Number &a, const Number &b) { return a == b || a.toDouble() == b.toDouble(); }
bool same(const QString &a, const QString &b) { return a == b; }
bool same(const Location &a, const Location &b) { return same(a.lat, b.lat) && same(a.lon, b.lon); }
bool same(const QStringList &a, const QStringList &b) { return a == b || a.join(u',') == b.join(u','); }

bool sameJson(const Json &a, const Json &b)
{
    if (a.type() != b.type())
        return false;
    if (a.isNumber())
        return a.numberText() == b.numberText() || a.toDouble() == b.toDouble();
    if (a.isArray()) {
        return std::equal(a.items().begin(), a.items().end(), b.items().begin(), b.items().end(), sameJson);
    }
    if (!a.isObject())
        return a == b;
    return a.members().size() == b.members().size() && std::all_of(a.members().begin(), a.members().end(), [&b](const Json::Member &member) {
        const Json *other = b.find(member.name);
        return other && sameJson(member.value, *other);
    });
}

template <typename T>
bool shows(const Field<T> &wanted, const std::optional<T> &found)
{
    if (!wanted.isTouched())
        return true;
    if (wanted.isCleared() || !found)
        return wanted.value().value_or(T()) == found.value_or(T());
    return same(*wanted.value(), *found);
}

bool showsTime(const Field<QString> &wanted, const std::optional<QString> &found)
{
    if (!wanted.isTouched())
        return true;
    if (wanted.isCleared() || !found)
        return wanted.isCleared() == !found;
    return timestamp::parse(*wanted.value()) == timestamp::parse(*found);
}

bool nothingToReadBack(const ChunkPatch &patch)
{
    return !patch.chunkHtml.isTouched() && !patch.link.isTouched() && !patch.trackingId.isTouched() && !patch.tagSet.isTouched()
        && !patch.imageUrls.isTouched() && !patch.location.isTouched() && !patch.numValue.isTouched() && !patch.timeStamp.isTouched()
        && !patch.metadata.isTouched() && !patch.weight.isTouched();
}

}

bool showsPatch(const Chunk &chunk, const ChunkPatch &patch)
{
    return shows(patch.chunkHtml, chunk.chunkHtml) && shows(patch.link, chunk.link) && shows(patch.trackingId, chunk.trackingId)
        && shows(patch.tagSet, chunk.tagSet) && shows(patch.imageUrls, chunk.imageUrls) && shows(patch.location, chunk.location)
        && shows(patch.numValue, chunk.numValue) && showsTime(patch.timeStamp, chunk.timeStamp)
        && shows(patch.weight, std::optional<Number>(chunk.weight))
        && (!patch.metadata.isTouched() || sameJson(patch.metadata.value().value_or(Metadata()).json(), chunk.metadata.json()));
}

WriteWatch::WriteWatch(const ApiClient &client, QObject *parent) :
    QObject(parent), m_client(client)
{
}

void WriteWatch::watch(const Write &write)
{
    m_watched.erase(write.chunk);
    Running &running = m_watched[write.chunk];
    running.write = write;
    running.pace = WatchPace(m_firstPause, m_deadline);
    running.generation = ++m_generation;
    m_running.insert(write.chunk);
    if (!write.isNew) {
        running.events = FailureEvents(m_client, write.dataset, u"chunk_update_failed"_s);
        running.events.begin(this);
    }
    askSoon(write.chunk);
}

void WriteWatch::forget(const ChunkId &chunk)
{
    m_running.remove(chunk);
    m_watched.erase(chunk);
}

void WriteWatch::setPace(int firstPause, int deadline)
{
    m_firstPause = firstPause;
    m_deadline = deadline;
}

void WriteWatch::askSoon(const ChunkId &chunk)
{
    Running &running = m_watched.at(chunk);
    const int generation = running.generation;
    QTimer::singleShot(running.pace.nextPause(), this, [this, chunk, generation] { ask(chunk, generation); });
}

void WriteWatch::ask(const ChunkId &chunk, int generation)
{
    const auto found = m_watched.find(chunk);
    if (found == m_watched.end() || found->second.generation != generation)
        return;
    Running &running = found->second;
    const Write &write = running.write;
    const bool byTrackingId = write.isNew && write.patch.trackingId.value() && !write.patch.trackingId.value()->isEmpty();
    running.call = byTrackingId ? m_client.chunkByTrackingId(write.dataset, *write.patch.trackingId.value())
                                : m_client.chunk(write.dataset, chunk);
    running.call.then(this, [this, chunk](const Result<Chunk> &answer) { judge(chunk, answer); });
}

void WriteWatch::judge(const ChunkId &chunk, const Result<Chunk> &answer)
{
    const Running &running = m_watched.at(chunk);
    const Write &write = running.write;
    if (answer) {
        const bool upserts = write.patch.upsertByTrackingId.value().value_or(false);
        if (write.isNew && answer->id != chunk && !upserts)
            return finish(chunk, Doubt::TrackingIdTaken);
        const bool moved = write.isNew || answer->updatedAt != write.updatedBefore;
        if (showsPatch(*answer, write.patch) && (moved || !nothingToReadBack(write.patch))) {
            const Chunk copy = *answer;
            forget(chunk);
            Q_EMIT confirmed(chunk, copy);
            return;
        }
    }
    if (running.pace.isOver())
        return finish(chunk, Doubt::NotSeen);
    if (running.pace.takesLong() && !write.isNew)
        askForEvents(chunk);
    else
        askSoon(chunk);
}

void WriteWatch::askForEvents(const ChunkId &chunk)
{
    const auto isOfThis = [chunk](const WorkerEvent &event) { return event.chunks().contains(chunk); };
    m_watched.at(chunk).events.look(this, isOfThis, [this, chunk](const std::optional<WorkerEvent> &failure) {
        if (failure)
            finish(chunk, Doubt::Failed, failure->reason());
        else
            askSoon(chunk);
    });
}

void WriteWatch::finish(const ChunkId &chunk, Doubt doubt, const QString &reason)
{
    forget(chunk);
    Q_EMIT doubted(chunk, doubt, reason);
}

#include "app/models/writewatch.h"

#include "app/values/timestamp.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace {

constexpr int longestPause = 4'000;
/// After so many questions a write takes long.
constexpr int shortPauses = 4;

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
    Running running;
    running.write = write;
    running.deadline.setRemainingTime(m_deadline);
    running.pause = m_firstPause;
    running.generation = ++m_generation;
    m_watched.insert_or_assign(write.chunk, std::move(running));
    m_running.insert(write.chunk);
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
    QTimer::singleShot(running.pause, this, [this, chunk, generation] { ask(chunk, generation); });
    running.pause = std::min(running.pause * 2, longestPause);
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
    if (running.deadline.hasExpired())
        return finish(chunk, Doubt::NotSeen);
    const bool takesLong = running.pause >= std::min(m_firstPause << shortPauses, longestPause);
    if (takesLong && !write.isNew)
        askForEvents(chunk);
    else
        askSoon(chunk);
}

void WriteWatch::askForEvents(const ChunkId &chunk)
{
    Running &running = m_watched.at(chunk);
    running.events = m_client.events(running.write.dataset, {.page = 1, .pageSize = 20, .types = {u"chunk_update_failed"_s}});
    running.events.then(this, [this, chunk](const Result<EventPage> &page) { judgeEvents(chunk, page); });
}

void WriteWatch::judgeEvents(const ChunkId &chunk, const Result<EventPage> &page)
{
    const std::optional<QDateTime> before = timestamp::parse(m_watched.at(chunk).write.updatedBefore);
    // A server without events refuses the question: then only reading the chunk tells.
    for (const WorkerEvent &event : page ? page->events : QList<WorkerEvent>()) {
        const std::optional<QDateTime> moment = timestamp::parse(event.createdAt);
        const bool isLater = before && moment && *moment > *before;
        if (!event.isFailure() || !isLater || m_known.contains(event.id) || !event.chunks().contains(chunk))
            continue;
        m_known.insert(event.id);
        return finish(chunk, Doubt::Failed, event.reason());
    }
    askSoon(chunk);
}

void WriteWatch::finish(const ChunkId &chunk, Doubt doubt, const QString &reason)
{
    forget(chunk);
    Q_EMIT doubted(chunk, doubt, reason);
}

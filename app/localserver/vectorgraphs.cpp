#include "app/localserver/vectorgraphs.h"

#include "app/localserver/store.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QLoggingCategory>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace
{

Q_LOGGING_CATEGORY(category, "retriever.localserver.vectors", QtWarningMsg)

// A scan of so many vectors takes some milliseconds and finds the right ones always.
constexpr int usualFewest = 5000;
constexpr int step = 200;
constexpr qint64 smallestSave = 2000;

/// A quarter of the memory, four gigabytes at most: the rest is for the page cache, which the exact scan lives on.
qint64 spareMemory()
{
    const qint64 all = qint64(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGESIZE);
    return std::min<qint64>(all / 4, qint64(4) << 30);
}

QByteArray checksumOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha1);
    if (!file.open(QFile::ReadOnly) || !hash.addData(&file))
        return {};
    return hash.result();
}

}

VectorGraphs::VectorGraphs(QString folder)
    : m_folder(std::move(folder)),
      m_fewest(qEnvironmentVariableIsSet("RETRIEVER_VECTOR_GRAPH_FROM") ? qEnvironmentVariableIntValue("RETRIEVER_VECTOR_GRAPH_FROM")
                                                                        : usualFewest),
      m_room(spareMemory())
{
}

QString VectorGraphs::pathOf(const QString &file) const
{
    return QDir(m_folder).filePath(file);
}

VectorGraphs::Known VectorGraphs::known(qint64 dataset, qint64 base, VectorMetric metric) const
{
    const std::lock_guard lock(m_mutex);
    const auto entry = m_entries.constFind(dataset);
    if (entry == m_entries.constEnd() || entry->base != base || entry->metric.kind() != metric.kind())
        return {};
    return {entry->graph, entry->applied};
}

void VectorGraphs::publish(qint64 dataset, const Entry &entry)
{
    const std::lock_guard lock(m_mutex);
    m_entries.insert(dataset, entry);
}

VectorGraphs::Level VectorGraphs::level(Store &store, qint64 dataset)
{
    return store.read([&](Database &database) {
        auto row = database.prepare("SELECT vector_sets.base, vectors, file, checksum, metric, size, vector_graphs.base, applied FROM vector_sets "
                                    "LEFT JOIN vector_graphs ON vector_graphs.dataset = vector_sets.dataset WHERE vector_sets.dataset = ?");
        row.bind(dataset);
        if (!row.step())
            return Level();
        return Level{row.integer(0), row.integer(1), row.text(2), row.bytes(3), row.bytes(4), row.integer(5), row.integer(6), row.integer(7)};
    });
}

bool VectorGraphs::hasRoom(qint64 dataset, qint64 bytes) const
{
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
        if (entry.key() != dataset)
            bytes += entry->bytes;
    }
    return bytes <= m_room;
}

bool VectorGraphs::bringUp(Store &store, qint64 dataset, const EmbeddingSettings &settings)
{
    const Level now = level(store, dataset);
    const qint64 bytes = VectorGraph::bytes(now.vectors, settings.size);
    if (now.vectors < m_fewest || !hasRoom(dataset, bytes)) {
        const std::lock_guard lock(m_mutex);
        m_entries.remove(dataset);
        return false;
    }
    Entry entry = m_entries.value(dataset);
    const bool fits = entry.graph && entry.metric.kind() == settings.metric.kind() && entry.size == settings.size && entry.base == now.base;
    if (!fits)
        entry = opened(now, settings);
    entry.bytes = bytes;
    // Too much in it is of chunks that were changed or deleted.
    if (!entry.next && qint64(entry.graph->count()) > now.vectors * 3 / 2 + m_fewest) {
        entry.next = std::make_shared<VectorGraph>(entry.metric, entry.size);
        entry.nextApplied = entry.base;
    }
    const bool more = addSome(store, dataset, entry);
    const qint64 unsaved = qint64(entry.graph->count()) - entry.saved;
    const qint64 share = qint64(entry.graph->count()) / (more ? 3 : 10);
    if (unsaved != 0 && (entry.saved == 0 || std::abs(unsaved) > std::max(smallestSave, share)) && !(more && entry.saved == 0 && unsaved < 10 * smallestSave))
        save(store, dataset, entry, now.file);
    publish(dataset, entry);
    return more;
}

/// From its file, or an empty one.
VectorGraphs::Entry VectorGraphs::opened(const Level &level, const EmbeddingSettings &settings) const
{
    Entry entry;
    entry.metric = settings.metric;
    entry.size = settings.size;
    entry.base = level.base;
    const bool fits = !level.file.isEmpty() && level.metric == settings.metric.name() && level.size == qint64(settings.size)
        && level.fileBase == level.base;
    if (fits && checksumOf(pathOf(level.file)) == level.checksum)
        entry.graph = VectorGraph::fromFile(pathOf(level.file), settings.metric, settings.size);
    if (entry.graph) {
        entry.applied = level.fileApplied;
        entry.saved = qint64(entry.graph->count());
        return entry;
    }
    if (fits)
        qCWarning(category) << "the vector index" << level.file << "is missing or damaged and is made again from the database";
    entry.graph = std::make_shared<VectorGraph>(settings.metric, settings.size);
    entry.applied = level.base;
    return entry;
}

/// False when all are in.
bool VectorGraphs::addSome(Store &store, qint64 dataset, Entry &entry)
{
    const bool isNext = entry.next != nullptr;
    const std::shared_ptr<VectorGraph> graph = isNext ? entry.next : entry.graph;
    qint64 &applied = isNext ? entry.nextApplied : entry.applied;
    QList<std::pair<qint64, Vector>> some;
    store.read([&](Database &database) {
        auto rows = database.prepare("SELECT stamp, vector FROM vectors WHERE dataset = ? AND stamp > ? ORDER BY stamp LIMIT ?");
        rows.bind(dataset, applied, step);
        while (rows.step())
            some.append({rows.integer(0), vectors::fromBytes(rows.blob(1))});
    });
    for (const auto &[stamp, vector] : std::as_const(some)) {
        if (vector.size() == entry.size)
            graph->add(stamp, vector);
        applied = stamp;
    }
    if (some.size() == step)
        return true;
    if (isNext) {
        entry.graph = std::exchange(entry.next, nullptr);
        entry.applied = entry.nextApplied;
        entry.saved = 0;
    }
    return false;
}

/// A new file, then the database says that it counts, then the old one goes: killed in between there is one file too many.
void VectorGraphs::save(Store &store, qint64 dataset, Entry &entry, const QString &oldFile)
{
    const QString file = u"vectors-%1-%2.graph"_s.arg(dataset).arg(entry.applied);
    const QByteArray checksum = entry.graph->save(pathOf(file)) ? checksumOf(pathOf(file)) : QByteArray();
    if (checksum.isEmpty()) {
        qCWarning(category) << "the vector index" << file << "could not be written; it is made again at the next start";
        QFile::remove(pathOf(file));
        return;
    }
    QFile::setPermissions(pathOf(file), QFile::ReadOwner | QFile::WriteOwner);
    store.write([&](Database &database) {
        database
            .prepare("INSERT OR REPLACE INTO vector_graphs(dataset, file, checksum, metric, size, base, applied) "
                     "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE EXISTS (SELECT 1 FROM vector_sets WHERE dataset = ?1)")
            .bind(dataset, file, SqlBlob{checksum}, entry.metric.name(), qint64(entry.size), entry.base, entry.applied)
            .run();
    });
    entry.saved = qint64(entry.graph->count());
    if (!oldFile.isEmpty() && oldFile != file)
        QFile::remove(pathOf(oldFile));
}

void VectorGraphs::keepOnly(Store &store, const QSet<qint64> &datasets)
{
    {
        const std::lock_guard lock(m_mutex);
        m_entries.removeIf([&](const auto &entry) { return !datasets.contains(entry.key()); });
    }
    QSet<QString> files;
    store.read([&](Database &database) {
        auto rows = database.prepare("SELECT file FROM vector_graphs");
        while (rows.step())
            files.insert(rows.text(0));
    });
    for (const QString &file : QDir(m_folder).entryList({u"vectors-*.graph"_s}, QDir::Files)) {
        if (!files.contains(file))
            QFile::remove(pathOf(file));
    }
}

#include "app/localserver/store.h"

#include "app/localserver/damage.h"
#include "app/localserver/databaseerror.h"
#include "app/localserver/schema.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <sqlite3.h>

#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <fcntl.h>

using namespace Qt::StringLiterals;

namespace {

Error refused(const QString &message)
{
    return {Error::Kind::Rejected, 0, message, {}};
}

// Write-ahead logging lets everybody read while one writes. synchronous=FULL makes each commit wait for the disk: what was accepted is kept
// over a power cut, not only over a crash of ours. 4,000 pages between checkpoints, because a bulk import otherwise copies the hot pages
// of the full-text index back every 4 MB.
constexpr char writerSettings[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; "
                                  "PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;";
// The map saves a copy of each page; full-text queries over a million rows are made of page reads.
constexpr char readerSettings[] = "PRAGMA query_only = 1; PRAGMA cache_size = -16384; PRAGMA mmap_size = 2147418112; PRAGMA temp_store = MEMORY;";

constexpr std::size_t keptReaders = 8;
bool isDamage(int code)
{
    return code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
}

Error damaged(const QString &path, const QString &what)
{
    const QString aside = damage::setAside(path);
    if (aside.isEmpty())
        return refused(u"The workspace database %1 is damaged (%2) and could not be set aside. Rename it yourself, then start again."_s.arg(path, what));
    return refused(u"The workspace database was damaged (%1). It was kept as %2 and nothing in it was changed. "
                   "Put a backup in its place, or start again with an empty workspace."_s.arg(what, aside));
}

// An open file with the lock on it, or the reason why not.
Result<int> lockFolder(const QString &folder)
{
    const QByteArray path = QFile::encodeName(QDir(folder).filePath(u"workspace.lock"_s));
    const int file = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return refused(u"The workspace folder %1 cannot be written to: %2. Choose another one, or change its permissions."_s.arg(folder, qt_error_string(errno)));
    if (::flock(file, LOCK_EX | LOCK_NB) == 0)
        return file;
    const int reason = errno;
    ::close(file);
    if (reason == EWOULDBLOCK)
        return refused(u"The workspace in %1 is already open in another window of Retriever. Close that one first, or choose another folder."_s.arg(folder));
    return refused(u"The workspace in %1 could not be locked: %2."_s.arg(folder, qt_error_string(reason)));
}

// Only for the user's own eyes; SQLite gives the files beside it the same permissions.
void makePrivateFile(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0)
        ::close(file);
}

}

Result<std::unique_ptr<Store>> Store::open(const QString &folder)
{
    const bool isNew = !QFile::exists(folder);
    if (!QDir().mkpath(folder))
        return refused(u"The workspace folder %1 cannot be made. Choose another one."_s.arg(folder));
    if (isNew)
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const auto lock = lockFolder(folder);
    if (!lock)
        return lock.error();
    std::unique_ptr<Store> store(new Store(folder));
    store->m_lock = *lock;
    // SQLite would throw a log away whose database is not there.
    if (!QFile::exists(store->m_path) && QFileInfo(store->m_path + u"-wal"_s).size() > 0)
        return damaged(store->m_path, u"the log of its last writes is there, the rest is missing"_s);
    if (const QString what = damage::ofLog(store->m_path); !what.isEmpty())
        return damaged(store->m_path, what);
    makePrivateFile(store->m_path);
    try {
        store->m_writer = std::make_unique<Database>(store->m_path, Database::Access::ReadWrite);
        store->m_writer->keepLog(true);
        if (const QString what = damage::ofDatabase(*store->m_writer, store->m_path); !what.isEmpty()) {
            store->m_writer.reset();
            return damaged(store->m_path, what);
        }
        store->m_writer->execute(writerSettings);
        schema::migrate(*store->m_writer);
        auto id = store->m_writer->prepare("SELECT value FROM workspace WHERE name = 'organization_id'");
        if (id.step())
            store->m_organizationId = id.text(0);
        store->m_writer->keepLog(false);
    } catch (const DatabaseError &error) {
        store->m_writer.reset();
        if (isDamage(error.code()))
            return damaged(store->m_path, QString::fromUtf8(error.what()));
        return refused(u"The workspace database %1 cannot be opened: %2"_s.arg(store->m_path, QString::fromUtf8(error.what())));
    }
    return store;
}

Store::Store(const QString &folder)
    : m_path(QDir(folder).filePath(u"workspace.db"_s)), m_vectorGraphs(folder), m_sequence(now() * 1000)
{
}

Store::~Store()
{
    m_idleReaders.clear();
    // The last connection to close folds the log into the database.
    m_writer.reset();
    if (m_lock >= 0)
        ::close(m_lock);
}

void Store::note(bool &flag)
{
    const std::lock_guard lock(m_queueMutex);
    flag = true;
    m_queueChanged.notify_all();
}

bool Store::wait(bool &flag, int milliseconds)
{
    std::unique_lock lock(m_queueMutex);
    m_queueChanged.wait_for(lock, std::chrono::milliseconds(milliseconds), [&] { return flag || m_stopping; });
    flag = false;
    return !m_stopping;
}

void Store::noteQueuedChunks()
{
    note(m_queued);
}

bool Store::waitForQueuedChunks(int milliseconds)
{
    return wait(m_queued, milliseconds);
}

void Store::noteQueuedVectors()
{
    note(m_vectorsQueued);
}

bool Store::waitForQueuedVectors(int milliseconds)
{
    return wait(m_vectorsQueued, milliseconds);
}

bool Store::pause(int milliseconds)
{
    std::unique_lock lock(m_queueMutex);
    m_queueChanged.wait_for(lock, std::chrono::milliseconds(milliseconds), [this] { return m_stopping; });
    return !m_stopping;
}

void Store::stop()
{
    {
        const std::lock_guard lock(m_queueMutex);
        m_stopping = true;
        m_queueChanged.notify_all();
    }
    const std::lock_guard lock(m_readersMutex);
    for (Database *reader : m_busyReaders)
        reader->interrupt();
}

bool Store::isStopping()
{
    const std::lock_guard lock(m_queueMutex);
    return m_stopping;
}

QString Store::newId()
{
    // RFC 9562, section 5.7, with method 3 of 6.2: 48 bits of milliseconds, the version, 12 bits of the fraction of the millisecond so that ids
    // made one after the other are in that order, 62 random bits.
    using namespace std::chrono;
    const quint64 nanoseconds = quint64(duration_cast<std::chrono::nanoseconds>(system_clock::now().time_since_epoch()).count());
    const quint64 fraction = nanoseconds % 1'000'000 * 4096 / 1'000'000;
    const quint64 high = (nanoseconds / 1'000'000 << 16) | 0x7000 | fraction;
    const quint64 low = (QRandomGenerator::global()->generate64() & 0x3fff'ffff'ffff'ffff) | 0x8000'0000'0000'0000;
    QString text(36, u'-');
    QChar *out = text.data();
    for (int i = 0; i < 32; ++i) {
        if (i == 8 || i == 12 || i == 16 || i == 20)
            ++out;
        const quint64 half = i < 16 ? high : low;
        *out++ = QLatin1Char("0123456789abcdef"[half >> (60 - i % 16 * 4) & 15]);
    }
    return text;
}

qint64 Store::now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

qint64 Store::nextSequence()
{
    return m_sequence.fetch_add(1);
}

Store::Reader::Reader(Store &store) : m_store(store)
{
    {
        const std::lock_guard lock(store.m_readersMutex);
        if (!store.m_idleReaders.empty()) {
            m_database = std::move(store.m_idleReaders.back());
            store.m_idleReaders.pop_back();
        }
    }
    if (!m_database) {
        m_database = std::make_unique<Database>(store.m_path, Database::Access::ReadOnly);
        m_database->execute(readerSettings);
    }
    m_database->prepare("BEGIN").run();
    const std::lock_guard lock(store.m_readersMutex);
    store.m_busyReaders.insert(m_database.get());
}

Store::Reader::~Reader()
{
    std::unique_lock lock(m_store.m_readersMutex);
    m_store.m_busyReaders.erase(m_database.get());
    lock.unlock();
    // Nothing was written, so ending it either way is the same.
    try {
        m_database->prepare("ROLLBACK").run();
    } catch (const DatabaseError &) {
        return;
    }
    lock.lock();
    if (m_store.m_idleReaders.size() < keptReaders)
        m_store.m_idleReaders.push_back(std::move(m_database));
}

Store::Writer::Writer(Store &store) : m_store(store), m_turn(store.m_turnstile)
{
    database().execute("BEGIN IMMEDIATE");
    m_open = true;
}

Store::Writer::~Writer()
{
    if (m_open)
        sqlite3_exec(database().handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Store::Writer::commit()
{
    database().execute("COMMIT");
    m_open = false;
}

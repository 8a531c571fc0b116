#include "app/localserver/damage.h"

#include "app/localserver/database.h"
#include "app/localserver/databaseerror.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <sqlite3.h>

#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;

namespace damage {

namespace {

constexpr std::chrono::milliseconds checkTime(2000);
constexpr std::chrono::hours endlessly(1000);
constexpr qsizetype headerSize = 32;
constexpr qsizetype frameHeaderSize = 24;

using Sums = std::array<quint32, 2>;

quint32 number(const QByteArray &bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.constData() + at);
}

Sums numbers(const QByteArray &bytes, qsizetype at)
{
    return {number(bytes, at), number(bytes, at + 4)};
}

void add(Sums &sums, const QByteArray &bytes, qsizetype from, qsizetype size, bool isBigEndian)
{
    for (const char *at = bytes.constData() + from, *end = at + size; at < end; at += 8) {
        sums[0] += (isBigEndian ? qFromBigEndian<quint32>(at) : qFromLittleEndian<quint32>(at)) + sums[1];
        sums[1] += (isBigEndian ? qFromBigEndian<quint32>(at + 4) : qFromLittleEndian<quint32>(at + 4)) + sums[0];
    }
}

QString suspicion(const QString &databasePath)
{
    return databasePath + u"-suspect"_s;
}

bool isPageSize(quint32 size)
{
    return size >= 512 && size <= 65'536 && (size & (size - 1)) == 0;
}

// Ends what runs on a connection when its time is over. SQLite 3.40 does not call the progress handler while it walks a tree.
class Watchdog
{
public:
    Watchdog(Database &database, std::chrono::milliseconds time) : m_thread([this, &database, time] { watch(database, time); }) { }
    ~Watchdog() { isTimeUp(); }

    // Stops watching.
    bool isTimeUp()
    {
        if (m_thread.joinable()) {
            {
                const std::lock_guard lock(m_mutex);
                m_isDone = true;
                m_changed.notify_all();
            }
            m_thread.join();
        }
        return m_isTimeUp;
    }

private:
    void watch(Database &database, std::chrono::milliseconds time)
    {
        std::unique_lock lock(m_mutex);
        m_isTimeUp = !m_changed.wait_for(lock, time, [this] { return m_isDone; });
        if (m_isTimeUp)
            database.interrupt();
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isDone = false;
    bool m_isTimeUp = false;
    std::thread m_thread;
};

}

QString ofLog(const QString &databasePath)
{
    QFile log(databasePath + u"-wal"_s);
    if (!log.open(QIODevice::ReadOnly) || log.size() < headerSize)
        return {};
    const QByteArray header = log.read(headerSize);
    const bool isBigEndian = number(header, 0) & 1;
    quint32 pageSize = number(header, 8);
    Sums sums{};
    add(sums, header, 0, 24, isBigEndian);
    const bool isHeaderWhole = sums == numbers(header, 24) && isPageSize(pageSize);
    if (!isHeaderWhole && !isPageSize(pageSize))
        pageSize = 4096;
    Sums salts = numbers(header, 16);
    sums = numbers(header, 24);
    bool isBroken = !isHeaderWhole;
    // Transactions that belong together, one after the other, after the break. The one that a power cut interrupted may be there to its
    // end; two cannot, because the first was on the disk before the second began.
    int commits = 0;
    for (qint64 index = 0; ; ++index) {
        const QByteArray frame = log.read(frameHeaderSize + pageSize);
        if (frame.size() < frameHeaderSize + qsizetype(pageSize))
            return {};
        if (!isHeaderWhole && index == 0)
            salts = numbers(frame, 8);
        add(sums, frame, 0, 8, isBigEndian);
        add(sums, frame, frameHeaderSize, pageSize, isBigEndian);
        const bool fits = sums == numbers(frame, 16) && numbers(frame, 8) == salts && number(frame, 0) > 0;
        sums = numbers(frame, 16);
        if (!fits) {
            isBroken = true;
            commits = 0;
        } else if (isBroken && number(frame, 4) > 0 && ++commits == 2) {
            return u"its log is broken before its end"_s;
        }
    }
}

QString ofDatabase(Database &database, const QString &databasePath)
{
    Watchdog watchdog(database, QFile::exists(suspicion(databasePath)) ? endlessly : checkTime);
    QString found;
    try {
        auto check = database.prepare("PRAGMA quick_check(1)");
        if (check.step() && check.text(0) != u"ok")
            found = check.text(0).section(u'\n', 1).isEmpty() ? check.text(0) : check.text(0).section(u'\n', 1);
    } catch (const DatabaseError &error) {
        if (error.code() != SQLITE_INTERRUPT)
            found = QString::fromUtf8(error.what());
    }
    // A check that was ended early takes the pages it did not come to for lost ones.
    if (watchdog.isTimeUp())
        return {};
    QFile::remove(suspicion(databasePath));
    return found;
}

void noteSuspicion(const QString &databasePath)
{
    // That it is there says all.
    QFile note(suspicion(databasePath));
    (void)note.open(QIODevice::WriteOnly);
}

QString setAside(const QString &databasePath)
{
    const QString aside = databasePath + u".damaged-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz");
    const bool hasDatabase = QFile::exists(databasePath);
    if (hasDatabase && !QFile::rename(databasePath, aside))
        return {};
    // Ended here, the next start finds a log without its database and keeps that too.
    const bool hasLog = QFileInfo(databasePath + u"-wal"_s).size() > 0 && QFile::rename(databasePath + u"-wal"_s, aside + u"-wal"_s);
    QFile::remove(databasePath + u"-shm"_s);
    if (hasDatabase)
        return aside;
    return hasLog ? aside + u"-wal"_s : QString();
}

}

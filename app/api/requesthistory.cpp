#include "app/api/requesthistory.h"

#include "app/api/requestsample.h"

#include <QDir>
#include <QLoggingCategory>
#include <QPointer>
#include <QSaveFile>

#include <sys/file.h>

#include <algorithm>

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(apiLog)

namespace {

// Of full ones.
constexpr int filesKept = 8;

RequestRecord withoutBodies(RequestRecord record)
{
    record.requestBody.clear();
    record.answerBody.clear();
    record.answerHeaders.clear();
    return record;
}

}

RequestHistory::RequestHistory(const QString &folder, qint64 fileBytes, QObject *parent) :
    QObject(parent), m_folder(folder), m_fileBytes(fileBytes)
{
    const QList<int> known = files();
    m_number = known.isEmpty() ? 0 : known.last();
}

RequestHistory::~RequestHistory()
{
    m_looker.stop();
    m_archiver.stop();
}

void RequestHistory::add(const RequestRecord &record)
{
    const QByteArray line = record.toJson().toBytes() + '\n';
    if (!openFor(line.size()))
        return;
    const qint64 offset = m_file.size();
    if (m_file.write(line) != line.size()) {
        qCWarning(apiLog, "The request log cannot be written: %s", qPrintable(m_file.errorString()));
        return;
    }
    Q_EMIT added({.summary = withoutBodies(record), .file = m_number, .offset = offset, .size = line.size()});
}

bool RequestHistory::openFor(qint64 bytes)
{
    if (m_file.isOpen() && m_file.size() + bytes <= m_fileBytes)
        return true;
    const bool isFirst = !m_file.isOpen();
    m_file.close();
    if (!QDir().mkpath(m_folder))
        return false;
    if ((isFirst && openLast() && m_file.size() + bytes <= m_fileBytes) || openNew()) {
        dropOldest();
        return true;
    }
    qCWarning(apiLog, "The request log cannot be written: %s", qPrintable(m_file.errorString()));
    return false;
}

// Goes on with the file of an earlier run, so that many short runs keep as much as a long one.
bool RequestHistory::openLast()
{
    m_file.setFileName(path(m_number));
    if (m_number == 0 || !m_file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly | QIODevice::Append | QIODevice::Unbuffered))
        return false;
    // Another program may be writing it: then it keeps the lock, and each has a file of its own. The lock ends with the file's closing.
    if (::flock(m_file.handle(), LOCK_EX | LOCK_NB) != 0) {
        m_file.close();
        return false;
    }
    // The run may have ended within a line. What is left of it is passed over when it is read, and nothing may be written behind it.
    const bool isHalf = m_file.size() > 0 && !(m_file.seek(m_file.size() - 1) && m_file.read(1) == "\n");
    return !isHalf || m_file.write("\n") == 1;
}

bool RequestHistory::openNew()
{
    m_file.close();
    // Another program may have taken the number meanwhile.
    for (int tries = 0; tries < 100; ++tries) {
        m_file.setFileName(path(++m_number));
        if (m_file.open(QIODevice::ReadWrite | QIODevice::NewOnly | QIODevice::Append | QIODevice::Unbuffered)) {
            m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
            return ::flock(m_file.handle(), LOCK_EX | LOCK_NB) == 0;
        }
        if (!m_file.exists())
            return false;
    }
    return false;
}

void RequestHistory::dropOldest()
{
    const QList<int> known = files();
    qint64 bytes = 0;
    for (auto number = known.crbegin(); number != known.crend(); ++number) {
        bytes += *number == m_number ? m_fileBytes : QFileInfo(path(*number)).size();
        if (bytes > filesKept * m_fileBytes)
            QFile::remove(path(*number));
    }
}

QString RequestHistory::path(int file) const
{
    return m_folder + u"/requests-%1.jsonl"_s.arg(file, 6, 10, QLatin1Char('0'));
}

QList<int> RequestHistory::files() const
{
    QList<int> numbers;
    for (const QString &name : QDir(m_folder).entryList({u"requests-*.jsonl"_s}, QDir::Files))
        numbers.append(QStringView(name).mid(9).chopped(6).toInt());
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

Result<RequestRecord> RequestHistory::record(const Entry &entry) const
{
    QFile file(path(entry.file));
    if (!file.open(QIODevice::ReadOnly) || !file.seek(entry.offset)) {
        return Error{.kind = Error::Kind::NotFound, .httpStatus = 0, .message = u"This request is no longer in the log."_s, .requestId = {}};
    }
    const auto json = Json::parse(file.read(entry.size));
    return json ? RequestRecord::fromJson(*json) : Result<RequestRecord>(json.error());
}

void RequestHistory::clear()
{
    m_looker.stop();
    m_archiver.stop();
    m_file.close();
    for (const int file : files())
        QFile::remove(path(file));
    Q_EMIT cleared();
}

void RequestHistory::Worker::stop()
{
    ++question;
    if (thread.joinable())
        thread.join();
}

template <typename T>
void RequestHistory::work(Worker &worker, std::function<T(int question)> job, QObject *context, std::function<void(const T &)> then)
{
    worker.stop();
    const int question = worker.question;
    worker.thread = std::thread([this, &worker, question, job = std::move(job), context = QPointer<QObject>(context), then = std::move(then)] {
        T outcome = job(question);
        // Delivered through this object, which joins the thread before it goes.
        QMetaObject::invokeMethod(this, [&worker, question, context, then, outcome = std::move(outcome)] {
            if (question == worker.question && context)
                then(outcome);
        }, Qt::QueuedConnection);
    });
}

void RequestHistory::find(const QString &text, QObject *context, Found found)
{
    work<QList<Entry>>(m_looker, [this, text](int question) { return look(text, question); }, context, std::move(found));
}

void RequestHistory::saveArchive(const QList<Entry> &entries, const QString &path, QObject *context, std::function<void(const QString &)> saved)
{
    work<QString>(m_archiver, [this, entries, path](int question) { return writeArchive(entries, path, question); }, context, std::move(saved));
}

QString RequestHistory::writeArchive(const QList<Entry> &entries, const QString &path, int question) const
{
    QList<RequestRecord> records;
    for (const Entry &entry : entries) {
        if (question != m_archiver.question)
            return {};
        if (auto whole = record(entry))
            records.append(*std::move(whole));
    }
    QSaveFile file(path);
    const QByteArray archive = requestsample::har(records);
    if (!file.open(QIODevice::WriteOnly) || file.write(archive) != archive.size() || !file.commit())
        return file.errorString();
    return {};
}

QList<RequestHistory::Entry> RequestHistory::look(const QString &text, int question) const
{
    QList<Entry> entries;
    for (const int number : files()) {
        QFile file(path(number));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (qint64 offset = 0; question == m_looker.question;) {
            const QByteArray line = file.readLine();
            // Half a line at the end is being written, or the program ended within it.
            if (!line.endsWith('\n'))
                break;
            const auto json = Json::parse(line);
            const auto record = json ? RequestRecord::fromJson(*json) : Result<RequestRecord>(json.error());
            if (record && matches(*record, text))
                entries.append({.summary = withoutBodies(*record), .file = number, .offset = offset, .size = line.size()});
            offset += line.size();
        }
    }
    std::reverse(entries.begin(), entries.end());
    return entries;
}

bool RequestHistory::matches(const RequestRecord &record, const QString &text)
{
    const auto holds = [&text](const QString &where) { return where.contains(text, Qt::CaseInsensitive); };
    return text.isEmpty() || holds(record.method + u' ' + record.url) || holds(QString::number(record.status)) || holds(record.failure)
        || holds(record.profile) || holds(QString::fromUtf8(record.requestBody)) || holds(QString::fromUtf8(record.answerBody));
}

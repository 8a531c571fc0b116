#pragma once

#include "app/values/requestrecord.h"

#include <QFile>
#include <QObject>

#include <atomic>
#include <functional>
#include <thread>

/// The request log: every request that the program made, kept in files over restarts, the oldest dropped beyond 32 MB. One JSON object
/// a line, files readable by their owner only. Several programs may share a folder: each writes a file of its own. GUI thread; looking for text happens in a thread of its own, which ends with this object.
class RequestHistory : public QObject
{
    Q_OBJECT

public:
    /// What is kept of a body, in bytes.
    static constexpr qsizetype bodyLimit = 32 * 1024;

    /// A request in a list, without headers and bodies, and where the rest of it is.
    struct Entry {
        RequestRecord summary;
        /// The number of the file, and the place of the line in it.
        int file = 0;
        qint64 offset = 0;
        qint64 size = 0;
    };
    using Found = std::function<void(const QList<Entry> &)>;

    /// Makes the folder when something is first written. fileBytes is how large a file grows before the next is begun; eight times as
    /// much is kept.
    explicit RequestHistory(const QString &folder, qint64 fileBytes = 4'000'000, QObject *parent = nullptr);
    ~RequestHistory() override;

    void add(const RequestRecord &record);
    /// All requests with that text in address, status, failure, profile or body, whatever the case, the newest first; all for an empty text.
    /// Asking again drops the question before. The context's end drops it too.
    void find(const QString &text, QObject *context, Found found);
    /// The whole request; an error where its file is gone by now.
    Result<RequestRecord> record(const Entry &entry) const;
    /// Writes those requests to a HTTP archive (requestsample::har), those that are gone from the log by now left out. Answers with what
    /// went wrong, empty where nothing did. Saving again drops the saving before; looking for something does not.
    void saveArchive(const QList<Entry> &entries, const QString &path, QObject *context, std::function<void(const QString &fault)> saved);
    /// Forgets everything.
    void clear();

    static bool matches(const RequestRecord &record, const QString &text);

Q_SIGNALS:
    void added(const RequestHistory::Entry &entry);
    void cleared();

private:
    QString path(int file) const;
    QList<int> files() const;
    bool openFor(qint64 bytes);
    bool openLast();
    bool openNew();
    void dropOldest();
    /// A thread for one kind of work, and the number of what it was asked last: work with another number stops.
    struct Worker {
        std::thread thread;
        std::atomic<int> question = 0;
        void stop();
    };
    /// Does the work in the worker's thread, and hands what it gives to the continuation unless another question was asked meanwhile.
    template <typename T>
    void work(Worker &worker, std::function<T(int question)> job, QObject *context, std::function<void(const T &)> then);
    QList<Entry> look(const QString &text, int question) const;
    QString writeArchive(const QList<Entry> &entries, const QString &path, int question) const;

    const QString m_folder;
    const qint64 m_fileBytes;
    int m_number = 0;
    QFile m_file;
    Worker m_looker;
    Worker m_archiver;
};

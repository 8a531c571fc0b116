#pragma once

#include "app/api/watchpace.h"
#include "app/models/failureevents.h"

#include <QObject>

#include <map>

/// Watches deletions that a server has accepted until what was deleted is gone from what it answers: "accepted" often means "queued". Goes
/// about it as WriteWatch does. The client must outlive it.
class DeletionWatch : public QObject
{
    Q_OBJECT

public:
    enum class Doubt {
        StillThere, ///< The deadline passed.
        Failed, ///< An event said so.
    };

    explicit DeletionWatch(const ApiClient &client, QObject *parent = nullptr);

    void watch(const DatasetId &dataset);
    /// withChunks: until its chunks are gone, too.
    void watch(const DatasetId &dataset, const ChunkGroupId &group, bool withChunks);
    void forgetAll() { m_running.clear(); }
    bool isPending(const QString &id) const { return m_running.contains(id); }
    /// Milliseconds; for tests.
    void setPace(int firstPause, int deadline);

Q_SIGNALS:
    /// The id of the dataset or the group.
    void gone(const QString &id);
    /// reason is the server's, where it gave one.
    void doubted(const QString &id, DeletionWatch::Doubt doubt, const QString &reason);

private:
    /// Owns a request.
    using Request = std::shared_ptr<void>;
    struct Running {
        DatasetId dataset;
        std::function<void()> look;
        WatchPace pace;
        Request request;
        FailureEvents events;
    };

    void begin(const QString &id, const DatasetId &dataset, std::function<void()> look);
    void lookSoon(const QString &id);
    template <typename T>
    void ask(const QString &id, Call<T> call, std::function<void(const Result<T> &)> judge);
    void lookForDataset(const DatasetId &dataset);
    void lookInList(const DatasetId &dataset, int offset);
    void lookForGroup(const DatasetId &dataset, const ChunkGroupId &group, bool withChunks);
    void lookForChunks(const DatasetId &dataset, const ChunkGroupId &group);
    void goOn(const QString &id);
    void confirm(const QString &id);
    void doubt(const QString &id, Doubt doubt, const QString &reason);

    const ApiClient &m_client;
    std::map<QString, Running> m_running;
    int m_firstPause = 150;
    int m_deadline = 60'000;
};

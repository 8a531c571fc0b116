#pragma once

#include "app/api/apiclient.h"

#include <deque>

/// Reads the chunks that have one of some tracking ids, all in one request where the server lets it: there one chunk that is being taken
/// in makes the whole answer a 404. Then either nothing counts as found, or halves are asked for until that one is left out.
class TrackingLookup
{
public:
    enum class WhileTakenIn { FindNothing, FindTheOthers };
    using Found = std::function<void(const Result<QList<Chunk>> &)>;

    /// Ends the lookup before it. The client has to outlive it; letting it go ends what it asks.
    void start(const ApiClient &client, const DatasetId &dataset, const QStringList &trackingIds, WhileTakenIn whileTakenIn, QObject *context, Found found);

private:
    void askNext();
    void came(const QStringList &asked, const Result<QList<Chunk>> &answer);

    const ApiClient *m_client = nullptr;
    DatasetId m_dataset;
    WhileTakenIn m_whileTakenIn = WhileTakenIn::FindNothing;
    QObject *m_context = nullptr;
    Found m_found;
    std::deque<QStringList> m_waiting;
    QList<Chunk> m_chunks;
    Call<QList<Chunk>> m_call;
};

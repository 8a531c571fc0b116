#include "app/transfer/trackinglookup.h"

void TrackingLookup::start(const ApiClient &client, const DatasetId &dataset, const QStringList &trackingIds, WhileTakenIn whileTakenIn,
                           QObject *context, Found found)
{
    m_client = &client;
    m_dataset = dataset;
    m_whileTakenIn = whileTakenIn;
    m_context = context;
    m_found = std::move(found);
    m_waiting = {trackingIds};
    m_chunks.clear();
    askNext();
}

void TrackingLookup::askNext()
{
    const QStringList asked = m_waiting.front();
    m_waiting.pop_front();
    m_call = m_client->chunksByTrackingIds(m_dataset, asked);
    m_call.then(m_context, [this, asked](const Result<QList<Chunk>> &answer) { came(asked, answer); });
}

void TrackingLookup::came(const QStringList &asked, const Result<QList<Chunk>> &answer)
{
    // Whoever hears the answer may let this go.
    const Found found = m_found;
    const bool isTakenIn = !answer && answer.error().kind == Error::Kind::NotFound;
    if (!answer && !isTakenIn)
        return found(answer);
    if (answer)
        m_chunks += *answer;
    if (isTakenIn && m_whileTakenIn == WhileTakenIn::FindTheOthers && asked.size() > 1) {
        m_waiting.push_front(asked.mid(asked.size() / 2));
        m_waiting.push_front(asked.first(asked.size() / 2));
    }
    if (!m_waiting.empty())
        return askNext();
    const QList<Chunk> chunks = m_chunks;
    found(chunks);
}

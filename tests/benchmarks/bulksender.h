#pragma once

#include "app/api/apiclient.h"

#include <QNetworkAccessManager>
#include <QObject>

/// Sends so many chunks in batches of 120 through an ApiClient with its request log, one batch after the other; then ends the program,
/// with exit code 1 where a batch failed or was answered with another number of chunks than wanted.
class BulkSender : public QObject
{
    Q_OBJECT

public:
    /// The texts are used over and over.
    BulkSender(quint16 port, const QString &historyFolder, const QStringList &texts, qint64 chunks, qint64 answered);

    /// The first request asks for the server's health; without chunks it is the only one.
    void begin();

    static constexpr qint64 batch = 120;

private:
    void sendNext();
    ChunkPatch chunk(qint64 number) const;
    void judge(bool good, const QString &why);

    const QStringList m_texts;
    const qint64 m_chunks;
    const qint64 m_answered;
    qint64 m_sent = 0;
    QNetworkAccessManager m_requests;
    QNetworkAccessManager m_streams;
    RequestHistory m_history;
    ApiClient m_client;
    const DatasetId m_dataset;
    Call<void> m_health;
    Call<QueuedChunks> m_call;
};

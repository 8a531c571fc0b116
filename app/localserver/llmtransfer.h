#pragma once

#include "app/localserver/eventreader.h"
#include "app/localserver/llmclient.h"

#include <optional>

/// One answer of a model on its way: takes the bytes from libcurl, hands the text out and finds words for what went wrong.
class LlmTransfer
{
public:
    LlmTransfer(QString host, const LlmEndpoint &endpoint, const std::function<bool(const QString &)> &hand,
        const std::function<bool()> &isWanted)
        : m_host(std::move(host)), m_endpoint(endpoint), m_hand(hand), m_isWanted(isWanted)
    {
    }

    /// The handle is a CURL *; the transfer must outlive its use.
    void attach(void *curl);
    Result<void> outcome(void *curl, int code);

private:
    static std::size_t onBytes(char *bytes, std::size_t size, std::size_t count, void *self);
    static int onProgress(void *self, qint64, qint64, qint64, qint64);

    bool take(const QByteArray &bytes);
    bool takeEvent(const QByteArray &data);
    void takeWhole();
    bool handOut(const QString &text);
    void noteError(const Json &error);
    Error refused(long status) const;
    Error failed(int code) const;
    QString serverWords(const QByteArray &body) const;
    QString withoutKey(QString text) const;

    const QString m_host;
    const LlmEndpoint &m_endpoint;
    const std::function<bool(const QString &)> &m_hand;
    const std::function<bool()> &m_isWanted;
    void *m_curl = nullptr;
    EventReader m_events;
    /// What came that is no event stream: an error, or an answer in one piece.
    QByteArray m_body;
    std::optional<bool> m_isEventStream;
    bool m_isDone = false;
    bool m_isCanceled = false;
    bool m_hasText = false;
    std::optional<QString> m_error;
};

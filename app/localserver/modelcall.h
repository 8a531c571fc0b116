#pragma once

#include "app/localserver/llmclient.h"
#include "app/values/result.h"

#include <QByteArray>
#include <QUrl>

/// One POST to the server of a model, whatever the model does: addresses, keys, time limits, and the sentences for what goes wrong.
/// Works in the calling thread, which it blocks. Redirects are not followed, since they would carry the key along.
class ModelCall
{
public:
    struct End {
        /// Of HTTP; 0 where none came.
        int status = 0;
        /// A CURLcode.
        int code = 0;
        /// Nobody wants the answer any more.
        bool isCanceled = false;
    };

    /// isWanted is asked several times a second. The endpoint must outlive the call.
    ModelCall(const LlmEndpoint &endpoint, const std::function<bool()> &isWanted);

    /// Where to send: the endpoint's address, the path added if it lacks it. Rejected, naming the setting, where it is none.
    Result<QUrl> address(const QString &path);
    /// Hands out every piece of the answer with its status. `take` returns false to end the call.
    End post(const QByteArray &body, const QByteArray &accept, const std::function<bool(int, const QByteArray &)> &take,
        const QByteArray &contentType = "application/json");

    Error refused(int status, const QByteArray &body) const;
    Error failed(int code) const;
    /// What answers there is no such server.
    Error malformed() const;
    /// The server's own words in an answer that is otherwise right.
    Error reported(const QString &words) const;
    const LlmEndpoint &endpoint() const { return m_endpoint; }
    /// "language model at HOST"
    QString who() const;
    QString withoutKey(QString text) const;

private:
    static std::size_t onBytes(char *bytes, std::size_t size, std::size_t count, void *self);
    static int onProgress(void *self, qint64, qint64, qint64, qint64);
    QString serverWords(const QByteArray &body) const;

    const LlmEndpoint &m_endpoint;
    const std::function<bool()> &m_isWanted;
    QUrl m_url;
    void *m_curl = nullptr;
    const std::function<bool(int, const QByteArray &)> *m_take = nullptr;
    bool m_isCanceled = false;
};

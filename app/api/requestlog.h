#pragma once

#include "app/api/apirequest.h"
#include "app/api/connection.h"
#include "app/api/httpanswer.h"
#include "app/api/onlookers.h"
#include "app/api/secretmask.h"

#include <QElapsedTimer>
#include <QPointer>

#include <optional>

class QNetworkReply;

/// What is told of one request, once, at its end: a line in the category retriever.api (method, path, status, duration and request
/// id, and never anything else: no query, no header, no body), the request with its masked headers and bodies to the history, and how the
/// server took the key to what is known of that.
class RequestLog
{
public:
    RequestLog(const ApiRequest &request, const Connection &connection, const Onlookers &onlookers);

    /// Since the request was made.
    qint64 milliseconds() const { return m_timer.elapsed(); }
    /// The beginning of the answer's body, all its bytes, and why there is no good answer, if so. The reply is null where the access manager
    /// has gone.
    void write(const QNetworkReply *reply, const QByteArray &body, qint64 size, const std::optional<Error> &error);
    /// The error as a person may see it: without the connection's secrets, which an answer may repeat, and with mayHaveArrived only where it
    /// matters, which is not so for what reads or may be sent twice.
    Error told(Error error) const;

private:
    void judgeKey(const HttpAnswer &head, const std::optional<Error> &error) const;
    void addToHistory(const QNetworkReply *reply, const QByteArray &body, qint64 size, const std::optional<Error> &error) const;

    ApiRequest m_request;
    QUrl m_url;
    SecretMask m_mask;
    QString m_profile;
    Onlookers m_onlookers;
    qint64 m_began = 0;
    QElapsedTimer m_timer;
    bool m_written = false;
};

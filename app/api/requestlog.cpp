#include "app/api/requestlog.h"

#include "app/api/replyhead.h"
#include "app/api/secretmask.h"

#include <QDateTime>
#include <QLoggingCategory>
#include <QNetworkReply>

Q_LOGGING_CATEGORY(apiLog, "retriever.api", QtInfoMsg)

RequestLog::RequestLog(const ApiRequest &request, const Connection &connection, RequestHistory *history)
    : m_request(request), m_url(request.url(connection.baseUrl)), m_key(connection.apiKey), m_profile(connection.profile), m_history(history),
      m_began(QDateTime::currentMSecsSinceEpoch())
{
    m_timer.start();
}

void RequestLog::write(const QNetworkReply *reply, const QByteArray &body, qint64 size, const std::optional<Error> &error)
{
    if (std::exchange(m_written, true))
        return;
    const HttpAnswer head = reply ? headOf(*reply) : HttpAnswer();
    qCInfo(apiLog, "%s %s %d %lld ms %s", qPrintable(m_request.verbName()), m_request.encodedPath().constData(), head.status, m_timer.elapsed(),
        head.requestId.isEmpty() ? "-" : qPrintable(head.requestId));
    if (m_history)
        addToHistory(reply, body, size, error);
}

Error RequestLog::told(Error error) const
{
    const SecretMask mask(m_key);
    error.message = mask.text(error.message);
    error.requestId = mask.text(error.requestId);
    error.mayHaveArrived = error.mayHaveArrived && m_request.operation().writes() && m_request.repeat() != RetryPolicy::Repeat::Freely;
    return error;
}

void RequestLog::addToHistory(const QNetworkReply *reply, const QByteArray &body, qint64 size, const std::optional<Error> &error) const
{
    const SecretMask mask(m_key);
    RequestRecord record;
    record.at = m_began;
    record.profile = m_profile;
    record.method = m_request.verbName();
    record.url = mask.text(m_url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo));
    record.requestBody = mask.body(m_request.body(), RequestHistory::bodyLimit);
    record.requestSize = m_request.body().size();
    record.isWhole = record.requestSize <= RequestHistory::bodyLimit;
    record.answerBody = mask.body(body, RequestHistory::bodyLimit);
    record.answerSize = size;
    record.milliseconds = m_timer.elapsed();
    record.isRead = !m_request.operation().writes();
    if (error)
        record.failure = mask.text(error->message);
    if (reply) {
        record.status = headOf(*reply).status;
        const QNetworkRequest sent = reply->request();
        for (const QByteArray &name : sent.rawHeaderList())
            record.requestHeaders.append({QString::fromLatin1(name), mask.header(QString::fromLatin1(name), QString::fromLatin1(sent.rawHeader(name)))});
        for (const auto &[name, value] : reply->rawHeaderPairs())
            record.answerHeaders.append({QString::fromLatin1(name), mask.header(QString::fromLatin1(name), QString::fromUtf8(value))});
    }
    m_history->add(record);
}

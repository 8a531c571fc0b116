#include "app/api/requestlog.h"

#include "app/api/replyhead.h"

#include <QDateTime>
#include <QLoggingCategory>
#include <QNetworkReply>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(apiLog, "retriever.api", QtInfoMsg)

RequestLog::RequestLog(const ApiRequest &request, const Connection &connection, const Onlookers &onlookers)
    : m_request(request), m_url(request.url(connection.baseUrl)), m_mask(connection), m_profile(connection.profile), m_onlookers(onlookers),
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
    // An address that carries a permission is not for the history.
    if (m_onlookers.history && !m_request.isElsewhere())
        addToHistory(reply, body, size, error);
    if (m_onlookers.keyRole && m_request.needsKey())
        judgeKey(head, error);
}

void RequestLog::judgeKey(const HttpAnswer &head, const std::optional<Error> &error) const
{
    // A page with a 403 is a gateway's.
    if (head.status == 403 && head.contentType == "application/json"_L1 && error)
        m_onlookers.keyRole->noteForbidden(m_request.operation().role, error->message);
    else if (head.succeeded() && !error)
        m_onlookers.keyRole->noteSuccess(m_request.operation().role);
}

Error RequestLog::told(Error error) const
{
    error.message = m_mask.text(error.message);
    error.requestId = m_mask.text(error.requestId);
    error.mayHaveArrived = error.mayHaveArrived && m_request.doesHarmTwice();
    return error;
}

void RequestLog::addToHistory(const QNetworkReply *reply, const QByteArray &body, qint64 size, const std::optional<Error> &error) const
{
    RequestRecord record;
    record.at = m_began;
    record.profile = m_profile;
    record.method = m_request.verbName();
    record.url = m_mask.text(m_url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo));
    record.requestBody = m_mask.body(m_request.body(), RequestHistory::bodyLimit);
    record.requestSize = m_request.body().size();
    record.isWhole = record.requestSize <= RequestHistory::bodyLimit;
    record.isMasked = !m_request.body().startsWith(record.requestBody);
    record.answerBody = m_mask.body(body, RequestHistory::bodyLimit);
    record.answerSize = size;
    record.milliseconds = m_timer.elapsed();
    record.isRead = !m_request.operation().writes();
    if (error)
        record.failure = m_mask.text(error->message);
    if (reply) {
        record.status = headOf(*reply).status;
        const QNetworkRequest sent = reply->request();
        for (const QByteArray &name : sent.rawHeaderList())
            record.requestHeaders.append({QString::fromLatin1(name), m_mask.header(QString::fromLatin1(name), QString::fromLatin1(sent.rawHeader(name)))});
        for (const auto &[name, value] : reply->rawHeaderPairs())
            record.answerHeaders.append({QString::fromLatin1(name), m_mask.header(QString::fromLatin1(name), QString::fromUtf8(value))});
    }
    m_onlookers.history->add(record);
}

#include "app/api/dispatcher.h"

#include "app/api/requestfactory.h"
#include "app/api/streamreply.h"

#include <QNetworkAccessManager>

using namespace Qt::StringLiterals;

Dispatcher::Dispatcher(Connection connection, QNetworkAccessManager &requests, QNetworkAccessManager &streams, const Patience &patience, const RetryPolicy &policy)
    : m_policy(policy), m_connection(std::move(connection)), m_requests(&requests), m_streams(&streams), m_patience(patience)
{
}

void Dispatcher::tell(RetryBoard &retries, KeyRole &keyRole)
{
    m_onlookers.retries = &retries;
    m_onlookers.keyRole = &keyRole;
}

void Dispatcher::begin(const ApiRequest &request, QObject *owner, Attempts::Told told, Exchange::Ended ended) const
{
    if (const std::optional<Error> objection = requestfactory::objection(m_connection, request))
        return ended(*objection);
    if (!m_requests)
        return ended(errormapping::canceled());
    new Attempts(*m_requests, m_connection, request, m_patience, m_policy, m_onlookers, std::move(told), std::move(ended), owner);
}

StreamCall Dispatcher::stream(const ApiRequest &request) const
{
    if (const std::optional<Error> objection = requestfactory::objection(m_connection, request))
        return StreamCall(std::make_unique<StreamReply>(*objection));
    if (!m_streams)
        return StreamCall(std::make_unique<StreamReply>(errormapping::canceled()));
    RequestLog log(request, m_connection, m_onlookers);
    QNetworkReply *reply = requestfactory::send(*m_streams, m_connection, request, m_patience.streamIdle);
    return StreamCall(std::make_unique<StreamReply>(reply, m_patience.streamIdle, std::move(log)));
}

StreamCall Dispatcher::refusedStream(const QString &reason)
{
    return StreamCall(std::make_unique<StreamReply>(errormapping::refused(reason)));
}

Call<void> Dispatcher::repeat(const RequestRecord &record) const
{
    if (!record.isRead)
        return refused<void>(u"Only requests that change nothing are sent again."_s);
    if (!record.isWhole)
        return refused<void>(u"The log holds only the beginning of this request's body, so it cannot be sent again."_s);
    if (record.isMasked)
        return refused<void>(u"The log masked a secret in this request's body, so it cannot be sent again."_s);
    return call(ApiRequest::again(record));
}

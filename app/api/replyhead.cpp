#include "app/api/replyhead.h"

#include "app/api/requestfactory.h"

#include <QNetworkReply>

HttpAnswer headOf(const QNetworkReply &reply)
{
    HttpAnswer head;
    head.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QString type = QString::fromLatin1(reply.rawHeader("content-type"));
    head.contentType = type.section(u';', 0, 0).trimmed().toLower();
    head.requestId = QString::fromLatin1(reply.rawHeader("x-request-id")).simplified().left(128);
    head.location = QString::fromUtf8(reply.rawHeader("location"));
    head.queryId = QString::fromLatin1(reply.rawHeader("tr-queryid")).trimmed();
    head.neededRole = Error::Role(reply.request().attribute(requestfactory::roleAttribute, int(Error::Role::Unknown)).toInt());
    return head;
}

void dropReply(QNetworkReply *reply, const QObject *listener)
{
    if (!reply)
        return;
    reply->disconnect(listener);
    if (reply->isRunning())
        reply->abort();
    reply->deleteLater();
}

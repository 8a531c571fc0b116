#include "app/api/replyhead.h"

#include "app/api/requestfactory.h"

#include <QDateTime>
#include <QLocale>
#include <QNetworkReply>
#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// Source: RFC 9110, 5.6.7. Invalid for another text.
QDateTime momentOf(const QByteArray &header)
{
    QDateTime moment = QLocale::c().toDateTime(QString::fromLatin1(header.trimmed()), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    moment.setTimeSpec(Qt::UTC);
    return moment;
}

/// Retry-After is a number of seconds or a date. Source: RFC 9110, 10.2.3.
int secondsOf(const QByteArray &retryAfter)
{
    constexpr qint64 most = 24 * 60 * 60;
    bool isNumber = false;
    qint64 seconds = retryAfter.trimmed().toLongLong(&isNumber);
    if (!isNumber) {
        const QDateTime date = momentOf(retryAfter);
        seconds = date.isValid() ? QDateTime::currentDateTimeUtc().secsTo(date) : 0;
    }
    return int(std::clamp<qint64>(seconds, 0, most));
}

/// Words of a person as servers put them into a header: UTF-8, or Latin-1 where it is none.
QString textOf(const QByteArray &header)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(header);
    return (decoder.hasError() ? QString::fromLatin1(header) : text).simplified();
}

}

HttpAnswer headOf(const QNetworkReply &reply)
{
    HttpAnswer head;
    head.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QString type = QString::fromLatin1(reply.rawHeader("content-type"));
    head.contentType = type.section(u';', 0, 0).trimmed().toLower();
    head.requestId = QString::fromLatin1(reply.rawHeader("x-request-id")).simplified().left(128);
    head.location = QString::fromUtf8(reply.rawHeader("location"));
    head.retryAfterSeconds = secondsOf(reply.rawHeader("retry-after"));
    head.date = momentOf(reply.rawHeader("date"));
    head.queryId = QString::fromLatin1(reply.rawHeader("tr-queryid")).trimmed();
    head.transcript = textOf(reply.rawHeader("x-tr-query"));
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

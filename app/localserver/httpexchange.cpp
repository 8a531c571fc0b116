#include "app/localserver/httpexchange.h"

namespace {

QString decoded(QByteArray text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text));
}

}

HttpExchange::HttpExchange(const char *target)
{
    clock.start();
    readTarget(target);
}

void HttpExchange::readTarget(const QByteArray &target)
{
    const qsizetype mark = target.indexOf('?');
    const QByteArray path = mark < 0 ? target : target.left(mark);
    QByteArrayList parts = path.split('/');
    if (!parts.isEmpty() && parts.first().isEmpty())
        parts.removeFirst();
    while (!parts.isEmpty() && parts.last().isEmpty())
        parts.removeLast();
    for (const QByteArray &part : std::as_const(parts))
        request.segments.append(decoded(part));
    if (mark < 0)
        return;
    const QByteArrayList items = target.mid(mark + 1).split('&');
    for (QByteArray item : items) {
        if (item.isEmpty())
            continue;
        item.replace('+', ' ');
        const qsizetype equals = item.indexOf('=');
        request.query.append({decoded(equals < 0 ? item : item.left(equals)), equals < 0 ? QString() : decoded(item.mid(equals + 1))});
    }
}

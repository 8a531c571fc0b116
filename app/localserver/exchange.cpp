#include "app/localserver/exchange.h"

namespace {

QString decoded(QByteArray text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text));
}

}

Exchange::Exchange(const char *target)
{
    clock.start();
    readTarget(target);
}

void Exchange::readTarget(const QByteArray &target)
{
    const qsizetype mark = target.indexOf('?');
    const QByteArray path = target.left(mark);
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
        request.query.append({decoded(item.left(equals)), equals < 0 ? QString() : decoded(item.mid(equals + 1))});
    }
}

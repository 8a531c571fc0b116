#include "app/values/timestamp.h"

#include <QRegularExpression>
#include <QTimeZone>

namespace timestamp {

namespace {

std::optional<QDateTime> fromUnix(const QString &digits)
{
    bool ok = false;
    const qint64 number = digits.toLongLong(&ok);
    if (!ok)
        return std::nullopt;
    if (digits.size() == 10)
        return QDateTime::fromSecsSinceEpoch(number, Qt::UTC);
    if (digits.size() == 13)
        return QDateTime::fromMSecsSinceEpoch(number, Qt::UTC);
    if (digits.size() == 19)
        return QDateTime::fromMSecsSinceEpoch(number / 1'000'000, Qt::UTC);
    return std::nullopt;
}

}

std::optional<QDateTime> parse(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^(\\d{4})-(\\d{2})-(\\d{2})(?:[T ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?"
                       "\\s*(Z|UTC|[+-]\\d{2}:?\\d{2}(?::\\d{2})?)?)?$"),
        QRegularExpression::CaseInsensitiveOption);
    const QString trimmed = text.trimmed();
    const auto match = form.match(trimmed);
    if (!match.hasMatch())
        return fromUnix(trimmed);
    const QDate date(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt());
    const int milliseconds = match.captured(7).leftJustified(3, u'0', true).toInt();
    const QTime time(match.captured(4).toInt(), match.captured(5).toInt(), match.captured(6).toInt(), milliseconds);
    if (!date.isValid() || !time.isValid())
        return std::nullopt;
    QDateTime moment(date, time, Qt::UTC);
    QString zone = match.captured(8);
    if (zone.startsWith(u'+') || zone.startsWith(u'-')) {
        const int sign = zone.startsWith(u'-') ? -1 : 1;
        zone.remove(u':');
        moment = moment.addSecs(-sign * (zone.mid(1, 2).toInt() * 3600 + zone.mid(3, 2).toInt() * 60 + zone.mid(5, 2).toInt()));
    }
    return moment;
}

QString forServer(const QDateTime &moment)
{
    return moment.toUTC().toString(u"yyyy-MM-dd HH:mm:ss.zzz");
}

QString fromServer(const QDateTime &moment)
{
    const QDateTime utc = moment.toUTC();
    return utc.toString(utc.time().msec() ? u"yyyy-MM-ddTHH:mm:ss.zzz" : u"yyyy-MM-ddTHH:mm:ss");
}

}

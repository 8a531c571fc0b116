#include "ui/widgets/relativetime.h"

#include "app/values/timestamp.h"

#include <QCoreApplication>
#include <QLocale>

namespace {

struct RelativeTime {
    Q_DECLARE_TR_FUNCTIONS(RelativeTime)
};

}

QString relativeTime(const QDateTime &moment, const QDateTime &now)
{
    const qint64 seconds = moment.secsTo(now);
    const qint64 days = moment.toLocalTime().date().daysTo(now.toLocalTime().date());
    // Clocks of two machines differ: a little in the future is now.
    if (seconds < -60 || days > 7)
        return QLocale().toString(moment.toLocalTime().date(), QLocale::ShortFormat);
    if (seconds < 60)
        return RelativeTime::tr("just now");
    if (seconds < 3600)
        return RelativeTime::tr("%1 min ago").arg(seconds / 60);
    if (days == 0 || seconds < 6 * 3600)
        return RelativeTime::tr("%1 h ago").arg(seconds / 3600);
    if (days == 1)
        return RelativeTime::tr("yesterday");
    return RelativeTime::tr("%1 days ago").arg(days);
}

QString relativeTime(const QString &timestamp)
{
    const auto moment = timestamp::parse(timestamp);
    return moment ? relativeTime(*moment) : timestamp;
}

QString absoluteTime(const QDateTime &moment)
{
    return QLocale().toString(moment.toLocalTime(), QLocale::LongFormat);
}

QString absoluteTime(const QString &timestamp)
{
    const auto moment = timestamp::parse(timestamp);
    return moment ? absoluteTime(*moment) : timestamp;
}

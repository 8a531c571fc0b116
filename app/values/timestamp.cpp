#include "app/values/timestamp.h"

#include <QHash>
#include <QRegularExpression>

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

// 2014年04月08日11时25分18秒 with the signs of other forms.
QString inDigits(QString text)
{
    if (!text.contains(u'年'))
        return text;
    return text.replace(u'年', u'-').replace(u'月', u'-').replace(u'日', u' ').replace(u'时', u':').replace(u'分', u':').remove(u'秒').trimmed();
}

// Clients write out only zones of a few names. Source of the list: RFC 2822, section 4.3.
std::optional<int> zoneSeconds(const QString &zone)
{
    static const QHash<QString, int> hours{{QString(), 0}, {QStringLiteral("Z"), 0}, {QStringLiteral("UT"), 0}, {QStringLiteral("UTC"), 0},
        {QStringLiteral("GMT"), 0}, {QStringLiteral("EST"), -5}, {QStringLiteral("EDT"), -4}, {QStringLiteral("CST"), -6}, {QStringLiteral("CDT"), -5},
        {QStringLiteral("MST"), -7}, {QStringLiteral("MDT"), -6}, {QStringLiteral("PST"), -8}, {QStringLiteral("PDT"), -7}};
    if (!zone.startsWith(u'+') && !zone.startsWith(u'-')) {
        const auto known = hours.constFind(zone.toUpper());
        return known == hours.constEnd() ? std::nullopt : std::optional(*known * 3600);
    }
    const QString digits = QString(zone).remove(u':').mid(1);
    const int seconds = digits.mid(0, 2).toInt() * 3600 + digits.mid(2, 2).toInt() * 60 + digits.mid(4, 2).toInt();
    return zone.startsWith(u'-') ? -seconds : seconds;
}

// 70 is 1970 and 69 is 2069, as POSIX has it.
int wholeYear(const QString &year)
{
    const int number = year.toInt();
    return year.size() > 2 ? number : number < 70 ? 2000 + number : 1900 + number;
}

int monthNumber(const QString &month)
{
    static const QString names = QStringLiteral("janfebmaraprmayjunjulaugsepoctnovdec");
    const qsizetype at = names.indexOf(month.left(3).toLower());
    return at < 0 ? month.toInt() : int(at / 3) + 1;
}

// The date that a text begins with, and the rest of the text.
QDate leadingDate(const QString &text, QString &rest)
{
    // Named y, m and d in each form; the month in letters or digits.
    static const QString month = QStringLiteral(
        "(?<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?");
    static const QList<QRegularExpression> forms = [] {
        const QString year = QStringLiteral("(?<y>\\d{4}|\\d{2})(?!\\d)");
        const QString day = QStringLiteral("(?<d>\\d{1,2})");
        const QString number = QStringLiteral("(?<m>\\d{1,2})");
        const QString fullYear = QStringLiteral("(?<y>\\d{4})");
        QList<QRegularExpression> made;
        for (const QString &form : {QStringLiteral("(?<y>\\d{4})-(?<m>\\d{2})-(?<d>\\d{2})"), fullYear + QStringLiteral("([/.])") + number + QStringLiteral("\\2") + day,
                 fullYear + u'-' + month + u'-' + day, number + QStringLiteral("([/.])") + day + QStringLiteral("\\2") + year,
                 month + QStringLiteral("\\s+") + day + QStringLiteral("(?:,\\s*|\\s+)") + year,
                 day + QStringLiteral("(?:\\s+|-)") + month + QStringLiteral("(?:,?\\s+|-)") + year,
                 QStringLiteral("(?<y>\\d{2})(?<m>\\d{2})(?<d>\\d{2})(?=\\s+\\d{1,2}:)")})
            made.append(QRegularExpression(u'^' + form + QStringLiteral("(?!\\d)"), QRegularExpression::CaseInsensitiveOption));
        return made;
    }();
    for (const QRegularExpression &form : forms) {
        const auto match = form.match(text);
        if (!match.hasMatch())
            continue;
        rest = text.mid(match.capturedLength());
        return {wholeYear(match.captured(QStringLiteral("y"))), monthNumber(match.captured(QStringLiteral("m"))), match.captured(QStringLiteral("d")).toInt()};
    }
    return {};
}

// The hour of a clock with AM and PM; -1 where there is no such hour.
int wholeHour(int hour, const QString &half)
{
    if (half.isEmpty())
        return hour;
    if (hour < 1 || hour > 12)
        return -1;
    return hour % 12 + (half.startsWith(u'p', Qt::CaseInsensitive) ? 12 : 0);
}

}

std::optional<QDateTime> parse(const QString &text)
{
    static const QRegularExpression clock(QStringLiteral("^(?:(?:T|,?\\s+(?:at\\s+)?)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?\\s*([ap]m)?)?"
                                                         "\\s*([A-Z]{1,3}|[+-]\\d{2}(?::?\\d{2}(?::\\d{2})?)?)?$"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression weekday(QStringLiteral("^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\\s+"), QRegularExpression::CaseInsensitiveOption);
    const QString trimmed = text.trimmed();
    if (const auto moment = fromUnix(trimmed))
        return moment;
    QString rest;
    const QDate date = leadingDate(inDigits(trimmed).remove(weekday), rest);
    const auto match = clock.match(rest);
    if (!date.isValid() || !match.hasMatch())
        return std::nullopt;
    const int milliseconds = match.captured(4).leftJustified(3, u'0', true).toInt();
    const QTime time(wholeHour(match.captured(1).toInt(), match.captured(5)), match.captured(2).toInt(), match.captured(3).toInt(), milliseconds);
    const auto seconds = zoneSeconds(match.captured(6));
    if (!time.isValid() || !seconds)
        return std::nullopt;
    return QDateTime(date, time, Qt::UTC).addSecs(-*seconds);
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

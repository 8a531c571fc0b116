#pragma once

#include <QDateTime>

/// "2 minutes ago", "yesterday", "12 Mar 2024": for tables. Beyond a week the date alone.
QString relativeTime(const QDateTime &moment, const QDateTime &now = QDateTime::currentDateTimeUtc());
/// The same for a moment as the server wrote it; the text itself where it is no moment.
QString relativeTime(const QString &timestamp);
/// Date and time by the locale, in the zone of the person: for the tooltip beside relativeTime.
QString absoluteTime(const QDateTime &moment);
QString absoluteTime(const QString &timestamp);

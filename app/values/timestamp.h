#pragma once

#include <QDateTime>

#include <optional>

/// The server's three spellings of a moment, read and written in one place.
namespace timestamp {

/// Reads what the server sends or takes: ISO 8601 with T or a space, with or without zone (none means UTC) and fraction;
/// the display form of events ("2024-07-02 3:04:05.0 +00:00:00"); Unix seconds of 10 digits, milliseconds of 13, nanoseconds of 19;
/// and the forms that servers know besides: "May 8, 2009 5:57:51 PM", "14 May 2019 19:11", "Wed, 02 Jun 2021 06:31:39 GMT",
/// "2021-Feb-21", "03/19/2012 10:11" (the month first), "2014/3/31", "3.31.2014", "171113 14:14:20", "2014年04月08日11时25分18秒".
/// A date alone is midnight. Nothing for any other text, a time without a date among them. The result is in UTC.
std::optional<QDateTime> parse(const QString &text);

/// The one form every server accepts: "yyyy-MM-dd HH:mm:ss.zzz" in UTC. The form with T and no zone, which servers send, is
/// one they refuse.
QString forServer(const QDateTime &moment);

/// The form servers answer with: ISO 8601, UTC without a zone letter, milliseconds only where there are any.
QString fromServer(const QDateTime &moment);

}

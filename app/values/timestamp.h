#pragma once

#include <QDateTime>

#include <optional>

/// The server's three spellings of a moment, read and written in one place.
namespace timestamp {

/// Reads what the server sends or takes: ISO 8601 with T or a space, with or without zone (none means UTC) and fraction;
/// the display form of events ("2024-07-02 3:04:05.0 +00:00:00"); a date alone (midnight UTC); Unix seconds of 10 digits,
/// milliseconds of 13, nanoseconds of 19. Nothing for any other text. The result is in UTC.
std::optional<QDateTime> parse(const QString &text);

/// The one form every server accepts: "yyyy-MM-dd HH:mm:ss.zzz" in UTC. The form with T and no zone, which servers send, is
/// one they refuse.
QString forServer(const QDateTime &moment);

/// The form servers answer with: ISO 8601, UTC without a zone letter, milliseconds only where there are any.
QString fromServer(const QDateTime &moment);

}

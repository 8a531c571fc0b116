#pragma once

#include "app/api/httpanswer.h"
#include "app/values/error.h"

#include <QNetworkReply>

#include <chrono>

/// The one place where an HTTP status, a broken connection or an answer that makes no sense becomes an Error.
namespace errormapping {

/// An answer outside 2xx. Its message is the server's own: {"message"} as Trieve writes it, else the text of a text or HTML
/// body in one short sentence, else a sentence of ours.
Error fromAnswer(const HttpAnswer &answer);

/// No whole answer came. Not for our own aborts: those are canceled() or timedOut(), which the library cannot tell apart.
Error fromReply(const QNetworkReply &reply);
/// The same where only the library's code and words are known; without a certificate's troubles.
Error fromTransport(QNetworkReply::NetworkError code, const QString &words);

/// A 2xx whose body is not what the operation answers; reason says where it went wrong.
Error malformed(const HttpAnswer &answer, const QString &reason);

/// A 2xx that some other web server gave: a portal's login page, a proxy, a wrong address.
Error webPage(const HttpAnswer &answer);

Error canceled();
/// The whole answer was not there in time.
Error timedOut(std::chrono::milliseconds limit);
/// A stream gave no byte for too long.
Error fellSilent(std::chrono::milliseconds limit);
/// Refused by us, before anything was sent.
Error refused(const QString &reason);

}

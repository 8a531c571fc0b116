#pragma once

#include "app/values/error.h"

#include <QSslError>

#include <optional>

class QNetworkReply;

/// What is wrong with a server's certificate, in words for a person: each fault, then whose it is, who signed it, its dates and its
/// fingerprint, by which its owner can tell it from a stranger's.
namespace certificatetrouble {

/// Remembers what the reply says of the certificate; nothing is ever ignored.
void watch(QNetworkReply &reply);
/// Nothing where the certificate was not the trouble.
std::optional<Error> of(const QNetworkReply &reply);
Error of(const QList<QSslError> &faults, const QString &host);
/// A handshake that failed for something else than the server's certificate; words are the library's.
Error ofHandshake(const QString &words);

}

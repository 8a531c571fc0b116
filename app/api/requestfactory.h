#pragma once

#include "app/api/apirequest.h"
#include "app/api/connection.h"
#include "app/api/patience.h"
#include "app/values/error.h"

#include <QNetworkRequest>

#include <optional>

class QNetworkAccessManager;
class QNetworkReply;

/// Makes the request of an operation on a connection: the address, the headers every keyed request carries, and what the network
/// library must not do by itself: follow a redirect with the key, keep cookies, ask for passwords, use HTTP/2, repeat what may be
/// carried out only once.
namespace requestfactory {

/// Where a request carries the role that it needs, for what is said of its refusal.
constexpr auto roleAttribute = QNetworkRequest::User;

/// Why the request may not be sent, nothing if it may.
std::optional<Error> objection(const Connection &connection, const ApiRequest &request);

std::chrono::milliseconds deadline(const ApiRequest &request, const Patience &patience);

/// Sends. inactivity is the library's own timer, reset by each byte.
QNetworkReply *send(QNetworkAccessManager &manager, const Connection &connection, const ApiRequest &request,
    std::chrono::milliseconds inactivity);

}

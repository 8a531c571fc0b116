#pragma once

#include "app/localserver/request.h"
#include "app/localserver/response.h"
#include "app/localserver/router.h"

#include <QElapsedTimer>

#include <optional>

/// One request from its first line to its answer. Belongs to the thread of its connection.
class HttpExchange
{
public:
    /// The target as it stands in the request line, still encoded.
    explicit HttpExchange(const char *target);

    Request request;
    Router::Match match;
    /// Set as soon as it is clear that the request will be refused; its body is then read and thrown away.
    std::optional<Response> refusal;
    bool begun = false;
    /// Bytes of the body so far, kept or not, and those that count against the server's limit.
    qint64 receivedBytes = 0;
    qint64 heldBytes = 0;
    QElapsedTimer clock;

private:
    void readTarget(const QByteArray &target);
};

#pragma once

#include "app/values/json.h"

/// A request to a server and what came of it, as the request log keeps it: secrets are masked and bodies cut before one is made.
struct RequestRecord {
    using Headers = QList<std::pair<QString, QString>>;

    /// When it was sent, in milliseconds since 1970, UTC.
    qint64 at = 0;
    /// The profile's name, for people.
    QString profile;
    QString method;
    /// Complete, without user and password.
    QString url;
    Headers requestHeaders;
    /// The beginning of the body; requestSize is all of it, in bytes.
    QByteArray requestBody;
    qint64 requestSize = 0;
    /// Nothing of the request's body was cut off.
    bool isWhole = true;
    /// Something of it is masked.
    bool isMasked = false;
    /// 0 where no answer came.
    int status = 0;
    Headers answerHeaders;
    QByteArray answerBody;
    qint64 answerSize = 0;
    qint64 milliseconds = 0;
    /// Why there is no answer, or none that could be used; empty where it went well.
    QString failure;
    /// Sending it again changes nothing on the server.
    bool isRead = false;

    /// The path of the address, as sent.
    QString path() const;
    /// The path's segments after /api, decoded; none where there is no /api.
    QStringList segments() const;
    /// TR-Dataset's value; empty where the request had none.
    QString dataset() const;
    bool failed() const { return !failure.isEmpty() || status < 200 || status >= 300; }

    Json toJson() const;
    static Result<RequestRecord> fromJson(const Json &json);

    bool operator==(const RequestRecord &) const = default;
};

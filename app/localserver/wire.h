#pragma once

#include "app/values/json.h"
#include "app/values/timestamp.h"

#include <QDateTime>

/// How stored values are written in answers.
namespace wire {

/// "2021-01-01T00:00:00", UTC.
inline QString moment(qint64 milliseconds)
{
    return timestamp::fromServer(QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC));
}

inline Json text(const std::optional<QString> &text)
{
    return text ? Json(*text) : Json();
}

/// Stored JSON, as it is.
inline Json verbatim(const std::optional<QByteArray> &json)
{
    return json ? Json::verbatim(*json) : Json();
}

/// How many pages of that size hold that many.
inline qint64 pages(qint64 count, qint64 pageSize)
{
    return (count + pageSize - 1) / pageSize;
}

}

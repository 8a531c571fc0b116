#pragma once

#include "app/localserver/caller.h"
#include "app/localserver/datasetrow.h"
#include "app/values/json.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QStringList>

#include <optional>

/// One request as a route sees it: decoded, authorised, with the dataset looked up. Lives for the call of its handler; copy what a
/// stream needs later.
class Request
{
public:
    /// Upper case.
    QByteArray method;
    /// The path, percent-decoded segment by segment, without empty ones at the end: {"api", "chunk", "a/b"}.
    QStringList segments;
    /// Names and values, percent-decoded, in their order.
    QList<std::pair<QString, QString>> query;
    /// Names in lower case.
    QHash<QByteArray, QByteArray> headers;
    QByteArray body;
    /// The key that the client sent.
    QByteArray key;
    /// What that key allows.
    Caller caller;
    /// What the pattern's {names} matched.
    QHash<QString, QString> parameters;
    /// The dataset of the TR-Dataset header; always there for routes of Scope::Dataset.
    std::optional<DatasetRow> dataset;

    /// A header by any spelling of its name; empty where it is absent.
    QByteArray header(QByteArrayView name) const { return headers.value(name.toByteArray().toLower()); }
    /// The last query item of that name.
    std::optional<QString> queryItem(QStringView name) const;
    /// What a {name} of the route's pattern matched.
    QString parameter(QStringView name) const { return parameters.value(name.toString()); }
    /// The same where it must be a UUID; Refusal 400 otherwise. Ids are stored in lower case, and so it comes back.
    QString idParameter(QStringView name) const;
    /// A page number in the path, at least 1 (0 counts as 1, as on real servers); Refusal 400 where it is not a number.
    qint64 pageParameter(QStringView name) const;
    /// The body parsed, with the settings of searches that the key prescribes; Refusal 400 where it is not JSON. Call it once.
    Json json() const;
    /// Whether the client asked for the old shapes with X-API-Version (V1, v1, 1.0).
    bool wantsV1() const;
};

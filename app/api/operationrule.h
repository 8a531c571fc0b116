#pragma once

#include "app/values/error.h"

#include <QStringList>

/// What is known of an operation before it is asked for: the least role of a key, as Trieve's own handlers ask for it (its OpenAPI
/// differs), and whether it changes anything on the server.
struct OperationRule {
    Error::Role role = Error::Role::Unknown;
    bool writes = true;
};

/// The rule of a verb ("POST") and the path's segments after /api. An operation that is not known reads where it is a GET and else
/// writes, so that none is ever taken for harmless by mistake.
OperationRule operationRule(const QString &verb, const QStringList &segments);

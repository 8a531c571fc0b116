#pragma once

#include "app/values/json.h"

class Database;

/// What happened to a dataset behind the answers: which chunks were indexed, changed, deleted. Kept with the dataset until it is deleted, the
/// newest ones only. Source: the worker events of real servers.
namespace eventlog {

/// So many of each dataset are kept at least.
constexpr int kept = 2000;

/// Every type that a request may name.
bool isType(const QString &type);
/// Within a write, where the dataset of that key exists; else nothing happens. The data is an object.
void note(Database &database, qint64 datasetKey, const char *type, const Json &data);

}

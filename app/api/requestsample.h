#pragma once

#include "app/values/requestrecord.h"

/// A logged request as code that a person can paste and run. The key is always the variable TRIEVE_API_KEY, never a value; a body of which
/// the log holds only the beginning, and secrets that were masked, are said in a comment.
namespace requestsample {

/// For a POSIX shell.
QString curl(const RequestRecord &record);
/// With the package trieve_py_client; with urllib where that has no such operation.
QString python(const RequestRecord &record);
/// With the package trieve-ts-sdk: its method where it has one, else its fetch().
QString typescript(const RequestRecord &record);
/// HTTP Archive 1.2, the form that browsers' tools read. Source: the specification by the W3C Web Performance group.
QByteArray har(const QList<RequestRecord> &records);

}

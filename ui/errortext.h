#pragma once

#include "app/values/error.h"

/// The sentences for a person: what did not work (the caller's words: "The chunk could not be saved."), why, what to do next,
/// the server's words and the request id. Plain text.
QString errorText(const QString &whatFailed, const Error &error);
/// Why, and what to do next, without the rest: for a tooltip or a row.
QString errorReason(const Error &error);
/// What happened, in a few words that end a sentence: "the server answered 503".
QString errorInShort(const Error &error);

#pragma once

#include <QString>

/// Text as the full-text index takes it, and as a query has to be prepared before it is cut into words: FTS5's unicode61 takes a run of
/// Chinese, Japanese or Korean characters for one word, so each of them is set apart by spaces ("東京 tower" -> "東 京 tower").
/// A word of a query that becomes several this way is a phrase.
QString searchableText(const QString &plain);

#pragma once

#include <QStringView>

/// Whether a word (any case) says so little that a search does better without it: "the", "how", "do".
bool isStopWord(QStringView word);

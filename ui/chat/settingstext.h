#pragma once

#include "app/models/answersettings.h"

/// The settings of answers as they are remembered between runs: "fulltext;8;0.5;model", empty where the dataset's apply. The model
/// is the last part, so that its name may hold anything.
QString settingsToText(const AnswerSettings &settings);
/// What cannot be read stays at its default.
AnswerSettings settingsFromText(const QString &text);

#pragma once

#include "app/values/json.h"

#include <QStringList>

/// How hits are marked. Source: HighlightOptions of the server's description.
struct HighlightOptions {
    bool isOn = true;
    /// Only words that are written as in the query, whatever their case; otherwise other forms of them, too.
    bool isExact = false;
    QStringList delimiters{QStringLiteral("?"), QStringLiteral(","), QStringLiteral("."), QStringLiteral("!")};
    /// Words in one highlight.
    qint64 maxLength = 8;
    /// Highlights of one chunk.
    qint64 maxNumber = 3;
    /// Words around a highlight, half of them on each side.
    qint64 window = 0;
    /// How good a highlight has to be, as a part of the best one of the chunk; 0 to 1.
    double threshold = 0.8;
    QString preTag = QStringLiteral("<mark><b>");
    QString postTag = QStringLiteral("</b></mark>");

    /// Reads "highlight_options" of a request, or the fields of it that stand in the request itself, as old clients have them.
    /// Refusal 400 for a field of the wrong type.
    static HighlightOptions fromRequest(const Json &body);
};

#pragma once

#include <QString>

/// A tooltip that shows the text as it is, with its lines: a tooltip takes text with a tag in it for HTML, and anybody may have written it.
/// Nothing for nothing.
inline QString plainToolTip(const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<p style=\"white-space: pre-wrap\">%1</p>").arg(text.left(2000).toHtmlEscaped());
}

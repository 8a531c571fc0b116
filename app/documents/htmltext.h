#pragma once

#include <QString>

/// The text that a reader sees of a piece of HTML: what block elements hold stands on lines of its own, character references are
/// decoded, scripts, styles and the head are left out, white space is folded except in pre. Text with no tag in it is taken for
/// plain text and keeps its `<`, its `&` and its lines; only whole character references (&amp;) are decoded there.
/// Takes any text, in linear time.
QString plainText(const QString &html);

/// Whether a text has any tag, comment or the like that HTML knows; what has none is plain text.
bool isHtml(QStringView text);

#pragma once

#include <QString>

/// Markdown (GitHub's dialect; HTML in it is kept) as HTML. A leading block of YAML front matter is left out, but for its title,
/// which becomes the title element.
QString htmlFromMarkdown(const QString &markdown);

/// Plain text as HTML: paragraphs are what blank lines part; everything else is escaped.
QString htmlFromPlainText(const QString &text);

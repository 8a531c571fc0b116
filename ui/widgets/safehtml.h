#pragma once

#include <QString>
#include <QUrl>

/// HTML of a chunk, which anybody may have written, made harmless for showing: only text elements on a list of allowed ones stay, with no
/// attribute but a link's http, https or mailto target and a table cell's spans; scripts, styles, frames, media and comments go with
/// what they hold; an image becomes a link that says so. Text that is no HTML comes out as text with its lines.
QString safeHtml(const QString &html);

/// The target of a link where a person may follow it (http, https, mailto), else an empty one.
QUrl safeTarget(const QString &target);

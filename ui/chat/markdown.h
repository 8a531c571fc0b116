#pragma once

#include <QSet>
#include <QString>

struct Theme;
class QFont;
class QUrl;

/// An answer's Markdown (the GitHub dialect) as HTML for a QTextDocument. Raw HTML in it is text. Links that a click may not open
/// (see mayOpen) become their text, images become links to them: nothing is ever loaded. Code blocks become tables of one cell with
/// a padding of codePadding, since a QTextDocument pads nothing else.
QString answerHtml(const QString &markdown);

/// Makes links "citation:n" of the citations [n], [1, 2], [doc 3] with 1 <= n <= sources, in HTML as answerHtml gives it: not
/// in code, not within links. The numbers that were found are added to cited.
QString linkCitations(const QString &html, int sources, QSet<int> *cited = nullptr);

/// http, https and mailto; everything else stays closed.
bool mayOpen(const QUrl &url);

/// The style of both for a document in that font.
QString chatStyleSheet(const Theme &theme, const QFont &font);

inline constexpr int codePadding = 10;

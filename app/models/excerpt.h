#pragma once

#include <QString>

/// The first words of a chunk's text for a row of a table: tags, scripts and styles taken out, the common entities read, white space
/// made single, headings set off. Looks no further than it must, so that a long body costs no more than a short one.
QString excerpt(const QString &html, int length = 160);

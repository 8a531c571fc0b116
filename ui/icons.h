#pragma once

#include <QIcon>

class QColor;

/// What an icon is painted in: the look's text colours and the colours of a state.
enum class Tint { Text, Secondary, Accent, AccentText, Positive, Warning, Negative };

/// One of our line icons (resources/icons/<name>.svg), painted in the palette's text colour whatever the look is.
/// An unknown name is a mistake of ours and gives an empty icon and a warning.
QIcon icon(const QString &name);
/// The same in another colour of the look, read anew whenever it is painted: it follows a change of the look.
QIcon icon(const QString &name, Tint tint);
/// The colour of the look that is in force.
QColor tintColour(Tint tint);

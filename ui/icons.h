#pragma once

#include <QIcon>

/// One of our line icons (resources/icons/<name>.svg), painted in the palette's text colour whatever the look is.
/// An unknown name is a mistake of ours and gives an empty icon and a warning.
QIcon icon(const QString &name);

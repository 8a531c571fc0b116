#pragma once

#include <QColor>

class QApplication;

/// The named colours of one look; the only place where a colour is written as a literal.
struct Theme {
    bool dark = false;
    QColor window;
    QColor surface;
    QColor raised;
    QColor border;
    QColor text;
    QColor secondaryText;
    QColor accent;
    QColor accentText;
    QColor positive;
    QColor warning;
    QColor negative;
    QColor selection;
    QColor codeBackground;
};

const Theme &lightTheme();
const Theme &darkTheme();
/// The look that is in force; widgets that hold colours of it read them again on QEvent::PaletteChange.
const Theme &currentTheme();
/// A colour on the way between two of the look: 0 is the first, 1 the second.
QColor blend(const QColor &from, const QColor &to, qreal part);
/// Sets the style (see FlatStyle for the properties that widgets may carry) and the palette of the whole program.
void applyTheme(QApplication &application, const Theme &theme);

#pragma once

#include <QColor>
#include <QRect>

class QPainter;
class QStyleOption;
class QStyleOptionToolButton;
class QWidget;

/// The strokes that the controls of the flat style are made of.
namespace stylepainting {

inline constexpr qreal radius = 5;
inline constexpr int rowHeight = 28;
inline constexpr int menuChevronWidth = 18;

bool says(const QWidget *widget, const char *property);
bool isEnabled(const QStyleOption *option);
bool isHovered(const QStyleOption *option);
bool isPressed(const QStyleOption *option);

/// An invalid colour leaves that part out.
void drawBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &line, qreal corner = radius);
void drawFocus(QPainter *painter, const QRect &rect, qreal corner = radius);
/// A field to type into: what has the focus is framed in the accent colour.
void drawField(const QStyleOption *option, QPainter *painter);
/// name is that of an icon.
void drawChevron(QPainter *painter, const QRect &rect, const QString &name, bool enabled);

/// By the properties primary and destructive and by the state.
QColor fillOfButton(const QStyleOption *option, const QWidget *widget);
/// Whether the label stands on the accent or the negative colour.
bool isColoured(const QStyleOption *option, const QWidget *widget);
/// Buttons that show an icon alone are known by it; all others that open a menu say so.
bool showsMenuChevron(const QStyleOptionToolButton &button);

}

#include "ui/style/stylepainting.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QPainter>
#include <QStyleOption>
#include <QWidget>

namespace stylepainting {

bool says(const QWidget *widget, const char *property)
{
    return widget && widget->property(property).toBool();
}

bool isEnabled(const QStyleOption *option)
{
    return option->state.testFlag(QStyle::State_Enabled);
}

bool isHovered(const QStyleOption *option)
{
    return isEnabled(option) && option->state.testFlag(QStyle::State_MouseOver);
}

bool isPressed(const QStyleOption *option)
{
    return isEnabled(option) && option->state.testFlag(QStyle::State_Sunken);
}

void drawBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &line, qreal corner)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    painter->restore();
}

void drawFocus(QPainter *painter, const QRect &rect, qreal corner)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(currentTheme().accent, 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), corner, corner);
    painter->restore();
}

void drawField(const QStyleOption *option, QPainter *painter)
{
    const Theme &theme = currentTheme();
    const bool focused = isEnabled(option) && option->state.testFlag(QStyle::State_HasFocus);
    drawBox(painter, option->rect, isEnabled(option) ? option->palette.color(QPalette::Base) : theme.window,
        isHovered(option) ? blend(theme.border, theme.text, 0.25) : theme.border);
    if (focused)
        drawFocus(painter, option->rect);
}

void drawChevron(QPainter *painter, const QRect &rect, const QString &name, bool enabled)
{
    QRect square(0, 0, 12, 12);
    square.moveCenter(rect.center());
    icon(name, Tint::Secondary).paint(painter, square, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
}

QColor fillOfButton(const QStyleOption *option, const QWidget *widget)
{
    const Theme &theme = currentTheme();
    QColor fill = theme.raised;
    if (isEnabled(option) && says(widget, "primary"))
        fill = theme.accent;
    else if (isEnabled(option) && says(widget, "destructive"))
        fill = theme.negative;
    else if (option->state.testFlag(QStyle::State_On))
        fill = theme.selection;
    if (isPressed(option))
        return blend(fill, theme.text, 0.16);
    return isHovered(option) ? blend(fill, theme.text, 0.07) : fill;
}

bool isColoured(const QStyleOption *option, const QWidget *widget)
{
    return isEnabled(option) && (says(widget, "primary") || says(widget, "destructive"));
}

bool showsMenuChevron(const QStyleOptionToolButton &button)
{
    return button.features.testFlag(QStyleOptionToolButton::HasMenu) && !button.features.testFlag(QStyleOptionToolButton::MenuButtonPopup)
        && button.toolButtonStyle != Qt::ToolButtonIconOnly && !button.text.isEmpty();
}

}

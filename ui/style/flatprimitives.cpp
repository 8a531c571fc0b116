#include "ui/style/flatstyle.h"
#include "ui/style/stylepainting.h"
#include "ui/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;
using namespace stylepainting;

void FlatStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Theme &theme = currentTheme();
    switch (element) {
    case PE_PanelButtonCommand:
        drawButton(option, painter, widget);
        return;
    case PE_FrameDefaultButton:
        return;
    case PE_PanelButtonTool:
        if (option->state.testFlag(State_On))
            drawBox(painter, option->rect, isHovered(option) ? blend(theme.selection, theme.text, 0.05) : theme.selection, {});
        else if (isHovered(option) || isPressed(option))
            drawBox(painter, option->rect, blend(option->palette.color(QPalette::Window), theme.text, isPressed(option) ? 0.12 : 0.07), {});
        return;
    case PE_PanelLineEdit:
        if (const auto *panel = qstyleoption_cast<const QStyleOptionFrame *>(option); panel && panel->lineWidth > 0)
            drawField(option, painter);
        return;
    case PE_FrameLineEdit:
        return;
    case PE_Frame:
        drawFrame(option, painter, widget);
        return;
    case PE_FrameFocusRect:
        drawFocus(painter, option->rect, 3);
        return;
    case PE_FrameGroupBox:
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorRadioButton:
        drawMark(element == PE_IndicatorRadioButton, option, painter);
        return;
    case PE_IndicatorArrowDown:
        drawChevron(painter, option->rect, u"chevron-down"_s, isEnabled(option));
        return;
    case PE_IndicatorArrowRight:
        drawChevron(painter, option->rect, u"chevron-right"_s, isEnabled(option));
        return;
    case PE_IndicatorArrowLeft:
        drawChevron(painter, option->rect, u"chevron-left"_s, isEnabled(option));
        return;
    case PE_IndicatorBranch:
        if (option->state.testFlag(State_Children))
            drawChevron(painter, option->rect, option->state.testFlag(State_Open) ? u"chevron-down"_s : u"chevron-right"_s, isEnabled(option));
        return;
    case PE_PanelItemViewRow:
        return;
    case PE_PanelItemViewItem:
        drawItemPanel(option, painter, widget);
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), theme.border);
        return;
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem:
        return;
    case PE_PanelStatusBar:
        painter->fillRect(QRect(option->rect.topLeft(), QSize(option->rect.width(), 1)), theme.border);
        return;
    case PE_FrameMenu:
        drawBox(painter, option->rect, {}, theme.border, 0);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, theme.raised);
        drawBox(painter, option->rect, {}, theme.border, 0);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void FlatStyle::drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Theme &theme = currentTheme();
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const QColor fill = fillOfButton(option, widget);
    if (button && button->features.testFlag(QStyleOptionButton::Flat)) {
        if (isHovered(option) || isPressed(option) || option->state.testFlag(State_On))
            drawBox(painter, option->rect, blend(option->palette.color(QPalette::Window), theme.text, isPressed(option) ? 0.12 : 0.07), {});
    } else {
        drawBox(painter, option->rect, isEnabled(option) ? fill : theme.window, isColoured(option, widget) ? fill : theme.border);
    }
}

void FlatStyle::drawMark(bool round, const QStyleOption *option, QPainter *painter) const
{
    const bool on = option->state.testFlag(State_On);
    const bool part = option->state.testFlag(State_NoChange);
    const Theme &theme = currentTheme();
    const QRect box = option->rect;
    const QColor fill = !isEnabled(option) ? theme.window : on || part ? theme.accent : theme.surface;
    drawBox(painter, box, isHovered(option) ? blend(fill, theme.text, 0.08) : fill,
        on && isEnabled(option) ? theme.accent : blend(theme.border, theme.text, 0.3), round ? box.width() / 2.0 : 3);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor mark = isEnabled(option) ? theme.accentText : theme.secondaryText;
    if (on && round) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(mark);
        painter->drawEllipse(QRectF(box).center(), box.width() / 5.0, box.width() / 5.0);
    } else if (on || part) {
        painter->setPen(QPen(mark, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF at = box.topLeft();
        const qreal unit = box.width() / 16.0;
        if (on)
            painter->drawPolyline(QPolygonF({at + QPointF(4, 8.3) * unit, at + QPointF(7, 11.2) * unit, at + QPointF(12, 5.2) * unit}));
        else
            painter->drawLine(at + QPointF(4.5, 8) * unit, at + QPointF(11.5, 8) * unit);
    }
    painter->restore();
}

void FlatStyle::drawItemPanel(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
    if (!item)
        return;
    const Theme &theme = currentTheme();
    if (item->state.testFlag(State_Selected))
        painter->fillRect(item->rect, theme.selection);
    else if (isHovered(item) && says(widget, "hover"))
        painter->fillRect(item->rect, blend(item->palette.color(QPalette::Base), theme.text, 0.05));
    else if (item->backgroundBrush.style() != Qt::NoBrush)
        painter->fillRect(item->rect, item->backgroundBrush);
}

void FlatStyle::drawFrame(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const bool isView = qobject_cast<const QAbstractItemView *>(widget);
    if (!isView && qobject_cast<const QAbstractScrollArea *>(widget))
        return drawField(option, painter);
    constexpr qreal viewCorner = 2;
    drawBox(painter, option->rect, {}, currentTheme().border, isView ? viewCorner : radius);
    if (isView && option->state.testFlag(State_HasFocus))
        drawFocus(painter, option->rect, viewCorner);
}

#include "ui/style/flatstyle.h"
#include "ui/style/stylepainting.h"
#include "ui/theme.h"

#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;
using namespace stylepainting;

void FlatStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Theme &theme = currentTheme();
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option); button && isColoured(option, widget)) {
            QStyleOptionButton coloured(*button);
            coloured.palette.setColor(QPalette::ButtonText, theme.accentText);
            QProxyStyle::drawControl(element, &coloured, painter, widget);
            return;
        }
        break;
    case CE_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            proxy()->drawControl(CE_PushButtonBevel, option, painter, widget);
            proxy()->drawControl(CE_PushButtonLabel, option, painter, widget);
            if (option->state.testFlag(State_HasFocus)) {
                const bool coloured = isColoured(option, widget);
                if (coloured)
                    drawBox(painter, button->rect.adjusted(2, 2, -2, -2), {}, theme.accentText, 3);
                drawFocus(painter, button->rect);
            }
            return;
        }
        break;
    case CE_ToolButtonLabel:
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    case CE_HeaderSection:
        painter->fillRect(option->rect, theme.surface);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), theme.border);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, theme.surface);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), theme.border);
        return;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QStyleOptionHeaderV2 quiet;
            quiet.QStyleOptionHeader::operator=(*header);
            quiet.palette.setColor(QPalette::ButtonText, theme.secondaryText);
            quiet.state &= ~State_On;
            QProxyStyle::drawControl(element, &quiet, painter, widget);
            return;
        }
        break;
    case CE_Splitter:
        painter->fillRect(option->rect, isHovered(option) ? theme.accent : theme.border);
        return;
    case CE_TabBarTabShape:
        drawTab(option, painter, widget);
        return;
    case CE_MenuBarEmptyArea:
    case CE_MenuBarItem:
        painter->fillRect(option->rect, theme.window);
        if (element == CE_MenuBarItem) {
            const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            if (item && (isPressed(option) || option->state.testFlag(State_Selected)))
                drawBox(painter, option->rect.adjusted(0, 2, 0, -2), blend(theme.window, theme.text, 0.1), {});
            if (item)
                proxy()->drawItemText(painter, option->rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, option->palette,
                    isEnabled(option), item->text, QPalette::WindowText);
        }
        return;
    case CE_ShapedFrame:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine)) {
            const QRect rect = option->rect;
            painter->fillRect(frame->frameShape == QFrame::HLine ? QRect(rect.left(), rect.center().y(), rect.width(), 1)
                                                                 : QRect(rect.center().x(), rect.top(), 1, rect.height()), theme.border);
            return;
        }
        break;
    case CE_ProgressBarGroove:
        painter->fillRect(option->rect, blend(theme.window, theme.text, 0.1));
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void FlatStyle::drawTab(const QStyleOption *option, QPainter *painter, const QWidget *) const
{
    const Theme &theme = currentTheme();
    const QRect rect = option->rect;
    if (isHovered(option) && !option->state.testFlag(State_Selected))
        drawBox(painter, rect.adjusted(2, 2, -2, -4), blend(option->palette.color(QPalette::Window), theme.text, 0.06), {});
    if (option->state.testFlag(State_Selected))
        painter->fillRect(QRect(rect.left() + 6, rect.bottom() - 1, rect.width() - 12, 2), theme.accent);
    if (option->state.testFlag(State_HasFocus))
        drawFocus(painter, rect.adjusted(2, 2, -2, -4), 3);
}

void FlatStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    switch (control) {
    case CC_ComboBox:
        drawComboBox(option, painter, widget);
        return;
    case CC_SpinBox:
        drawSpinBox(option, painter, widget);
        return;
    case CC_ScrollBar:
        drawScrollBar(option, painter, widget);
        return;
    case CC_ToolButton:
        drawToolButton(option, painter, widget);
        return;
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

// A menu is announced by a chevron with a place of its own, not by a mark in the corner of the text.
void FlatStyle::drawToolButton(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    if (button && showsMenuChevron(*button)) {
        proxy()->drawPrimitive(PE_PanelButtonTool, option, painter, widget);
        QStyleOptionToolButton label(*button);
        label.rect.adjust(4, 0, -menuChevronWidth, 0);
        proxy()->drawControl(CE_ToolButtonLabel, &label, painter, widget);
        drawChevron(painter, QRect(option->rect.right() - menuChevronWidth, option->rect.top(), menuChevronWidth, option->rect.height()),
            u"chevron-down"_s, isEnabled(option));
    } else {
        QStyleOptionToolButton plain(*button);
        plain.features &= ~QStyleOptionToolButton::HasMenu;
        QProxyStyle::drawComplexControl(CC_ToolButton, button->features.testFlag(QStyleOptionToolButton::MenuButtonPopup) ? option : &plain, painter, widget);
    }
    if (option->state.testFlag(State_HasFocus) && option->state.testFlag(State_KeyboardFocusChange))
        drawFocus(painter, option->rect);
}

void FlatStyle::drawComboBox(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option);
    if (box && box->editable) {
        drawField(option, painter);
    } else {
        drawBox(painter, option->rect, isEnabled(option) ? fillOfButton(option, nullptr) : currentTheme().window, currentTheme().border);
        if (option->state.testFlag(State_HasFocus))
            drawFocus(painter, option->rect);
    }
    drawChevron(painter, proxy()->subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget), u"chevron-down"_s, isEnabled(option));
}

void FlatStyle::drawSpinBox(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    drawField(option, painter);
    const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
    if (!spin || spin->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto arrow = [&](SubControl part, QAbstractSpinBox::StepEnabledFlag step, bool up) {
        const QRect rect = proxy()->subControlRect(CC_SpinBox, option, part, widget);
        const QPointF middle = QRectF(rect).center();
        const bool possible = spin->stepEnabled.testFlag(step) && isEnabled(option);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(possible ? currentTheme().secondaryText : currentTheme().border, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const qreal rise = up ? -1.5 : 1.5;
        painter->drawPolyline(QPolygonF({middle + QPointF(-3, -rise), middle + QPointF(0, rise), middle + QPointF(3, -rise)}));
        painter->restore();
    };
    arrow(SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, true);
    arrow(SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, false);
}

void FlatStyle::drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const Theme &theme = currentTheme();
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!slider || slider->minimum == slider->maximum)
        return;
    const QRect thumb = proxy()->subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget).adjusted(2, 2, -2, -2);
    const bool active = option->activeSubControls.testFlag(SC_ScrollBarSlider) && (isHovered(option) || isPressed(option));
    drawBox(painter, thumb, blend(theme.surface, theme.text, active ? 0.5 : 0.28), {}, qMin(thumb.width(), thumb.height()) / 2.0);
}

QRect FlatStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    // Scroll bars have no arrow buttons: the groove is all of it.
    if (control == CC_ScrollBar) {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (!bar)
            return {};
        const bool horizontal = bar->orientation == Qt::Horizontal;
        const int length = horizontal ? bar->rect.width() : bar->rect.height();
        const qint64 range = qint64(bar->maximum) - bar->minimum + bar->pageStep;
        const int thumb = qBound(24, range > 0 ? int(qint64(length) * bar->pageStep / range) : length, qMax(24, length));
        const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb, bar->upsideDown);
        const auto along = [&](int from, int size) {
            return visualRect(bar->direction, bar->rect, horizontal ? QRect(bar->rect.left() + from, bar->rect.top(), size, bar->rect.height())
                                                                    : QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), size));
        };
        switch (part) {
        case SC_ScrollBarGroove:
            return bar->rect;
        case SC_ScrollBarSlider:
            return along(start, thumb);
        case SC_ScrollBarSubPage:
            return along(0, start);
        case SC_ScrollBarAddPage:
            return along(start + thumb, length - start - thumb);
        default:
            return {};
        }
    }
    if (control == CC_SpinBox && part == SC_SpinBoxFrame)
        return option->rect;
    return QProxyStyle::subControlRect(control, option, part, widget);
}

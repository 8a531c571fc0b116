#include "ui/flatstyle.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QSplitterHandle>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace {

constexpr qreal radius = 5;
constexpr int rowHeight = 28;
constexpr int menuChevronWidth = 18;
constexpr int fieldPadding = 6;

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

void drawBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &line, qreal corner = radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    painter->restore();
}

void drawFocus(QPainter *painter, const QRect &rect, qreal corner = radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(currentTheme().accent, 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), corner, corner);
    painter->restore();
}

/// A field to type into: what has the focus is framed in the accent colour.
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

/// Buttons that show an icon alone are known by it; all others that open a menu say so.
bool showsMenuChevron(const QStyleOptionToolButton &button)
{
    return button.features.testFlag(QStyleOptionToolButton::HasMenu) && !button.features.testFlag(QStyleOptionToolButton::MenuButtonPopup)
        && button.toolButtonStyle != Qt::ToolButtonIconOnly && !button.text.isEmpty();
}

QFont resized(QFont font, qreal points)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() + points);
    return font;
}

void dressLabel(QLabel *label, const QString &look)
{
    const Theme &theme = currentTheme();
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    QColor text = theme.text;
    if (look == "title"_L1) {
        font = resized(font, 2);
        font.setWeight(QFont::DemiBold);
    } else if (look == "section"_L1) {
        font = resized(font, -1);
        font.setWeight(QFont::DemiBold);
        font.setCapitalization(QFont::AllUppercase);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.6);
        text = theme.secondaryText;
    } else if (look == "secondary"_L1) {
        font = resized(font, -1);
        text = theme.secondaryText;
    } else if (look == "error"_L1) {
        font = resized(font, -1);
        text = theme.negative;
    } else if (look == "code"_L1) {
        font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    }
    label->setFont(font);
    QPalette palette;
    palette.setColor(QPalette::WindowText, text);
    label->setPalette(palette);
}

}

FlatStyle::FlatStyle() : QProxyStyle(QStyleFactory::create(u"Fusion"_s)) { }

void FlatStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (auto *label = qobject_cast<QLabel *>(widget); label && !label->property("look").isNull())
        dressLabel(label, label->property("look").toString());
    if (widget->property("ground").toString() == "surface"_L1) {
        QPalette palette;
        palette.setColor(QPalette::Window, currentTheme().surface);
        widget->setPalette(palette);
        widget->setAutoFillBackground(true);
    }
    if (auto *table = qobject_cast<QTableView *>(widget)) {
        table->setShowGrid(false);
        table->setWordWrap(false);
        table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
        table->verticalHeader()->setDefaultSectionSize(rowHeight);
        table->horizontalHeader()->setHighlightSections(false);
        table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QSplitterHandle *>(widget) || widget->inherits("QComboBox")
        || widget->inherits("QAbstractSpinBox") || widget->inherits("QLineEdit") || widget->inherits("QScrollBar"))
        widget->setAttribute(Qt::WA_Hover);
}

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
            drawBox(painter, option->rect, blend(option->palette.color(QPalette::Window), theme.text, isPressed(option) ? 0.16 : 0.08), {});
        return;
    case PE_PanelLineEdit:
        if (const auto *panel = qstyleoption_cast<const QStyleOptionFrame *>(option); panel && panel->lineWidth > 0)
            drawField(option, painter);
        return;
    case PE_FrameLineEdit:
        return;
    case PE_Frame:
        if (qobject_cast<const QAbstractItemView *>(widget)) {
            painter->fillRect(option->rect, Qt::transparent);
            drawBox(painter, option->rect, {}, theme.border, 2);
            if (option->state.testFlag(State_HasFocus))
                drawFocus(painter, option->rect, 2);
        } else if (qobject_cast<const QAbstractScrollArea *>(widget)) {
            drawField(option, painter);
        } else {
            drawBox(painter, option->rect, {}, theme.border);
        }
        return;
    case PE_FrameFocusRect:
        drawFocus(painter, option->rect, 3);
        return;
    case PE_FrameGroupBox:
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorRadioButton: {
        const bool round = element == PE_IndicatorRadioButton;
        const bool on = option->state.testFlag(State_On);
        const bool part = option->state.testFlag(State_NoChange);
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
        return;
    }
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
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            if (item->state.testFlag(State_Selected))
                painter->fillRect(item->rect, theme.selection);
            else if (isHovered(item) && says(widget, "hover"))
                painter->fillRect(item->rect, blend(item->palette.color(QPalette::Base), theme.text, 0.05));
            else if (item->backgroundBrush.style() != Qt::NoBrush)
                painter->fillRect(item->rect, item->backgroundBrush);
        }
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
            drawBox(painter, option->rect, blend(option->palette.color(QPalette::Window), theme.text, isPressed(option) ? 0.16 : 0.08), {});
    } else {
        drawBox(painter, option->rect, isEnabled(option) ? fill : theme.window, isColoured(option, widget) ? fill : theme.border);
    }
}

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

QRect FlatStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    // The fields within combo and spin boxes have no frame of their own.
    const auto *field = qstyleoption_cast<const QStyleOptionFrame *>(option);
    return element == SE_LineEditContents && field && field->lineWidth > 0 ? rect.adjusted(fieldPadding - 2, 0, 2 - fieldPadding, 0) : rect;
}

QSize FlatStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        result.setWidth(result.width() + 8);
        result.setHeight(qMax(result.height(), rowHeight));
        break;
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        result.setHeight(qMax(result.height(), rowHeight));
        break;
    case CT_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            const bool text = button->toolButtonStyle != Qt::ToolButtonIconOnly && !button->text.isEmpty();
            result = result.expandedTo(QSize(rowHeight, rowHeight));
            if (text)
                result.rwidth() += 8;
            if (showsMenuChevron(*button))
                result.rwidth() += menuChevronWidth;
        }
        break;
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option); item && item->menuItemType != QStyleOptionMenuItem::Separator)
            result.setHeight(qMax(result.height(), 26));
        break;
    case CT_TabBarTab:
        result.setHeight(qMax(result.height(), 32));
        break;
    case CT_HeaderSection:
        result.setHeight(qMax(result.height(), rowHeight));
        break;
    default:
        break;
    }
    return result;
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SplitterWidth:
        return 1;
    case PM_ScrollBarExtent:
        return 11;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabOverlap:
        return 0;
    case PM_TabBarTabHSpace:
        return 24;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
        return 16;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_ToolBarItemSpacing:
        return 4;
    case PM_FocusFrameVMargin:
    case PM_FocusFrameHMargin:
        return 4;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int FlatStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ComboBox_Popup:
        return 0;
    case SH_DialogButtonLayout:
        return QDialogButtonBox::GnomeLayout;
    case SH_UnderlineShortcut:
        return widget && (widget->inherits("QMenu") || widget->inherits("QMenuBar"));
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 0;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

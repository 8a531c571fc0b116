#include "ui/widgets/chip.h"

#include "app/models/tooltip.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace {

constexpr int chipHeight = 22;
constexpr int side = 8;
constexpr int cross = 12;
constexpr int longest = 260;

}

Chip::Chip(const QString &text, QWidget *parent) :
    QAbstractButton(parent)
{
    setText(text);
    setAccessibleName(text.isEmpty() ? tr("(empty)") : text);
    setToolTip(plainToolTip(text));
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void Chip::setRemovable(const QString &accessibleName)
{
    m_removable = true;
    setAccessibleName(accessibleName);
    setAccessibleDescription(tr("Press Delete to remove"));
    updateGeometry();
}

QSize Chip::sizeHint() const
{
    const QString shown = text().isEmpty() ? tr("(empty)") : text();
    // Advances are whole pixels; the painted text may need a part of one more.
    const int width = fontMetrics().horizontalAdvance(shown) + 2 + 2 * side + (m_removable ? cross + 4 : 0);
    return {std::min(width, longest), chipHeight};
}

QSize Chip::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), 40), chipHeight};
}

QRect Chip::crossRect() const
{
    const QRect place(width() - side - cross + 2, (height() - cross) / 2, cross, cross);
    return isLeftToRight() ? place : QRect(side - 2, place.y(), cross, cross);
}

void Chip::paintEvent(QPaintEvent *)
{
    const Theme &theme = currentTheme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor base = blend(theme.surface, theme.accent, theme.dark ? 0.2 : 0.1);
    const bool lit = isEnabled() && (underMouse() || isDown());
    painter.setBrush(lit ? blend(base, theme.text, 0.08) : base);
    painter.setPen(hasFocus() ? QPen(theme.accent, 2) : QPen(blend(theme.surface, theme.accent, 0.35), 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    QRect words = rect().adjusted(side, 0, -side, 0);
    if (m_removable) {
        words.adjust(isLeftToRight() ? 0 : cross + 4, 0, isLeftToRight() ? -(cross + 4) : 0, 0);
        ::icon(u"close"_s, Tint::Secondary).paint(&painter, crossRect());
    }
    painter.setPen(theme.text);
    const QString shown = text().isEmpty() ? tr("(empty)") : text();
    painter.drawText(words, Qt::AlignVCenter | Qt::TextSingleLine, fontMetrics().elidedText(shown, Qt::ElideMiddle, words.width()));
}

void Chip::mouseReleaseEvent(QMouseEvent *event)
{
    const bool onCross = m_removable && crossRect().adjusted(-4, -4, 4, 4).contains(event->position().toPoint());
    QAbstractButton::mouseReleaseEvent(event);
    if (onCross)
        Q_EMIT removeRequested();
}

void Chip::keyPressEvent(QKeyEvent *event)
{
    if (m_removable && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)) {
        Q_EMIT removeRequested();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

#include "ui/chat/settingchip.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace {

constexpr int side = 9;
constexpr int pictureSize = 14;
constexpr int arrowSize = 10;
constexpr int widest = 260;

}

SettingChip::SettingChip(QWidget *parent)
    : QToolButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
}

int SettingChip::iconWidth() const
{
    return icon().isNull() ? 0 : pictureSize + (text().isEmpty() ? 0 : 5);
}

int SettingChip::arrowWidth() const
{
    return menu() ? arrowSize + 4 : 0;
}

QSize SettingChip::sizeHint() const
{
    ensurePolished();
    const int width = fontMetrics().horizontalAdvance(text()) + 2 + iconWidth() + arrowWidth() + 2 * (text().isEmpty() ? 5 : side);
    return {qMin(width, widest), fontMetrics().height() + 8};
}

void SettingChip::paintEvent(QPaintEvent *)
{
    const Theme &theme = currentTheme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool lit = isEnabled() && (underMouse() || isDown());
    painter.setPen(hasFocus() ? QPen(theme.accent, 2) : text().isEmpty() ? QPen(Qt::NoPen) : QPen(theme.border, 1));
    painter.setBrush(lit ? QBrush(blend(theme.surface, theme.text, 0.07)) : QBrush(Qt::NoBrush));
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    QRect inner = rect().adjusted(text().isEmpty() ? 5 : side, 0, -(text().isEmpty() ? 5 : side), 0);
    if (!icon().isNull())
        icon().paint(&painter, QRect(inner.left(), (height() - pictureSize) / 2, pictureSize, pictureSize), Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
    if (menu())
        ::icon(u"chevron-down"_s, Tint::Secondary).paint(&painter, QRect(inner.right() - arrowSize + 2, (height() - arrowSize) / 2 + 1, arrowSize, arrowSize));
    inner.adjust(iconWidth(), 0, -arrowWidth(), 0);
    painter.setPen(isEnabled() ? theme.text : theme.secondaryText);
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft, fontMetrics().elidedText(text(), Qt::ElideMiddle, inner.width()));
}

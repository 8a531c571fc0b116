#include "ui/profilebutton.h"

#include "app/models/tooltip.h"
#include "ui/icons.h"
#include "ui/keyroletext.h"
#include "ui/theme.h"

#include <QPainter>
#include <QStyleOptionToolButton>

using namespace Qt::StringLiterals;

namespace {

constexpr int dotSize = 10;

void drawDot(QPainter &painter, const QRectF &rect, const Profile &profile)
{
    const QColor colour(profile.colour);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour.isValid() ? colour : currentTheme().accent);
    painter.drawEllipse(rect);
    painter.restore();
}

}

ProfileButton::ProfileButton(QWidget *parent) : QToolButton(parent)
{
    setObjectName(u"profileButton"_s);
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ProfileButton::setProfile(const Profile &profile)
{
    m_profile = profile;
    announce();
}

void ProfileButton::setConnectionState(const QString &text, bool isTrouble)
{
    m_state = text;
    m_isTrouble = isTrouble;
    announce();
}

void ProfileButton::followKey(const KeyRole *role)
{
    if (m_key)
        m_key->disconnect(this);
    m_key = role;
    if (m_key)
        connect(m_key, &KeyRole::changed, this, &ProfileButton::announce);
    announce();
}

void ProfileButton::announce()
{
    setAccessibleName(tr("Connection: %1, %2").arg(m_profile.name, m_state));
    const QString key = keyRoleText(m_key);
    setAccessibleDescription(key);
    QStringList lines{m_profile.name, m_state, key, tr("Press for other connections")};
    lines.removeAll(QString());
    setToolTip(plainToolTip(lines.join(u'\n')));
    update();
}

QSize ProfileButton::sizeHint() const
{
    return QSize(180, 48);
}

void ProfileButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = currentTheme();
    QPainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    style()->drawPrimitive(QStyle::PE_PanelButtonTool, &option, &painter, this);

    const QRect inner = rect().adjusted(10, 5, -8, -5);
    drawDot(painter, QRectF(inner.left(), inner.top() + (inner.height() / 2 - dotSize) / 2.0, dotSize, dotSize), m_profile);
    const QRect chevron(inner.right() - 12, inner.center().y() - 6, 12, 12);
    ::icon(u"chevron-down"_s, Tint::Secondary).paint(&painter, chevron);

    const QRect text = inner.adjusted(dotSize + 8, 0, -20, 0);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    painter.setFont(strong);
    painter.setPen(theme.text);
    painter.drawText(QRect(text.left(), text.top(), text.width(), text.height() / 2), Qt::AlignVCenter,
        QFontMetrics(strong).elidedText(m_profile.name, Qt::ElideRight, text.width()));

    QFont small = font();
    small.setPointSizeF(small.pointSizeF() - 1);
    painter.setFont(small);
    painter.setPen(m_isTrouble ? theme.negative : theme.secondaryText);
    QRect second(text.left(), text.center().y() + 1, text.width(), text.height() / 2);
    if (m_isTrouble) {
        ::icon(u"warning"_s, Tint::Negative).paint(&painter, QRect(second.left(), second.center().y() - 6, 12, 12));
        second.setLeft(second.left() + 16);
    }
    painter.drawText(second, Qt::AlignVCenter, QFontMetrics(small).elidedText(m_state, Qt::ElideRight, second.width()));
    if (hasFocus() && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        QStyleOptionFocusRect focus;
        focus.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
    }
}

QIcon profileDot(const Profile &profile)
{
    QPixmap pixmap(32, 32);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawDot(painter, QRectF(3, 3, dotSize, dotSize), profile);
    return QIcon(pixmap);
}

#include "ui/productionstrip.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace {

constexpr int markWidth = 4;
constexpr qreal tintPart = 0.16;

}

ProductionStrip::ProductionStrip(QWidget *parent) : QWidget(parent), m_sign(new QLabel(this)), m_words(new QLabel(this))
{
    setObjectName(u"productionStrip"_s);
    m_words->setObjectName(u"productionWords"_s);
    m_words->setTextFormat(Qt::PlainText);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(markWidth + 14, 5, 12, 5);
    layout->setSpacing(8);
    layout->addWidget(m_sign);
    layout->addWidget(m_words, 1);
    paintSign();
    hide();
}

void ProductionStrip::setProfile(const Profile &profile)
{
    m_profile = profile;
    const QString where = profile.url.host();
    m_words->setText(profile.isReadOnly ? tr("Production: %1 (%2), read-only").arg(profile.name, where)
                                        : tr("Production: %1 (%2). Changes are real.").arg(profile.name, where));
    setVisible(profile.isProduction);
    update();
}

void ProductionStrip::paintEvent(QPaintEvent *)
{
    const Theme &theme = currentTheme();
    const QColor own(m_profile.colour);
    QPainter painter(this);
    painter.fillRect(rect(), blend(theme.window, theme.warning, tintPart));
    painter.fillRect(QRect(0, 0, markWidth, height()), own.isValid() ? own : theme.warning);
    painter.fillRect(QRect(0, height() - 1, width(), 1), blend(theme.window, theme.warning, 0.5));
}

void ProductionStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        paintSign();
    QWidget::changeEvent(event);
}

void ProductionStrip::paintSign()
{
    m_sign->setPixmap(icon(u"warning"_s, Tint::Text).pixmap(QSize(16, 16), devicePixelRatioF()));
}

#include "ui/widgets/messagebar.h"

#include "ui/errortext.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QGraphicsOpacityEffect>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPropertyAnimation>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace {

constexpr int expiryMilliseconds = 6000;
constexpr int narrowWidth = 420;
constexpr int fadeMilliseconds = 120;

Tint tintOf(MessageBar::Severity severity)
{
    switch (severity) {
    case MessageBar::Severity::Information:
        return Tint::Accent;
    case MessageBar::Severity::Positive:
        return Tint::Positive;
    case MessageBar::Severity::Warning:
        return Tint::Warning;
    case MessageBar::Severity::Negative:
        return Tint::Negative;
    }
    return Tint::Text;
}

QString iconOf(MessageBar::Severity severity)
{
    switch (severity) {
    case MessageBar::Severity::Information:
        return u"information"_s;
    case MessageBar::Severity::Positive:
        return u"check"_s;
    case MessageBar::Severity::Warning:
        return u"warning"_s;
    case MessageBar::Severity::Negative:
        return u"error"_s;
    }
    return {};
}

}

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(new QLabel(this)), m_retry(new QPushButton(tr("Retry"), this)), m_close(new QToolButton(this))
{
    setObjectName(u"messageBar"_s);
    m_text->setObjectName(u"messageText"_s);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_retry->setObjectName(u"retry"_s);
    m_close->setObjectName(u"closeMessage"_s);
    m_close->setAutoRaise(true);
    m_close->setIcon(icon(u"close"_s));
    m_close->setAccessibleName(tr("Close the message"));
    m_close->setToolTip(tr("Close the message"));

    m_row = new QHBoxLayout;
    m_row->setSpacing(8);
    m_row->addWidget(m_text, 1);
    m_row->addWidget(m_retry, 0, Qt::AlignVCenter | Qt::AlignLeft);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 4, 6);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addLayout(m_row, 1);
    layout->addWidget(m_close);

    m_expiry.setSingleShot(true);
    connect(&m_expiry, &QTimer::timeout, this, &MessageBar::dismiss);
    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(m_retry, &QPushButton::clicked, this, [this] {
        dismiss();
        Q_EMIT retryRequested();
    });
    hide();
}

void MessageBar::showMessage(Severity severity, const QString &text)
{
    m_severity = severity;
    m_text->setText(text);
    m_retry->hide();
    paintSeverity();
    if (severity == Severity::Information || severity == Severity::Positive)
        m_expiry.start(expiryMilliseconds);
    else
        m_expiry.stop();
    appear();
}

void MessageBar::showError(const QString &whatFailed, const Error &error, bool canRetry)
{
    showMessage(Severity::Negative, errorText(whatFailed, error));
    m_retry->setVisible(canRetry);
}

void MessageBar::dismiss()
{
    m_expiry.stop();
    m_text->clear();
    hide();
}

QString MessageBar::text() const
{
    return m_text->text();
}

void MessageBar::appear()
{
    setAccessibleName(m_text->text());
    const bool wasHidden = isHidden();
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    if (!wasHidden)
        return;
    auto *effect = new QGraphicsOpacityEffect(this);
    effect->setOpacity(0);
    setGraphicsEffect(effect);
    auto *fade = new QPropertyAnimation(effect, "opacity", effect);
    fade->setDuration(fadeMilliseconds);
    fade->setEndValue(1.0);
    // Without an effect text is painted sharper and cheaper; removing it deletes the animation too.
    connect(fade, &QPropertyAnimation::finished, this, [this] { setGraphicsEffect(nullptr); }, Qt::QueuedConnection);
    fade->start();
}

void MessageBar::paintSeverity()
{
    m_icon->setPixmap(icon(iconOf(m_severity), tintOf(m_severity)).pixmap(QSize(16, 16), devicePixelRatioF()));
    update();
}

void MessageBar::paintEvent(QPaintEvent *)
{
    const QColor tint = tintColour(tintOf(m_severity));
    QPainter painter(this);
    painter.fillRect(rect(), blend(currentTheme().surface, tint, currentTheme().dark ? 0.14 : 0.08));
    painter.fillRect(QRect(0, 0, 3, height()), tint);
    painter.fillRect(QRect(0, height() - 1, width(), 1), blend(currentTheme().border, tint, 0.3));
}

// In a narrow pane the button goes under the text, which would be a column of single words otherwise.
void MessageBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    m_row->setDirection(width() < narrowWidth ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void MessageBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        paintSeverity();
    QFrame::changeEvent(event);
}

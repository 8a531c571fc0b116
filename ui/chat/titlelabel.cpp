#include "ui/chat/titlelabel.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

TitleLabel::TitleLabel(QWidget *parent)
    : QLabel(parent)
{
    setProperty("look", u"title"_s);
    setTextFormat(Qt::PlainText);
    // See AnswerFooter.
    setForegroundRole(QPalette::WindowText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

QSize TitleLabel::minimumSizeHint() const
{
    return {40, QLabel::minimumSizeHint().height()};
}

void TitleLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(), Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()));
}

bool TitleLabel::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QLabel::event(event);
    const bool isCut = fontMetrics().horizontalAdvance(text()) > contentsRect().width();
    QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), isCut ? u"<p>"_s + text().toHtmlEscaped() + u"</p>"_s : QString(), this);
    return true;
}

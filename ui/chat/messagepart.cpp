#include "ui/chat/messagepart.h"

#include "ui/chat/markdown.h"
#include "ui/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextTable>

using namespace Qt::StringLiterals;

namespace {

bool isCitation(const QTextFragment &fragment)
{
    return fragment.charFormat().anchorHref().startsWith("citation:"_L1);
}

}

MessagePart::MessagePart(QWidget *parent)
    : QTextBrowser(parent)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    viewport()->setAutoFillBackground(false);
    setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    document()->setIndentWidth(26);
    document()->setUndoRedoEnabled(false);
    // With a fixed width the layout is made when it is asked for, not once more whenever the widget is shown or resized.
    setLineWrapMode(QTextEdit::FixedPixelWidth);
    ensurePolished();
    document()->setDefaultFont(font());
    document()->setDefaultStyleSheet(chatStyleSheet(currentTheme(), font()));
    connect(this, &QTextBrowser::anchorClicked, this, &MessagePart::activate);
    connect(this, &QTextBrowser::highlighted, this, &MessagePart::linkHovered);
}

void MessagePart::showHtml(const QString &html)
{
    setHtml(html);
    collectCitations();
}

void MessagePart::showText(const QString &text)
{
    setPlainText(text);
    m_citations.clear();
    m_hasQuotes = false;
}

void MessagePart::applyWidth(int width)
{
    if (width == m_width && lineWrapColumnOrWidth() == width)
        return;
    m_width = width;
    setLineWrapColumnOrWidth(width);
}

int MessagePart::heightFor(int width)
{
    applyWidth(width);
    const QSizeF size = document()->documentLayout()->documentSize();
    const bool overflows = size.width() > width + 1;
    return qMax(int(std::ceil(size.height())), fontMetrics().height()) + (overflows ? horizontalScrollBar()->sizeHint().height() : 0);
}

int MessagePart::idealWidth(int limit)
{
    applyWidth(limit);
    return qMin(limit, int(std::ceil(document()->idealWidth())) + 1);
}

QVariant MessagePart::loadResource(int, const QUrl &)
{
    // Not an invalid variant: for that one a document opens local files by itself.
    return QByteArray();
}

void MessagePart::activate(const QUrl &url)
{
    if (url.scheme() == "citation"_L1)
        Q_EMIT citationActivated(url.path().toInt());
    else if (mayOpen(url))
        Q_EMIT linkActivated(url);
}

void MessagePart::collectCitations()
{
    m_citations.clear();
    m_hasQuotes = false;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        m_hasQuotes = m_hasQuotes || block.blockFormat().intProperty(QTextFormat::BlockQuoteLevel) > 0;
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            if (isCitation(it.fragment()))
                m_citations.append({it.fragment().position(), it.fragment().length()});
        }
    }
}

void MessagePart::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(viewport());
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.translate(-horizontalScrollBar()->value(), 0);
        paintCodeBlocks(painter);
        paintQuotes(painter);
        paintCitations(painter);
    }
    QTextBrowser::paintEvent(event);
}

void MessagePart::paintCodeBlocks(QPainter &painter) const
{
    painter.setBrush(currentTheme().codeBackground);
    for (QTextFrame *frame : document()->rootFrame()->childFrames()) {
        const auto *table = qobject_cast<QTextTable *>(frame);
        if (table && int(table->format().cellPadding()) == codePadding) {
            const QAbstractTextDocumentLayout *layout = document()->documentLayout();
            const qreal top = layout->blockBoundingRect(frame->firstCursorPosition().block()).top() - codePadding;
            const qreal bottom = layout->blockBoundingRect(frame->lastCursorPosition().block()).bottom() + codePadding;
            painter.drawRoundedRect(QRectF(0, top, document()->documentLayout()->documentSize().width(), bottom - top), 6, 6);
        }
    }
}

void MessagePart::paintQuotes(QPainter &painter) const
{
    if (!m_hasQuotes)
        return;
    painter.setBrush(currentTheme().border);
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const int level = block.blockFormat().intProperty(QTextFormat::BlockQuoteLevel);
        const QRectF area = document()->documentLayout()->blockBoundingRect(block);
        const bool goesOn = block.next().blockFormat().intProperty(QTextFormat::BlockQuoteLevel) >= level;
        for (int i = 0; i < level; ++i)
            painter.drawRect(QRectF(14.0 * i, area.top(), 3, area.height() + (goesOn ? block.blockFormat().bottomMargin() + 1 : 0)));
    }
}

void MessagePart::paintCitations(QPainter &painter) const
{
    painter.setBrush(blend(currentTheme().surface, currentTheme().accent, 0.16));
    for (const Citation &citation : m_citations) {
        const QTextBlock block = document()->findBlock(citation.position);
        const int start = citation.position - block.position();
        const QTextLine line = block.layout()->lineForTextPosition(start);
        if (!line.isValid())
            continue;
        const QPointF origin = document()->documentLayout()->blockBoundingRect(block).topLeft();
        const qreal left = line.cursorToX(start);
        const qreal right = line.cursorToX(start + citation.length);
        const qreal height = fontMetrics().height() - 1;
        const qreal baseline = origin.y() + line.y() + line.ascent();
        painter.drawRoundedRect(QRectF(origin.x() + left, baseline - fontMetrics().ascent() + 0.5, right - left, height), 5, 5);
    }
}

void MessagePart::wheelEvent(QWheelEvent *event)
{
    if (event->angleDelta().x() != 0 && horizontalScrollBar()->maximum() > 0)
        QTextBrowser::wheelEvent(event);
    else
        event->ignore();
}

void MessagePart::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Space: event->ignore(); break;
    default: QTextBrowser::keyPressEvent(event);
    }
}

void MessagePart::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = createStandardContextMenu(event->pos());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(event->globalPos());
}

QMimeData *MessagePart::createMimeDataFromSelection() const
{
    // Chips show a bare number; in a copied sentence it has to be a citation again.
    const int from = textCursor().selectionStart();
    const int to = textCursor().selectionEnd();
    QString text;
    for (QTextBlock block = document()->findBlock(from); block.isValid() && block.position() < to; block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            const int begin = qMax(from, fragment.position()) - fragment.position();
            const int end = qMin(to, fragment.position() + fragment.length()) - fragment.position();
            if (begin >= end)
                continue;
            if (isCitation(fragment))
                text += u'[' + fragment.charFormat().anchorHref().mid(int(qstrlen("citation:"))) + u']';
            else
                text += QStringView(fragment.text()).mid(begin, end - begin);
        }
        if (block.position() + block.length() <= to)
            text += u'\n';
    }
    text.replace(QChar::LineSeparator, u'\n').replace(QChar::Nbsp, u' ');
    auto *copied = new QMimeData;
    copied->setText(text);
    return copied;
}

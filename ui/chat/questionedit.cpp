#include "ui/chat/questionedit.h"

#include <QAbstractTextDocumentLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QTextBlock>

using namespace Qt::StringLiterals;

QuestionEdit::QuestionEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Question"));
    setObjectName(u"questionEdit"_s);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, &QuestionEdit::fitHeight);
    fitHeight();
}

void QuestionEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && m_composing)
        return event->accept();
    if (isEnter && !(event->modifiers() & Qt::ShiftModifier))
        return Q_EMIT sendRequested();
    if (event->key() == Qt::Key_Up && !m_composing && document()->isEmpty())
        return Q_EMIT lastQuestionRequested();
    QPlainTextEdit::keyPressEvent(event);
}

void QuestionEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    QPlainTextEdit::inputMethodEvent(event);
}

void QuestionEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText())
        insertPlainText(source->text());
}

void QuestionEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
}

void QuestionEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitHeight();
}

void QuestionEdit::fitHeight()
{
    // A plain text layout measures in lines.
    const int lines = qBound(1, int(document()->size().height()), mostLines);
    const int frame = int(2 * document()->documentMargin()) + 2;
    setFixedHeight(lines * fontMetrics().lineSpacing() + frame);
    setVerticalScrollBarPolicy(document()->size().height() > mostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
}

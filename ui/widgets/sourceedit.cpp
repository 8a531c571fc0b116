#include "ui/widgets/sourceedit.h"

#include "ui/theme.h"

#include <QFontDatabase>
#include <QTextBlock>

using namespace Qt::StringLiterals;

SourceEdit::SourceEdit(QWidget *parent) :
    QPlainTextEdit(parent)
{
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    document()->setDocumentMargin(6);
}

void SourceEdit::setSource(const QString &text)
{
    // Only a text whose every line ends that way can be given back that way.
    m_hasCarriageReturns = text.contains(u"\r\n"_s) && text.count(u'\n') == text.count(u"\r\n"_s);
    setPlainText(text);
    m_original = plainSource();
    markFault(0, 0);
}

QString SourceEdit::plainSource() const
{
    QString text = document()->toRawText();
    text.replace(QChar::ParagraphSeparator, u'\n');
    // Shift+Enter makes one.
    text.replace(QChar::LineSeparator, u'\n');
    return text;
}

QString SourceEdit::source() const
{
    QString text = plainSource();
    return m_hasCarriageReturns ? text.replace(u'\n', u"\r\n"_s) : text;
}

bool SourceEdit::isTouched() const
{
    return plainSource() != m_original;
}

void SourceEdit::rebase(const QString &text)
{
    const QString lines = QString(text).replace(u"\r\n"_s, u"\n"_s);
    if (plainSource() == lines)
        m_original = lines;
    else if (!isTouched())
        setSource(text);
    else
        m_original = lines;
}

void SourceEdit::revert()
{
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(m_original);
}

void SourceEdit::markFault(int line, int column)
{
    const QTextBlock block = line > 0 ? document()->findBlockByNumber(line - 1) : QTextBlock();
    if (!block.isValid()) {
        setExtraSelections({});
        return;
    }
    QTextEdit::ExtraSelection fault;
    fault.cursor = QTextCursor(block);
    fault.cursor.setPosition(block.position() + std::clamp(column - 1, 0, std::max(0, block.length() - 2)));
    fault.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
    fault.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    fault.format.setUnderlineColor(currentTheme().negative);
    fault.format.setBackground(blend(currentTheme().surface, currentTheme().negative, 0.15));
    setExtraSelections({fault});
}

void SourceEdit::setLines(int lines)
{
    setMinimumHeight(lines * fontMetrics().lineSpacing() + 2 * int(document()->documentMargin()) + 2 * frameWidth());
}

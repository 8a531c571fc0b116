#include "ui/chat/markdownblocks.h"

namespace {

bool isListItem(QStringView line)
{
    const QStringView item = line.trimmed();
    if (item.isEmpty())
        return false;
    if (item.front() == u'-' || item.front() == u'*' || item.front() == u'+')
        return item.size() == 1 || item.at(1).isSpace();
    qsizetype digits = 0;
    while (digits < item.size() && item.at(digits).isDigit())
        ++digits;
    return digits > 0 && digits < item.size() && (item.at(digits) == u'.' || item.at(digits) == u')')
        && (digits + 1 == item.size() || item.at(digits + 1).isSpace());
}

qsizetype runLength(QStringView text, QChar of)
{
    qsizetype length = 0;
    while (length < text.size() && text.at(length) == of)
        ++length;
    return length;
}

}

qsizetype MarkdownBlocks::finishedLength(QStringView text)
{
    for (;;) {
        const qsizetype end = text.indexOf(u'\n', m_next);
        if (end < 0)
            break;
        readLine(text.mid(m_next, end - m_next), m_next);
        m_next = end + 1;
    }
    // A line that begins with a letter is a paragraph, whatever follows on it.
    if (m_mayBegin && m_fenceLength == 0 && m_next < text.size() && text.at(m_next).isLetter())
        m_finished = m_next;
    return m_finished;
}

void MarkdownBlocks::readLine(QStringView line, qsizetype start)
{
    const QStringView content = line.trimmed();
    if (m_fenceLength > 0) {
        if (runLength(content, m_fence) >= m_fenceLength && runLength(content, m_fence) == content.size()) {
            m_fenceLength = 0;
            m_mayBegin = true;
        }
        return;
    }
    if (content.isEmpty()) {
        m_mayBegin = true;
        return;
    }
    const bool item = isListItem(line);
    if (m_mayBegin && !line.front().isSpace() && !(m_inList && item)) {
        m_finished = start;
        m_inList = item;
    }
    m_inList = m_inList || item;
    m_mayBegin = !opensFence(content) && content.front() == u'#' && !m_inList;
}

bool MarkdownBlocks::opensFence(QStringView content)
{
    const QChar mark = content.front();
    const qsizetype length = runLength(content, mark);
    if (length < 3 || (mark != u'`' && mark != u'~') || (mark == u'`' && content.mid(length).contains(u'`')))
        return false;
    m_fence = mark;
    m_fenceLength = length;
    return true;
}

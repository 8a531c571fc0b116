#include "app/api/codefence.h"

// Source: CommonMark 0.30, 4.5 Fenced code blocks.

void CodeFence::feed(QStringView piece)
{
    for (const QChar c : piece)
        feed(c.unicode());
}

void CodeFence::feed(char16_t c)
{
    if (c == u'\n') {
        endLine();
        return;
    }
    switch (m_line) {
    case Line::Indent:
        if (c == u' ' && m_indent < 3) {
            ++m_indent;
        } else if (c == u'`' || c == u'~') {
            m_line = Line::Fence;
            m_lineMark = c;
            m_lineLength = 1;
        } else {
            m_line = Line::Other;
        }
        return;
    case Line::Fence:
        if (c == m_lineMark) {
            ++m_lineLength;
            return;
        }
        m_line = m_lineLength >= 3 ? Line::Rest : Line::Other;
        [[fallthrough]];
    case Line::Rest:
        m_hasInfo = m_hasInfo || !QChar::isSpace(c);
        if (m_lineMark == u'`' && c == u'`')
            m_line = Line::Other;
        return;
    case Line::Other: return;
    }
}

void CodeFence::endLine()
{
    if ((m_line == Line::Fence || m_line == Line::Rest) && m_lineLength >= 3) {
        if (!isOpen()) {
            m_mark = m_lineMark;
            m_length = m_lineLength;
        } else if (m_lineMark == m_mark && m_lineLength >= m_length && !m_hasInfo) {
            m_length = 0;
        }
    }
    m_line = Line::Indent;
    m_indent = 0;
    m_lineLength = 0;
    m_hasInfo = false;
}

#include "app/localserver/eventreader.h"

QByteArrayList EventReader::feed(const QByteArray &bytes)
{
    QByteArrayList events;
    for (const char c : bytes) {
        // CR, LF and CR LF each end a line.
        const bool isSecondHalf = c == '\n' && m_lastWasReturn;
        m_lastWasReturn = c == '\r';
        if (isSecondHalf)
            continue;
        if (c == '\n' || c == '\r')
            takeLine(events);
        else
            m_line += c;
    }
    return events;
}

QByteArrayList EventReader::end()
{
    QByteArrayList events;
    if (!m_line.isEmpty())
        takeLine(events);
    takeLine(events);
    return events;
}

void EventReader::takeLine(QByteArrayList &events)
{
    QByteArray line = std::exchange(m_line, {});
    if (line.startsWith("\xef\xbb\xbf"))
        line.remove(0, 3);
    if (line.isEmpty()) {
        if (m_hasData)
            events.append(m_data);
        m_data.clear();
        m_hasData = false;
        return;
    }
    if (line != "data" && !line.startsWith("data:"))
        return;
    QByteArray value = line.mid(5);
    if (value.startsWith(' '))
        value.remove(0, 1);
    if (m_hasData)
        m_data += '\n';
    m_data += value;
    m_hasData = true;
}

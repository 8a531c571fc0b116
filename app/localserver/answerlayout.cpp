#include "app/localserver/answerlayout.h"

using namespace Qt::StringLiterals;

QString AnswerLayout::chunks() const
{
    return QString::fromUtf8(m_chunks(m_order.beginsWithUsed ? m_used.numbers() : m_order.used));
}

bool AnswerLayout::speak(const QString &text)
{
    const bool isFirst = !std::exchange(m_hasText, true);
    return m_hand(isFirst && !m_order.chunksLast ? chunks() + u"||"_s + text : text);
}

bool AnswerLayout::say(const QString &piece)
{
    if (!m_order.beginsWithUsed)
        return speak(piece);
    const QString text = m_used.feed(piece);
    // After the line with the numbers the text itself may still be to come.
    return !m_used.isDecided() || text.isEmpty() || speak(text);
}

bool AnswerLayout::end(bool isWhole)
{
    bool isHeard = true;
    const QString held = m_order.beginsWithUsed && !m_used.isDecided() ? m_used.end() : QString();
    if (!held.isEmpty() || (isWhole && !m_hasText && !m_order.chunksLast))
        isHeard = speak(held);
    if (m_order.chunksLast && (isWhole || m_hasText))
        isHeard = m_hand(u"||"_s + chunks()) && isHeard;
    return isHeard;
}

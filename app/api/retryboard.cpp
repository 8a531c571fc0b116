#include "app/api/retryboard.h"

int RetryBoard::add(const Entry &entry)
{
    m_entries.insert(++m_last, entry);
    const int number = m_last;
    Q_EMIT changed();
    return number;
}

void RetryBoard::update(int number, const Entry &entry)
{
    if (!m_entries.contains(number))
        return;
    m_entries.insert(number, entry);
    Q_EMIT changed();
}

void RetryBoard::noteSent(int number)
{
    if (!m_entries.contains(number))
        return;
    m_entries[number].next = QDeadlineTimer(0);
    Q_EMIT changed();
}

void RetryBoard::remove(int number)
{
    if (m_entries.remove(number) > 0)
        Q_EMIT changed();
}

void RetryBoard::sendNow(int number)
{
    const Entry entry = m_entries.value(number);
    if (entry.sendNow && !entry.isUnderWay())
        entry.sendNow();
}

void RetryBoard::giveUp(int number)
{
    // A copy: what it calls takes the entry away.
    const Entry entry = m_entries.value(number);
    if (entry.giveUp)
        entry.giveUp();
}

void RetryBoard::sendNow()
{
    const QList<int> numbers = m_entries.keys();
    for (const int number : numbers)
        sendNow(number);
}

void RetryBoard::giveUp()
{
    const QList<int> numbers = m_entries.keys();
    for (const int number : numbers)
        giveUp(number);
}

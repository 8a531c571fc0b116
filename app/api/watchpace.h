#pragma once

#include <QDeadlineTimer>

#include <algorithm>

/// How often to look whether a server has done what it only accepted: soon, then with pauses that double up to four seconds, until a
/// deadline. All in milliseconds.
class WatchPace
{
public:
    WatchPace() = default;
    WatchPace(int firstPause, int deadline) : m_first(firstPause), m_length(deadline), m_pause(firstPause), m_deadline(deadline) { }

    /// The same from its beginning.
    WatchPace fresh() const { return {m_first, m_length}; }

    /// How long to wait before the next look.
    int nextPause()
    {
        const int pause = m_pause;
        m_pause = std::min(pause * 2, longestPause);
        return pause;
    }
    /// Some quick looks showed nothing.
    bool takesLong() const { return m_pause >= std::min(m_first << shortPauses, longestPause); }
    bool isOver() const { return m_deadline.hasExpired(); }
    /// Something was seen to come true: there is hope for the rest, for as long again, and soon.
    void noteProgress()
    {
        m_deadline = QDeadlineTimer(m_length);
        m_pause = std::max(m_first, m_pause / 4);
    }

private:
    static constexpr int longestPause = 4'000;
    static constexpr int shortPauses = 4;

    int m_first = 150;
    int m_length = 60'000;
    int m_pause = m_first;
    QDeadlineTimer m_deadline{m_length};
};

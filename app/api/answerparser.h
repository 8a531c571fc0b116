#pragma once

#include "app/values/chunk.h"

#include <QStringList>

/// Reads the text of a chat answer as it streams: which chunks it was made from, what it says, what the server was doing.
/// Pure: text in, state out; the same state for every way of cutting the same text. Source of the grammar:
/// the layouts "chunks || text", "text || chunks", "[] || text", and agentic runs with several arrays and "[Searching for ...]" marks.
class AnswerParser
{
public:
    void feed(QStringView piece);
    /// The stream ended: what was held back as a possible separator or array is decided now.
    void finish();

    /// What the assistant says so far.
    const QString &text() const { return m_text; }
    /// The chunks the answer was made from; citation [n] is the n-th of them.
    const QList<SearchHit> &hits() const { return m_hits; }
    /// What the server said it was searching for (agentic answers).
    const QStringList &searches() const { return m_searches; }
    /// The server's own report of a failure inside the text, empty where there was none.
    const QString &reportedError() const { return m_reportedError; }

private:
    QString m_pending;
    QString m_text;
    QList<SearchHit> m_hits;
    QStringList m_searches;
    QString m_reportedError;
};

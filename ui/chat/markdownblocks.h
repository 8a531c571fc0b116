#pragma once

#include <QStringView>

/// Follows a Markdown text that grows and says up to where its top-level blocks are finished: more text can add blocks but not
/// change these. It errs on the side of "not yet" (a list may go on after an empty line); reads every line once.
class MarkdownBlocks
{
public:
    /// The whole text so far; begins with what was given the last time, else reset() comes first. Returns the length that is finished.
    qsizetype finishedLength(QStringView text);
    void reset() { *this = MarkdownBlocks(); }

private:
    void readLine(QStringView line, qsizetype start);
    bool opensFence(QStringView line);

    qsizetype m_next = 0;
    qsizetype m_finished = 0;
    QChar m_fence;
    qsizetype m_fenceLength = 0;
    bool m_mayBegin = true;
    bool m_inList = false;
};

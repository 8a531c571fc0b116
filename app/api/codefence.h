#pragma once

#include <QStringView>

/// Follows Markdown and says whether it stands inside of a fenced code block. No character is looked at twice.
class CodeFence
{
public:
    void feed(QStringView piece);
    /// Whether the next line is code.
    bool isOpen() const { return m_length > 0; }

private:
    enum class Line { Indent, Fence, Rest, Other };

    void feed(char16_t character);
    void endLine();

    char16_t m_mark = 0; // of the open block's fence, and how long it is; 0 outside
    int m_length = 0;
    // The line that is being read: what its beginning may be a fence of.
    Line m_line = Line::Indent;
    int m_indent = 0;
    char16_t m_lineMark = 0;
    int m_lineLength = 0;
    bool m_hasInfo = false;
};

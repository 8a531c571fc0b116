#pragma once

#include <QPlainTextEdit>

/// An editor for source: fixed font, no rich text, Tab leaves it. It knows whether anything differs from what was put in, and gives the
/// text back with the line ends and no-break spaces that came in, which a plain text edit alone would change.
class SourceEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit SourceEdit(QWidget *parent = nullptr);

    /// Undo begins anew.
    void setSource(const QString &text);
    QString source() const;
    bool isTouched() const;
    /// A new original under what is written: untouched text follows it, touched text stays and is compared with it.
    void rebase(const QString &text);
    /// Back to the original, as one step that undo takes back.
    void revert();
    /// Marks the character at that place (lines and columns from 1) as the one that is wrong; 0 takes the mark away.
    void markFault(int line, int column);
    /// The smallest height, in lines of text.
    void setLines(int lines);

private:
    QString plainSource() const;

    QString m_original;
    bool m_hasCarriageReturns = false;
};

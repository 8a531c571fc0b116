#pragma once

#include <QList>
#include <QString>

/// The text that is seen of a piece of HTML, with the place in the source of each of its characters, so that the source can be
/// marked. Between blocks stands a line break that has no place. Unlike plainText() it folds no white space.
class VisibleText
{
public:
    /// A stretch of the source.
    struct Range {
        qsizetype begin = 0;
        qsizetype end = 0;
    };

    explicit VisibleText(const QString &html);

    const QString &text() const { return m_text; }
    /// Where the characters from begin to before end stand in the source: several ranges where there are tags between them. The text
    /// has those characters, and at least one.
    QList<Range> sourceRanges(qsizetype begin, qsizetype end) const;

private:
    /// A part of the text that comes from one place: as it stands there, or the character of a reference, or a line break.
    struct Stretch {
        qsizetype begin = 0;
        qsizetype length = 0;
        Range source;
    };

    void addText(QStringView html, qsizetype begin, qsizetype end, bool keepLines);
    void add(QStringView text, const Range &source);

    QString m_text;
    QList<Stretch> m_stretches;
};

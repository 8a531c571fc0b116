#pragma once

#include <QList>
#include <QStringList>

/// A part of a document that can be quoted on its own: a sentence, or a list, a piece of code or a table row, which are never
/// cut.
struct Passage {
    enum class Kind { Sentence, List, Code, Row };
    struct Item {
        int depth = 0;
        /// 0 in a list without numbers.
        int number = 0;
        /// Markdown.
        QString text;
    };

    Kind kind = Kind::Sentence;
    /// What its words are looked up in.
    QString plain;
    /// Markdown: the sentence, the row, or what introduces the list or the code ("To cast off:"); may be empty there.
    QString lead;
    QList<Item> items;
    QString code;
    /// The headings above it, outermost first.
    QStringList headings;
    /// Passages of one paragraph have the same number.
    int paragraph = 0;
    /// How many passages stand between it and its heading; the rows of a table count as one.
    int placeUnderHeading = 0;

    /// As Markdown, each sentence, list and piece of code with "[number]".
    QString markdown(int number) const;
};

/// Takes a chunk apart, HTML or plain text with the usual marks of Markdown (#, -, 1., ```). Any text will do.
QList<Passage> passagesOf(const QString &html);

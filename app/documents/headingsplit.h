#pragma once

#include <QList>
#include <QStringList>

/// A part of a document under one heading.
struct DocumentPiece {
    /// The headings above the piece and its own, from the outermost; empty before the first heading.
    QStringList headings;
    /// As in the source, its own heading included. Elements that begin or end elsewhere are closed and opened anew (lists,
    /// tables), or their tags are left out (div, section).
    QString html;
    /// What a link to the heading ends with after '#'; empty where it has no id.
    QString anchor;

    bool operator==(const DocumentPiece &) const = default;
};

/// Splits a document at its headings h1 to h6. Navigation, scripts and the like are left out (see contentTokens). A piece longer
/// than `longest` characters of source is split at the borders of blocks, or of words where a block is longer than that; a
/// heading with nothing under it goes with what follows. Takes any text in linear time; `longest` is at least 500.
QList<DocumentPiece> splitByHeadings(const QString &html, qsizetype longest = 6000);

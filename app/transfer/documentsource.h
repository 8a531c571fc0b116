#pragma once

#include <QStringList>
#include <QUrl>

/// Where documents come from: a folder with all below it, or the files that are named, in their order. Paths of the resource
/// system (":/...") are files too.
struct DocumentSource {
    QString folder;
    QStringList files;
};

/// What becomes of documents.
struct DocumentOptions {
    bool html = true;
    bool markdown = true;
    bool text = true;
    /// Every chunk also gets these.
    QStringList tags;
    /// Links become this with the path within the folder; empty links to the files where they are.
    QUrl baseUrl;
    /// In bytes; a larger file is left out.
    qint64 largestFile = 32 * 1024 * 1024;
};

/// A file to be read.
struct SourceFile {
    enum class Kind { Html, Markdown, Text };
    Kind kind = Kind::Html;
    /// Where it is read.
    QString path;
    /// Its path from the folder's own name on ("manual/setup/linux.html"): what its group and its chunks are tracked by.
    QString name;
    /// In bytes, when it was found.
    qint64 size = 0;
};

/// A file, or a part of one, that is not added, and why.
struct LeftOut {
    enum class Reason {
        OtherKind, ///< Neither HTML, Markdown nor text, or of a kind that was not asked for.
        Hidden, ///< Its name, or its folder's, begins with a dot.
        Link, ///< A symbolic link. What it points to is added where it is, when that is within the folder.
        Unreadable, ///< It cannot be opened or read.
        Empty, ///< No bytes.
        TooLarge, ///< Larger than the options allow.
        Binary, ///< It is named like a text but is none.
        NoText, ///< There is nothing to read in it.
    };
    QString name;
    Reason reason = Reason::OtherKind;
};

#pragma once

#include <QString>

#include <optional>

/// The failure that an agentic answer ends in, inside of its text: , "error": "what went wrong", whose quotes may be escaped or not
/// and which may have lines.
struct ReportedError {
    /// Where in the text it begins.
    qsizetype start = 0;
    QString detail;

    /// A member of that name in JSON which the answer quotes is none: it is closed before the text ends.
    static std::optional<ReportedError> in(QStringView text);
};

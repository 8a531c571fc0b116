#pragma once

#include <QString>

#include <optional>

/// What shapes an answer and is not in the question: chosen beside the composer, sent with the question, shown under the answer.
struct AnswerSettings {
    /// fulltext, bm25, semantic or hybrid.
    QString searchType = QStringLiteral("fulltext");
    /// How many chunks to answer from, at least 1.
    int chunks = 8;
    /// 0 to 2; nothing leaves it to the dataset's settings.
    std::optional<double> temperature;
    /// The language model's name; nothing leaves it to the dataset's settings.
    std::optional<QString> model;

    bool operator==(const AnswerSettings &) const = default;
};

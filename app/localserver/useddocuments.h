#pragma once

#include <QList>
#include <QString>

#include <optional>

/// Reads off the beginning of an answer which documents it is made from, where a model was asked to begin with them: "documents: [1, 3]".
/// Source of that line: what real servers ask for with only_include_docs_used.
class UsedDocuments
{
public:
    /// What goes below the documents in the prompt.
    static QString instruction();

    /// The numbers in brackets that a text cites: [1], [2, 3].
    static QList<int> cited(const QString &text);

    /// Takes the next piece; gives what of the answer may be shown by now.
    QString feed(const QString &piece);
    /// The answer is over; gives what was held back.
    QString end();
    /// Whether the beginning was read to its end, with the line or without.
    bool isDecided() const { return m_isDecided; }
    /// The numbers; nothing where the model did not say them.
    const std::optional<QList<int>> &numbers() const { return m_numbers; }

private:
    QString m_held;
    bool m_isDecided = false;
    std::optional<QList<int>> m_numbers;
};

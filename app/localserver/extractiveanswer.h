#pragma once

#include <QList>
#include <QString>

#include <functional>

/// What an answer is made from.
struct AnswerDocument {
    /// What it is cited as, from 1.
    int number = 0;
    QString html;
};

/// Answers a question without a language model: quotes the passages of the documents that say most about it, as Markdown, each
/// with the [number] of its document; the first line says so. Hands the answer out in pieces as they are ready, until the
/// function returns false. Where nothing fits it says that.
void answerFromPassages(
    const QString &question, const QList<AnswerDocument> &documents, const std::function<bool(const QString &)> &hand);

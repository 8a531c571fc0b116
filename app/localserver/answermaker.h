#pragma once

#include "app/localserver/chunkrow.h"
#include "app/localserver/extractiveanswer.h"
#include "app/localserver/llmclient.h"

/// Everything an answer is made from; nothing of it is looked up while it is made.
struct AnswerOrder {
    /// An empty baseUrl: there is no model, and passages are quoted.
    LlmEndpoint endpoint;
    LlmRequest request;
    QString question;
    QList<AnswerDocument> documents;
};

/// Makes an answer in the calling thread and hands it out in pieces; see LlmClient::complete.
Result<void> makeAnswer(
    const AnswerOrder &order, const std::function<bool(const QString &)> &hand, const std::function<bool()> &isWanted);

/// The chunks as documents, numbered from 1 in their order.
QList<AnswerDocument> numbered(const QList<ChunkRow> &chunks);
/// The chunks as a model is shown them: "doc 1: ..." in plain text, with their links where wanted.
QString documentsText(const QList<ChunkRow> &chunks, bool includeLinks);
/// The images of the chunks, at most so many of each.
QStringList chunkImages(const QList<ChunkRow> &chunks, qint64 perChunk);

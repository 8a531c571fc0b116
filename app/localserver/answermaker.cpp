#include "app/localserver/answermaker.h"

#include "app/documents/htmltext.h"
#include "app/localserver/wire.h"

using namespace Qt::StringLiterals;

namespace
{

/// Of one document; no model reads more of one in good time.
constexpr qsizetype longestDocument = 60'000;

}

Result<void> makeAnswer(
    const AnswerOrder &order, const std::function<bool(const QString &)> &hand, const std::function<bool()> &isWanted)
{
    if (!order.endpoint.baseUrl.isEmpty())
        return LlmClient(order.endpoint).complete(order.request, hand, isWanted);
    bool isStopped = false;
    answerFromPassages(order.question, order.documents, [&](const QString &piece) {
        isStopped = !hand(piece);
        return !isStopped;
    });
    if (isStopped)
        return Error{Error::Kind::Canceled, 0, u"Stopped."_s, {}};
    return {};
}

QList<AnswerDocument> numbered(const QList<ChunkRow> &chunks)
{
    QList<AnswerDocument> documents;
    for (const ChunkRow &chunk : chunks)
        documents.append({int(documents.size()) + 1, chunk.chunkHtml.value_or(QString())});
    return documents;
}

QString documentsText(const QList<ChunkRow> &chunks, bool includeLinks)
{
    QString text;
    for (qsizetype i = 0; i < chunks.size(); ++i) {
        text += u"doc %1: "_s.arg(i + 1) + plainText(chunks[i].chunkHtml.value_or(QString())).left(longestDocument);
        if (includeLinks && chunks[i].link)
            text += u"\nlink: "_s + *chunks[i].link;
        text += u"\n\n"_s;
    }
    return text.trimmed();
}

QStringList chunkImages(const QList<ChunkRow> &chunks, qint64 perChunk)
{
    QStringList urls;
    for (const ChunkRow &chunk : chunks) {
        const Json images = wire::verbatim(chunk.imageUrls);
        for (const Json &url : images.items().mid(0, perChunk)) {
            if (!url.toString().isEmpty())
                urls.append(url.toString());
        }
    }
    return urls;
}

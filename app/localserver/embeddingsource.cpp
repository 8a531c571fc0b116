#include "app/localserver/embeddingsource.h"

#include "app/documents/htmltext.h"
#include "app/localserver/sentences.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype partLength = 600;
/// The rest of a longer text goes into the last one.
constexpr qsizetype mostParts = 48;

/// Sentences, gathered to parts of a paragraph's length.
QStringList split(const QString &text)
{
    QStringList parts;
    for (const QString &sentence : sentences::split(text)) {
        const bool isFull = parts.isEmpty() || (parts.last().size() + sentence.size() > partLength && parts.size() < mostParts);
        if (isFull)
            parts.append(sentence);
        else
            parts.last() += u' ' + sentence;
    }
    return parts;
}

}

EmbeddingSource EmbeddingSource::fromChunk(const QString &html, const Json &indexing)
{
    EmbeddingSource source;
    const Json *own = indexing.find(u"semantic_content");
    const bool isHtml = !own && indexing[u"convert_html_to_text"].toBool().value_or(true);
    const QString text = (own ? own->toString() : isHtml ? plainText(html) : html).trimmed();
    if (text.isEmpty())
        return source;
    source.parts = indexing[u"split_avg"].toBool().value_or(false) ? split(text) : QStringList{text};
    const Json &boost = indexing[u"semantic_boost"];
    source.factor = boost[u"distance_factor"].toDouble().value_or(0);
    if (source.factor != 0)
        source.phrase = boost[u"phrase"].toString().trimmed();
    return source;
}

QStringList EmbeddingSource::texts() const
{
    return phrase.isEmpty() || parts.isEmpty() ? parts : parts + QStringList{phrase};
}

Vector EmbeddingSource::combined(const QList<Vector> &vectors) const
{
    Vector vector = vectors.value(0);
    for (qsizetype i = 1; i < parts.size(); ++i)
        vectors::add(vector, vectors[i], 1);
    if (parts.size() > 1) {
        for (float &number : vector)
            number /= float(parts.size());
    }
    if (!phrase.isEmpty()) {
        // vector + factor * (phrase - vector): along the line between the two.
        const Vector start = vector;
        vectors::add(vector, vectors.last(), factor);
        vectors::add(vector, start, -factor);
    }
    return vector;
}

QByteArray EmbeddingSource::hash(const QByteArray &model) const
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(model);
    hash.addData(QByteArray::number(parts.size()));
    for (const QString &text : texts()) {
        hash.addData(QByteArray(1, '\0'));
        hash.addData(text.toUtf8());
    }
    if (!phrase.isEmpty())
        hash.addData(QByteArray::number(factor, 'g', 17));
    return hash.result();
}

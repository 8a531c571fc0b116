#pragma once

#include "app/localserver/vectormetric.h"
#include "app/values/json.h"

#include <QStringList>

/// What a chunk's vector is made of: semantic_content or the text of its chunk_html, whole or in parts whose vectors are averaged
/// (split_avg), and a phrase that the vector is moved towards (semantic_boost). fulltext_content is for words alone.
struct EmbeddingSource {
    QStringList parts;
    QString phrase;
    /// 0 leaves the vector where it is, 1 moves it to the phrase's, less than 0 moves it away. Source: SemanticBoost.
    double factor = 0;

    /// Indexing as in chunks.indexing.
    static EmbeddingSource fromChunk(const QString &html, const Json &indexing);

    /// The parts, and the phrase where there is one.
    QStringList texts() const;
    /// The vector, from those of texts().
    Vector combined(const QList<Vector> &vectors) const;
    /// Equal where the same model makes the same vector of it.
    QByteArray hash(const QByteArray &model) const;
};

#include "app/localserver/embeddingclient.h"

#include "app/localserver/modelcall.h"

#include <curl/curl.h>

#include <cmath>

using namespace Qt::StringLiterals;

namespace
{

/// 64 vectors of 16,384 numbers in decimal.
constexpr qsizetype longestBody = 32 * 1024 * 1024;

QByteArray bodyOf(const EmbeddingSettings &settings, const QStringList &texts)
{
    Json body = Json::object({{u"model", settings.endpoint.model}, {u"input", Json::strings(texts)}});
    // Only these models can shorten their vectors; others refuse the field.
    if (settings.endpoint.model.contains(u"text-embedding-3"))
        body.set(u"dimensions", qint64(settings.size));
    return body.toBytes();
}

std::optional<Vector> vectorOf(const Json &json)
{
    if (!json.isArray())
        return std::nullopt;
    Vector vector;
    vector.reserve(std::size_t(json.items().size()));
    for (const Json &item : json.items()) {
        const auto number = item.toDouble();
        if (!number || !std::isfinite(float(*number)))
            return std::nullopt;
        vector.push_back(float(*number));
    }
    return vector;
}

QString clipped(const QString &text)
{
    qsizetype length = std::min(text.size(), EmbeddingClient::longestText);
    if (length < text.size() && text[length].isLowSurrogate())
        --length;
    return text.left(length);
}

/// What may be over in a moment.
bool isPassing(const Error &error)
{
    return error.kind == Error::Kind::Server || error.kind == Error::Kind::RateLimited || error.kind == Error::Kind::Offline;
}

}

Result<QList<Vector>> EmbeddingClient::ask(const QStringList &texts, const std::function<bool()> &isWanted) const
{
    ModelCall call(m_settings.endpoint, isWanted);
    if (const auto url = call.address(u"/embeddings"_s); !url)
        return url.error();
    QByteArray answer;
    const ModelCall::End end
        = call.post(bodyOf(m_settings, texts), "application/json", [&answer](int, const QByteArray &bytes) {
              answer += bytes;
              return answer.size() <= longestBody;
          });
    if (end.isCanceled)
        return Error{Error::Kind::Canceled, 0, u"Stopped."_s, {}};
    if (end.status >= 300)
        return call.refused(end.status, answer);
    if (end.code != CURLE_OK)
        return call.failed(end.code);
    const auto json = Json::parse(answer);
    if (!json || !(*json)[u"data"].isArray()) {
        const Json error = json ? (*json)[u"error"] : Json();
        return error.isNull() ? call.malformed() : call.reported(error.isString() ? error.toString() : error[u"message"].toString());
    }
    const QList<Json> &data = (*json)[u"data"].items();
    if (data.size() != texts.size())
        return Error{Error::Kind::Malformed, 0,
            u"The %1 gave %2 vectors for %3 texts."_s.arg(call.who()).arg(data.size()).arg(texts.size()), {}};
    QList<Vector> vectors(texts.size());
    for (qsizetype i = 0; i < data.size(); ++i) {
        auto vector = vectorOf(data[i][u"embedding"]);
        const qint64 place = data[i][u"index"].toInteger().value_or(i);
        if (!vector || place < 0 || place >= vectors.size())
            return call.malformed();
        if (vector->size() != m_settings.size)
            return Error{Error::Kind::Malformed, 0,
                u"The %1 gives vectors of %2 numbers, but EMBEDDING_SIZE of the dataset is %3. Set EMBEDDING_SIZE to %2, or "
                "EMBEDDING_MODEL_NAME to a model of that size."_s.arg(call.who())
                    .arg(vector->size())
                    .arg(m_settings.size),
                {}};
        vectors[place] = *std::move(vector);
    }
    for (const Vector &vector : std::as_const(vectors)) {
        if (vector.empty())
            return call.malformed();
    }
    return vectors;
}

Result<QList<Vector>> EmbeddingClient::embed(const QStringList &texts, const std::function<bool()> &isWanted) const
{
    QList<Vector> all;
    QStringList batch;
    qsizetype characters = 0;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        batch.append(clipped(texts[i]));
        characters += batch.last().size();
        const bool isFull = batch.size() == mostTexts || characters >= mostCharacters;
        if (!isFull && i + 1 < texts.size())
            continue;
        auto some = ask(batch, isWanted);
        if (!some)
            return some.error();
        all += *std::move(some);
        batch.clear();
        characters = 0;
    }
    return all;
}

Result<Vector> EmbeddingClient::embedQuery(const QString &query, const std::function<bool()> &isWanted) const
{
    const QString prefix = m_settings.queryPrefix;
    const bool needsSpace = !prefix.isEmpty() && !prefix.back().isSpace();
    const QStringList texts{prefix + (needsSpace ? u" "_s : QString()) + query};
    auto vectors = embed(texts, isWanted);
    if (!vectors && isPassing(vectors.error()))
        vectors = embed(texts, isWanted);
    if (!vectors)
        return vectors.error();
    return vectors->constFirst();
}

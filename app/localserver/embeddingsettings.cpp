#include "app/localserver/embeddingsettings.h"

#include "app/localserver/datasetrow.h"

#include <QCryptographicHash>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace
{

/// The largest that models give is 4,096.
constexpr qint64 largestSize = 16'384;

Error notConfigured(const QString &what)
{
    return {Error::Kind::Rejected, 400,
        u"Semantic and hybrid search need an embeddings model, and %1. Set EMBEDDING_BASE_URL of the dataset's server_configuration to an "
        "OpenAI-compatible server (for example http://127.0.0.1:11434/v1), EMBEDDING_MODEL_NAME and EMBEDDING_SIZE to its model, and "
        "SEMANTIC_ENABLED to true; or use \"fulltext\" or \"bm25\"."_s.arg(what),
        {}};
}

/// A key goes only where its owner sent it: that of the language model to the same host, or where no other is named.
QString key(const DatasetRow &dataset, const QString &baseUrl)
{
    const QString own = dataset.setting(u"EMBEDDING_API_KEY").trimmed();
    if (!own.isEmpty())
        return own;
    const QString other = dataset.setting(u"LLM_BASE_URL").trimmed();
    const bool isShared = other.isEmpty() || QUrl(other).host() == QUrl(baseUrl).host();
    return isShared ? dataset.setting(u"LLM_API_KEY").trimmed() : QString();
}

}

Result<EmbeddingSettings> EmbeddingSettings::fromDataset(const DatasetRow &dataset)
{
    EmbeddingSettings settings;
    LlmEndpoint &endpoint = settings.endpoint;
    endpoint.baseUrl = dataset.setting(u"EMBEDDING_BASE_URL").trimmed();
    if (endpoint.baseUrl.isEmpty() || QUrl(endpoint.baseUrl).host() == u"embedding.trieve.ai")
        return notConfigured(u"EMBEDDING_BASE_URL of this dataset names none that this local workspace could ask"_s);
    if (!dataset.configuration[u"SEMANTIC_ENABLED"].toBool().value_or(false))
        return notConfigured(u"SEMANTIC_ENABLED of this dataset is off"_s);
    const auto size = dataset.configuration[u"EMBEDDING_SIZE"].toInteger().value_or(768);
    if (size < 1 || size > largestSize)
        return notConfigured(u"EMBEDDING_SIZE of this dataset is %1, not from 1 to %2"_s.arg(size).arg(largestSize));
    const QString metric = dataset.setting(u"DISTANCE_METRIC").trimmed().toLower();
    const auto named = metric.isEmpty() ? VectorMetric(VectorMetric::Kind::Cosine) : VectorMetric::named(metric);
    if (!named)
        return notConfigured(
            u"DISTANCE_METRIC of this dataset is \"%1\", not cosine, euclidean, manhattan or dot"_s.arg(metric.left(100)));
    endpoint.model = dataset.setting(u"EMBEDDING_MODEL_NAME").trimmed();
    endpoint.key = key(dataset, endpoint.baseUrl);
    endpoint.idleTimeout = std::chrono::seconds(30);
    const bool hasOwnKey = !dataset.setting(u"EMBEDDING_API_KEY").trimmed().isEmpty();
    endpoint.names = {u"embeddings model"_s, u"EMBEDDING_BASE_URL"_s, hasOwnKey ? u"EMBEDDING_API_KEY"_s : u"LLM_API_KEY"_s,
        u"EMBEDDING_MODEL_NAME"_s};
    settings.size = std::size_t(size);
    settings.queryPrefix = dataset.setting(u"EMBEDDING_QUERY_PREFIX");
    settings.metric = *named;
    return settings;
}

QByteArray EmbeddingSettings::model() const
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData((endpoint.baseUrl + u'\n' + endpoint.model + u'\n' + QString::number(size)).toUtf8());
    return hash.result();
}

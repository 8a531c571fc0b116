#include "app/models/datasetconfiguration.h"

using namespace Qt::StringLiterals;

namespace datasetconfiguration {

bool isSpoiltByChanges(const Dataset &dataset)
{
    const Json configuration = dataset.serverConfiguration.json();
    const QString metric = configuration[u"DISTANCE_METRIC"].toString();
    return !metric.isEmpty() && metric != "cosine"_L1;
}

bool losesStopTokens(const Dataset &dataset)
{
    const Json configuration = dataset.serverConfiguration.json();
    const Json &tokens = configuration[u"STOP_TOKENS"];
    return !tokens.items().isEmpty() || !tokens.toString().isEmpty();
}

Json patch(const Json &changed, const Dataset &dataset)
{
    Json result = changed;
    if (changed.contains(u"LLM_API_VERSION"))
        return result;
    const Json configuration = dataset.serverConfiguration.json();
    const Json &version = configuration[u"LLM_API_VERSION"];
    if (!version.isNull())
        result.set(u"LLM_API_VERSION", version);
    return result;
}

Dataset withoutSecrets(Dataset dataset)
{
    Json configuration = dataset.serverConfiguration.json();
    if (!configuration.isObject())
        return dataset;
    configuration.remove(u"LLM_API_KEY");
    configuration.remove(u"RERANKER_API_KEY");
    dataset.serverConfiguration = Metadata::fromJson(configuration);
    return dataset;
}

}

#pragma once

#include "app/values/dataset.h"

/// What has to be known of server_configuration before it is changed. Source: PUT /api/dataset of the servers.
namespace datasetconfiguration {

/// Servers forget DISTANCE_METRIC with every change of a dataset, a new name included. Searching a dataset that is not cosine would then find
/// nothing, and no change brings the metric back: such a dataset is better left as it is.
bool isSpoiltByChanges(const Dataset &dataset);

/// Servers forget STOP_TOKENS with every change, too; nothing can be done about it but to say so.
bool losesStopTokens(const Dataset &dataset);

/// The keys that changed, with what a server would otherwise reset because it is absent (LLM_API_VERSION): also where no key changed and only
/// the dataset's name does.
Json patch(const Json &changed, const Dataset &dataset);

/// Servers answer a change with the keys of the language model and the reranker in the clear.
Dataset withoutSecrets(Dataset dataset);

}

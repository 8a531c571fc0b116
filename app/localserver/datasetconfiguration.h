#pragma once

#include "app/values/json.h"

/// The settings of a dataset: which there are, of what type, and what a new dataset begins with. Source: DatasetConfigurationDTO and
/// the create defaults of real servers, except that no model is set and semantic search is off, because the local workspace has none
/// until the user names one.
namespace datasetconfiguration {

/// All settings of a new dataset.
Json defaults();

/// The configuration with what a request sent put in: absent keeps; null keeps too, except where null is the default (temperature,
/// stop tokens, ...), which it brings back. Unknown keys are passed over. Refusal 400 for a value of another type, naming the key.
/// The place is that of the settings in the request, with a dot.
Json merged(const Json &configuration, const Json &sent, const QString &place = QStringLiteral("server_configuration."));

}

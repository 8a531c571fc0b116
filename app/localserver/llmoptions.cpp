#include "app/localserver/llmoptions.h"

#include "app/localserver/datasetrow.h"
#include "app/localserver/fields.h"
#include "app/localserver/lifted.h"
#include "app/localserver/refusal.h"

using namespace Qt::StringLiterals;

namespace
{

std::optional<double> between(const Fields &fields, QStringView field, int lowest, int highest)
{
    const auto number = fields.number(field);
    if (!number)
        return std::nullopt;
    const double value = number->toDouble();
    if (!(value >= lowest && value <= highest))
        fields.refuse(field,
            u"expected a number from %1 to %2, got %3"_s.arg(lowest).arg(highest).arg(QString::fromLatin1(number->left(40))));
    return value;
}

std::optional<double> orConfigured(std::optional<double> value, const DatasetRow &dataset, QStringView key)
{
    return value ? value : dataset.configuration[key].toDouble();
}

}

LlmOptions LlmOptions::fromFields(const Fields &fields)
{
    LlmOptions options;
    options.temperature = between(fields, u"temperature", 0, 2);
    options.frequencyPenalty = between(fields, u"frequency_penalty", -2, 2);
    options.presencePenalty = between(fields, u"presence_penalty", -2, 2);
    options.maxTokens = fields.integer(u"max_tokens");
    options.stop = fields.strings(u"stop_tokens").value_or(QStringList());
    if (options.stop.size() > 4)
        fields.refuse(u"stop_tokens", u"expected at most 4 texts, got %1"_s.arg(options.stop.size()));
    options.isStreamed = fields.boolean(u"stream_response").value_or(true);
    options.completionFirst = fields.boolean(u"completion_first").value_or(false);
    options.systemPrompt = fields.string(u"system_prompt");
    if (const Json *images = fields.object(u"image_config")) {
        const Fields config(*images, fields.placeOf(u"image_config."));
        options.usesImages = config.boolean(u"use_images").value_or(false);
        options.imagesPerChunk = config.integer(u"images_per_chunk").value_or(options.imagesPerChunk);
    }
    return options;
}

LlmOptions LlmOptions::fromMessage(const Json &body)
{
    const Json json = liftedOptions(body, u"llm_options",
        {u"completion_first", u"frequency_penalty", u"image_config", u"max_tokens", u"presence_penalty", u"stop_tokens",
            u"stream_response", u"system_prompt", u"temperature"});
    return fromFields(Fields(json, u"llm_options."_s));
}

LlmRequest LlmOptions::request(const DatasetRow &dataset) const
{
    LlmRequest request;
    request.temperature = orConfigured(temperature, dataset, u"TEMPERATURE");
    request.frequencyPenalty = orConfigured(frequencyPenalty, dataset, u"FREQUENCY_PENALTY");
    request.presencePenalty = orConfigured(presencePenalty, dataset, u"PRESENCE_PENALTY");
    request.maxTokens = maxTokens ? maxTokens : dataset.configuration[u"MAX_TOKENS"].toInteger();
    request.stop = stop;
    if (stop.isEmpty()) {
        for (const Json &text : dataset.configuration[u"STOP_TOKENS"].items())
            request.stop.append(text.toString());
    }
    request.isStreamed = isStreamed;
    return request;
}

LlmEndpoint configuredModel(const DatasetRow &dataset, const std::optional<QString> &model)
{
    LlmEndpoint endpoint;
    endpoint.model = model.value_or(dataset.setting(u"LLM_DEFAULT_MODEL")).trimmed();
    // Half a configuration is told by the model's server, or it would look like none.
    endpoint.baseUrl = dataset.setting(u"LLM_BASE_URL").trimmed();
    endpoint.key = dataset.setting(u"LLM_API_KEY").trimmed();
    endpoint.apiVersion = dataset.setting(u"LLM_API_VERSION").trimmed();
    return endpoint;
}

LlmEndpoint requiredModel(const DatasetRow &dataset, const std::optional<QString> &model, QStringView what)
{
    LlmEndpoint endpoint = configuredModel(dataset, model);
    if (endpoint.baseUrl.isEmpty())
        throw Refusal(400,
            u"%1 needs a language model, and this dataset has none. Set LLM_BASE_URL and LLM_DEFAULT_MODEL of the dataset."_s.arg(what));
    return endpoint;
}

#include "app/localserver/modelroutes.h"

#include "app/localserver/fields.h"
#include "app/localserver/llmoptions.h"
#include "app/localserver/refusal.h"
#include "app/localserver/router.h"
#include "app/localserver/speech.h"
#include "app/localserver/store.h"

using namespace Qt::StringLiterals;

namespace
{

/// The model's whole text; Refusal 400 with its reason.
QString answerOf(const LlmEndpoint &endpoint, const LlmRequest &request, Store &store, QList<LlmToolCall> *calls = nullptr)
{
    QString text;
    const auto collect = [&](const QString &piece) {
        text += piece;
        return true;
    };
    const auto result = LlmClient(endpoint).complete(request, collect, [&store] { return !store.isStopping(); }, calls);
    if (!result)
        throw Refusal(400, u"Bad response from LLM server provider: "_s + result.error().message);
    return text;
}

Response transcribe(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    const auto text = spokenText(fields, u"base64_audio", *request.dataset, [&store] { return !store.isStopping(); });
    if (!text)
        fields.refuse(u"base64_audio", u"expected a recording in base64, but it is missing"_s);
    return Response::json(Json(*text));
}

Response complete(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    LlmRequest question = LlmOptions().request(*request.dataset);
    question.isStreamed = false;
    question.turns = {{u"system"_s, fields.requiredString(u"system_message")}, {u"user"_s, fields.requiredString(u"user_message")}};
    const LlmEndpoint endpoint = requiredModel(*request.dataset, {}, u"A completion");
    return Response::json(Json(answerOf(endpoint, question, store)));
}

/// The function as a tool, its parameters a JSON schema.
LlmTool toolFrom(const Fields &fields)
{
    const Json *json = fields.object(u"tool_function");
    if (!json)
        fields.refuse(u"tool_function", u"expected an object, but it is missing"_s);
    const Fields function(*json, u"tool_function."_s);
    const auto parameters = function.array(u"parameters");
    if (!parameters)
        function.refuse(u"parameters", u"expected an array of parameters, but it is missing"_s);
    constexpr qsizetype most = 50;
    if (parameters->size() > most)
        function.refuse(u"parameters", u"expected at most %1 parameters, got %2"_s.arg(most).arg(parameters->size()));
    Json properties = Json::object();
    QStringList names;
    for (qsizetype i = 0; i < parameters->size(); ++i) {
        const Fields parameter((*parameters)[i], u"tool_function.parameters[%1]."_s.arg(i));
        const QString type = parameter.requiredString(u"parameter_type");
        if (type != u"boolean" && type != u"number")
            parameter.refuse(u"parameter_type", u"expected boolean or number, got \"%1\""_s.arg(type.left(40)));
        names.append(parameter.requiredString(u"name"));
        properties.set(names.last(), Json::object({{u"type", type}, {u"description", parameter.requiredString(u"description")}}));
    }
    return {function.requiredString(u"name"), function.requiredString(u"description"),
        Json::object({{u"type", u"object"}, {u"properties", properties}, {u"required", Json::strings(names)}})};
}

QStringList images(const Fields &fields)
{
    QStringList urls = fields.strings(u"image_urls").value_or(QStringList());
    if (const auto url = fields.string(u"image_url"))
        urls.append(*url);
    return urls;
}

Response toolParameters(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    const LlmOptions options = LlmOptions::fromFields(fields);
    LlmRequest question = options.request(*request.dataset);
    question.isStreamed = false;
    question.tools = {toolFrom(fields)};
    question.requiredTool = question.tools.first().name;
    const LlmEndpoint endpoint = requiredModel(*request.dataset, fields.string(u"model"), u"A tool");
    QString text = fields.string(u"user_message_text").value_or(QString());
    if (const auto spoken = spokenText(fields, u"audio_input", *request.dataset, [&store] { return !store.isStopping(); }))
        text = *spoken;
    question.turns = {{u"user"_s, text, images(fields)}};
    QList<LlmToolCall> calls;
    answerOf(endpoint, question, store, &calls);
    const auto arguments = Json::parse(calls.isEmpty() ? QByteArray() : calls.first().arguments.toUtf8());
    return Response::json(Json::object({{u"parameters", arguments && arguments->isObject() ? *arguments : Json()}}));
}

}

void addModelRoutes(Router &router, Store &store)
{
    const auto add = [&](QStringView pattern, Response (*handler)(const Request &, Store &)) {
        router.add("POST", pattern, {Scope::Dataset, Role::Admin}, [&store, handler](const Request &request) { return handler(request, store); });
    };
    add(u"/api/message/transcribe_audio", transcribe);
    add(u"/api/message/generate_message_completions", complete);
    add(u"/api/message/get_tool_function_params", toolParameters);
}

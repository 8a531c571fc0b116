#include "app/localserver/llmclient.h"

#include "app/localserver/llmtransfer.h"

using namespace Qt::StringLiterals;

namespace
{

Json callsJson(const QList<LlmToolCall> &calls)
{
    Json list = Json::array();
    for (const LlmToolCall &call : calls) {
        const Json function = Json::object({{u"name", call.name}, {u"arguments", call.arguments}});
        list.append(Json::object({{u"id", call.id}, {u"type", u"function"}, {u"function", function}}));
    }
    return list;
}

Json toolsJson(const QList<LlmTool> &tools)
{
    Json list = Json::array();
    for (const LlmTool &tool : tools) {
        const Json function
            = Json::object({{u"name", tool.name}, {u"description", tool.description}, {u"parameters", tool.parameters}});
        list.append(Json::object({{u"type", u"function"}, {u"function", function}}));
    }
    return list;
}

Json turnJson(const LlmTurn &turn)
{
    if (!turn.toolCallId.isEmpty())
        return Json::object({{u"role", turn.role}, {u"tool_call_id", turn.toolCallId}, {u"content", turn.content}});
    if (!turn.toolCalls.isEmpty())
        return Json::object({{u"role", turn.role}, {u"content", turn.content}, {u"tool_calls", callsJson(turn.toolCalls)}});
    if (turn.imageUrls.isEmpty())
        return Json::object({{u"role", turn.role}, {u"content", turn.content}});
    Json parts = Json::array({Json::object({{u"type", u"text"}, {u"text", turn.content}})});
    for (const QString &url : turn.imageUrls)
        parts.append(Json::object({{u"type", u"image_url"}, {u"image_url", Json::object({{u"url", url}})}}));
    return Json::object({{u"role", turn.role}, {u"content", parts}});
}

Json bodyJson(const LlmRequest &request, const LlmEndpoint &endpoint, const QUrl &url)
{
    Json turns = Json::array();
    for (const LlmTurn &turn : request.turns)
        turns.append(turnJson(turn));
    Json body = Json::object({{u"model", endpoint.model}, {u"messages", turns}, {u"stream", request.isStreamed}});
    if (request.temperature)
        body.set(u"temperature", *request.temperature);
    if (request.frequencyPenalty)
        body.set(u"frequency_penalty", *request.frequencyPenalty);
    if (request.presencePenalty)
        body.set(u"presence_penalty", *request.presencePenalty);
    // OpenAI's newer models know only the new name, most others only the old one.
    if (request.maxTokens)
        body.set(url.host() == u"api.openai.com" ? u"max_completion_tokens" : u"max_tokens", *request.maxTokens);
    if (!request.stop.isEmpty())
        body.set(u"stop", Json::strings(request.stop));
    if (!request.tools.isEmpty())
        body.set(u"tools", toolsJson(request.tools));
    if (!request.requiredTool.isEmpty())
        body.set(u"tool_choice",
            Json::object({{u"type", u"function"}, {u"function", Json::object({{u"name", request.requiredTool}})}}));
    return body;
}

}

Result<void> LlmClient::complete(const LlmRequest &request, const std::function<bool(const QString &)> &hand,
    const std::function<bool()> &isWanted, QList<LlmToolCall> *calls) const
{
    ModelCall call(m_endpoint, isWanted);
    const auto url = call.address(u"/chat/completions"_s);
    if (!url)
        return url.error();
    LlmTransfer transfer(call, hand);
    const QByteArray accept = request.isStreamed ? "text/event-stream, application/json" : "application/json";
    const ModelCall::End end = call.post(bodyJson(request, m_endpoint, *url).toBytes(), accept,
        [&](int status, const QByteArray &bytes) { return transfer.take(status, bytes); });
    const auto outcome = transfer.outcome(end);
    if (calls)
        *calls = transfer.calls();
    return outcome;
}

#include "app/localserver/response.h"

Response Response::json(const Json &json, int status)
{
    return {status, {{"Content-Type", "application/json"}}, json.toBytes(), {}};
}

Response Response::noContent()
{
    return {204, {}, {}, {}};
}

Response Response::error(int status, const QString &message)
{
    return json(Json::object({{u"message", message}}), status);
}

Response Response::streamed(std::function<void(StreamSink &)> stream)
{
    return {200, {}, {}, std::move(stream)};
}

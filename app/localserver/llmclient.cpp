#include "app/localserver/llmclient.h"

#include "app/localserver/llmtransfer.h"

#include <QUrl>
#include <QUrlQuery>

#include <curl/curl.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace
{

Json turnJson(const LlmTurn &turn)
{
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
    return body;
}

Result<QUrl> completionsUrl(const LlmEndpoint &endpoint)
{
    QString text = endpoint.baseUrl.trimmed();
    while (text.endsWith(u'/'))
        text.chop(1);
    QUrl url(text, QUrl::StrictMode);
    const bool isHttp = url.scheme() == u"http" || url.scheme() == u"https";
    if (!url.isValid() || !isHttp || url.host().isEmpty())
        return Error{Error::Kind::Rejected, 0,
            u"LLM_BASE_URL of the dataset is not an http or https address. Correct it, for example http://127.0.0.1:11434/v1."_s,
            {}};
    if (!url.path().endsWith(u"/chat/completions"))
        url.setPath(url.path() + u"/chat/completions"_s);
    if (!endpoint.apiVersion.isEmpty()) {
        QUrlQuery query(url);
        query.addQueryItem(u"api-version"_s, endpoint.apiVersion);
        url.setQuery(query);
    }
    return url;
}

struct Headers {
    curl_slist *list = nullptr;
    ~Headers() { curl_slist_free_all(list); }
    void add(const QByteArray &line) { list = curl_slist_append(list, line.constData()); }
};

void ensureCurl()
{
    [[maybe_unused]] static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
}

}

Result<void> LlmClient::complete(
    const LlmRequest &request, const std::function<bool(const QString &)> &hand, const std::function<bool()> &isWanted) const
{
    const auto url = completionsUrl(m_endpoint);
    if (!url)
        return url.error();
    // A line break in a key would be a header of its own.
    if (m_endpoint.key.contains(u'\n') || m_endpoint.key.contains(u'\r'))
        return Error{Error::Kind::Rejected, 0, u"LLM_API_KEY of the dataset has a line break in it. Enter the key again."_s, {}};
    ensureCurl();
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
    if (!curl)
        return Error{Error::Kind::Server, 0, u"There is not enough memory to ask the language model."_s, {}};
    const QByteArray body = bodyJson(request, m_endpoint, *url).toBytes();
    const QByteArray address = url->toEncoded();
    Headers headers;
    headers.add("Content-Type: application/json");
    headers.add(request.isStreamed ? "Accept: text/event-stream, application/json" : "Accept: application/json");
    headers.add("Expect:");
    if (!m_endpoint.key.isEmpty()) {
        headers.add("Authorization: Bearer " + m_endpoint.key.toUtf8());
        if (!m_endpoint.apiVersion.isEmpty())
            headers.add("api-key: " + m_endpoint.key.toUtf8());
    }
    LlmTransfer transfer(url->host(), m_endpoint, hand, isWanted);
    curl_easy_setopt(curl.get(), CURLOPT_URL, address.constData());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_USERAGENT, "Retriever/" RETRIEVER_VERSION);
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.list);
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.size()));
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.constData());
    curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, long(m_endpoint.connectTimeout.count()));
    curl_easy_setopt(curl.get(), CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_LOW_SPEED_TIME, long(m_endpoint.idleTimeout.count()));
    curl_easy_setopt(curl.get(), CURLOPT_TCP_NODELAY, 1L);
    transfer.attach(curl.get());
    const CURLcode code = curl_easy_perform(curl.get());
    return transfer.outcome(curl.get(), code);
}

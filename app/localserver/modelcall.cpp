#include "app/localserver/modelcall.h"

#include "app/documents/htmltext.h"

#include <QUrlQuery>

#include <curl/curl.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace
{

struct Headers {
    curl_slist *list = nullptr;
    ~Headers() { curl_slist_free_all(list); }
    void add(const QByteArray &line) { list = curl_slist_append(list, line.constData()); }
};

void ensureCurl()
{
    [[maybe_unused]] static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
}

Error error(Error::Kind kind, const QString &words, int status = 0)
{
    return {kind, status, words, {}};
}

}

ModelCall::ModelCall(const LlmEndpoint &endpoint, const std::function<bool()> &isWanted) : m_endpoint(endpoint), m_isWanted(isWanted)
{
}

Result<QUrl> ModelCall::address(const QString &path)
{
    QString text = m_endpoint.baseUrl.trimmed();
    while (text.endsWith(u'/'))
        text.chop(1);
    QUrl url(text, QUrl::StrictMode);
    const bool isHttp = url.scheme() == u"http" || url.scheme() == u"https";
    if (!url.isValid() || !isHttp || url.host().isEmpty())
        return error(Error::Kind::Rejected,
            u"%1 of the dataset is not an http or https address. Correct it, for example http://127.0.0.1:11434/v1."_s.arg(
                m_endpoint.names.baseUrl));
    // A line break in a key would be a header of its own.
    if (m_endpoint.key.contains(u'\n') || m_endpoint.key.contains(u'\r'))
        return error(
            Error::Kind::Rejected, u"%1 of the dataset has a line break in it. Enter the key again."_s.arg(m_endpoint.names.key));
    if (!url.path().endsWith(path))
        url.setPath(url.path() + path);
    if (!m_endpoint.apiVersion.isEmpty()) {
        QUrlQuery query(url);
        query.addQueryItem(u"api-version"_s, m_endpoint.apiVersion);
        url.setQuery(query);
    }
    m_url = url;
    return url;
}

ModelCall::End ModelCall::post(const QByteArray &body, const QByteArray &accept,
    const std::function<bool(int, const QByteArray &)> &take, const QByteArray &contentType)
{
    ensureCurl();
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
    if (!curl)
        return {0, CURLE_FAILED_INIT, false};
    Headers headers;
    headers.add("Content-Type: " + contentType);
    headers.add("Accept: " + accept);
    headers.add("Expect:");
    if (!m_endpoint.key.isEmpty()) {
        headers.add("Authorization: Bearer " + m_endpoint.key.toUtf8());
        if (!m_endpoint.apiVersion.isEmpty())
            headers.add("api-key: " + m_endpoint.key.toUtf8());
    }
    const QByteArray address = m_url.toEncoded();
    m_curl = curl.get();
    m_take = &take;
    curl_easy_setopt(m_curl, CURLOPT_URL, address.constData());
    curl_easy_setopt(m_curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(m_curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(m_curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(m_curl, CURLOPT_USERAGENT, "Retriever/" RETRIEVER_VERSION);
    curl_easy_setopt(m_curl, CURLOPT_HTTPHEADER, headers.list);
    curl_easy_setopt(m_curl, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.size()));
    curl_easy_setopt(m_curl, CURLOPT_POSTFIELDS, body.constData());
    curl_easy_setopt(m_curl, CURLOPT_CONNECTTIMEOUT_MS, long(m_endpoint.connectTimeout.count()));
    curl_easy_setopt(m_curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(m_curl, CURLOPT_LOW_SPEED_TIME, long(m_endpoint.idleTimeout.count()));
    curl_easy_setopt(m_curl, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(m_curl, CURLOPT_WRITEFUNCTION, &ModelCall::onBytes);
    curl_easy_setopt(m_curl, CURLOPT_WRITEDATA, this);
    curl_xferinfo_callback progress
        = [](void *self, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) { return onProgress(self, a, b, c, d); };
    curl_easy_setopt(m_curl, CURLOPT_XFERINFOFUNCTION, progress);
    curl_easy_setopt(m_curl, CURLOPT_XFERINFODATA, this);
    curl_easy_setopt(m_curl, CURLOPT_NOPROGRESS, 0L);
    const CURLcode code = curl_easy_perform(m_curl);
    long status = 0;
    curl_easy_getinfo(m_curl, CURLINFO_RESPONSE_CODE, &status);
    return {int(status), int(code), m_isCanceled};
}

std::size_t ModelCall::onBytes(char *bytes, std::size_t size, std::size_t count, void *self)
{
    auto *call = static_cast<ModelCall *>(self);
    long status = 0;
    curl_easy_getinfo(call->m_curl, CURLINFO_RESPONSE_CODE, &status);
    return (*call->m_take)(int(status), QByteArray(bytes, qsizetype(size * count))) ? size * count : 0;
}

int ModelCall::onProgress(void *self, qint64, qint64, qint64, qint64)
{
    auto *call = static_cast<ModelCall *>(self);
    if (call->m_isWanted && !call->m_isWanted())
        call->m_isCanceled = true;
    return call->m_isCanceled ? 1 : 0;
}

QString ModelCall::who() const
{
    return u"%1 at %2"_s.arg(m_endpoint.names.server, m_url.host());
}

Error ModelCall::reported(const QString &words) const
{
    return error(Error::Kind::Server,
        u"The %1 reported an error: %2"_s.arg(
            who(), withoutKey(words.isEmpty() ? u"it gave no reason"_s : words.simplified().left(500))));
}

Error ModelCall::malformed() const
{
    return error(Error::Kind::Malformed,
        u"What answers at %1 is no %2 server. Check %3 of the dataset; it usually ends with /v1."_s.arg(
            m_url.host(), m_endpoint.names.server, m_endpoint.names.baseUrl));
}

Error ModelCall::refused(int status, const QByteArray &body) const
{
    const QString said = serverWords(body);
    const QString words = said.isEmpty() ? QString() : u" It says: %1"_s.arg(said);
    const ModelNames &names = m_endpoint.names;
    const auto made = [&](Error::Kind kind, const QString &sentence) { return error(kind, sentence + words, status); };
    if (status < 400)
        return error(Error::Kind::Rejected,
            u"The %1 sent a redirect (%2), which is not followed. Check %3 of the dataset."_s.arg(who()).arg(status).arg(names.baseUrl),
            status);
    if (status == 401 || status == 403)
        return made(Error::Kind::Unauthorized,
            u"The %1 refused the key (%2). Check %3 of the dataset."_s.arg(who()).arg(status).arg(names.key));
    if (status == 404)
        return made(Error::Kind::NotFound,
            u"The %1 does not know the address or the model (404). Check %2 and %3 of the dataset."_s.arg(
                who(), names.baseUrl, names.model));
    if (status == 429)
        return made(Error::Kind::RateLimited,
            u"The %1 takes no more requests now (429). Wait a little, or check the account's credit."_s.arg(who()));
    if (status >= 500)
        return made(Error::Kind::Server, u"The %1 failed (%2). Try again in a moment."_s.arg(who()).arg(status));
    return made(Error::Kind::Rejected, u"The %1 refused the request (%2)."_s.arg(who()).arg(status));
}

Error ModelCall::failed(int code) const
{
    const QString host = m_url.host();
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return error(Error::Kind::Offline,
            u"The %1's host %2 was not found. Check %3 of the dataset and the network."_s.arg(
                m_endpoint.names.server, host, m_endpoint.names.baseUrl));
    case CURLE_COULDNT_CONNECT:
        return error(Error::Kind::Offline,
            u"No %1 answers at %2. Start it, or check %3 of the dataset."_s.arg(
                m_endpoint.names.server, host, m_endpoint.names.baseUrl));
    case CURLE_OPERATION_TIMEDOUT:
        return error(Error::Kind::Timeout, u"The %1 sent nothing for too long."_s.arg(who()));
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
        return error(Error::Kind::Offline,
            u"There is no secure connection to the %1: %2."_s.arg(who(), QString::fromUtf8(curl_easy_strerror(CURLcode(code)))));
    default:
        return error(Error::Kind::Offline,
            u"The connection to the %1 broke off: %2."_s.arg(who(), QString::fromUtf8(curl_easy_strerror(CURLcode(code)))));
    }
}

/// What the server gives as its reason; empty where it gives none.
QString ModelCall::serverWords(const QByteArray &body) const
{
    QString words;
    if (const auto json = Json::parse(body)) {
        const Json &reason = (*json)[u"error"];
        for (const Json &candidate : {reason[u"message"], reason, (*json)[u"message"], (*json)[u"detail"]}) {
            if (words.isEmpty())
                words = candidate.toString();
        }
    } else {
        words = plainText(QString::fromUtf8(body.left(20'000)));
    }
    return withoutKey(words.simplified().left(500));
}

QString ModelCall::withoutKey(QString text) const
{
    return m_endpoint.key.size() < 4 ? text : text.replace(m_endpoint.key, u"…"_s);
}

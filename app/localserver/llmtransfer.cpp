#include "app/localserver/llmtransfer.h"

#include "app/documents/htmltext.h"

#include <curl/curl.h>

using namespace Qt::StringLiterals;

namespace
{

/// An error needs no more, and an answer in one piece is shorter.
constexpr qsizetype longestBody = 8 * 1024 * 1024;

Error error(Error::Kind kind, const QString &words, int status = 0)
{
    return {kind, status, words, {}};
}

}

void LlmTransfer::attach(void *curl)
{
    m_curl = curl;
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &LlmTransfer::onBytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
    curl_xferinfo_callback progress
        = [](void *self, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) { return onProgress(self, a, b, c, d); };
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, this);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
}

std::size_t LlmTransfer::onBytes(char *bytes, std::size_t size, std::size_t count, void *self)
{
    auto *transfer = static_cast<LlmTransfer *>(self);
    return transfer->take(QByteArray(bytes, qsizetype(size * count))) ? size * count : 0;
}

int LlmTransfer::onProgress(void *self, qint64, qint64, qint64, qint64)
{
    auto *transfer = static_cast<LlmTransfer *>(self);
    if (transfer->m_isWanted && !transfer->m_isWanted())
        transfer->m_isCanceled = true;
    return transfer->m_isCanceled ? 1 : 0;
}

bool LlmTransfer::take(const QByteArray &bytes)
{
    long status = 0;
    curl_easy_getinfo(m_curl, CURLINFO_RESPONSE_CODE, &status);
    if (!m_isEventStream) {
        // Some servers stream without saying so, others answer whole though asked to stream.
        m_body += bytes;
        const QByteArray start = m_body.trimmed();
        if (start.isEmpty())
            return true;
        m_isEventStream = status == 200 && start.front() != '{';
        if (!*m_isEventStream)
            return true;
        const QByteArray held = std::exchange(m_body, {});
        return take(held);
    }
    if (!*m_isEventStream) {
        m_body += bytes;
        return m_body.size() <= longestBody;
    }
    for (const QByteArray &event : m_events.feed(bytes)) {
        if (!takeEvent(event))
            return false;
    }
    return true;
}

bool LlmTransfer::takeEvent(const QByteArray &data)
{
    if (data.trimmed() == "[DONE]") {
        m_isDone = true;
        return true;
    }
    const auto json = Json::parse(data);
    if (!json)
        return true;
    if (!(*json)[u"error"].isNull()) {
        noteError((*json)[u"error"]);
        return false;
    }
    for (const Json &choice : (*json)[u"choices"].items()) {
        if (!choice[u"finish_reason"].isNull())
            m_isDone = true;
        if (!handOut(choice[u"delta"][u"content"].toString()))
            return false;
        // More than one choice is never asked for.
        break;
    }
    return true;
}

bool LlmTransfer::handOut(const QString &text)
{
    if (text.isEmpty())
        return true;
    m_hasText = true;
    m_isCanceled = !m_hand(text);
    return !m_isCanceled;
}

void LlmTransfer::takeWhole()
{
    const auto json = Json::parse(m_body);
    if (!json)
        return;
    if (!(*json)[u"error"].isNull()) {
        noteError((*json)[u"error"]);
        return;
    }
    const QList<Json> &choices = (*json)[u"choices"].items();
    if (choices.isEmpty())
        return;
    m_isDone = true;
    handOut(choices.first()[u"message"][u"content"].toString());
}

void LlmTransfer::noteError(const Json &error)
{
    const QString words = error.isString() ? error.toString() : error[u"message"].toString();
    m_error = withoutKey(words.isEmpty() ? u"it gave no reason"_s : words.simplified().left(500));
}

Result<void> LlmTransfer::outcome(void *curl, int code)
{
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (m_isCanceled)
        return error(Error::Kind::Canceled, u"Stopped."_s);
    if (status >= 300)
        return refused(status);
    if (m_isEventStream.value_or(false)) {
        for (const QByteArray &event : m_events.end())
            takeEvent(event);
    } else if (code == CURLE_OK) {
        takeWhole();
    }
    if (m_isCanceled)
        return error(Error::Kind::Canceled, u"Stopped."_s);
    if (m_error)
        return error(Error::Kind::Server, u"The language model at %1 reported an error: %2"_s.arg(m_host, *m_error));
    // A connection that is closed carelessly after the last word has lost nothing.
    if (m_isDone)
        return {};
    if (code != CURLE_OK)
        return failed(code);
    if (m_hasText)
        return error(Error::Kind::Offline, u"The language model at %1 ended its answer in the middle."_s.arg(m_host));
    return error(Error::Kind::Malformed,
        u"What answers at %1 is no language model server. Check LLM_BASE_URL of the dataset; it usually ends with /v1."_s.arg(
            m_host));
}

Error LlmTransfer::refused(long status) const
{
    const QString said = serverWords(m_body);
    const QString words = said.isEmpty() ? QString() : u" It says: %1"_s.arg(said);
    const int code = int(status);
    if (status < 400)
        return error(Error::Kind::Rejected,
            u"The language model at %1 sent a redirect (%2), which is not followed. Check LLM_BASE_URL of the dataset."_s
                .arg(m_host)
                .arg(code),
            code);
    if (status == 401 || status == 403)
        return error(Error::Kind::Unauthorized,
            u"The language model at %1 refused the key (%2). Check LLM_API_KEY of the dataset.%3"_s.arg(m_host).arg(code).arg(
                words),
            code);
    if (status == 404)
        return error(Error::Kind::NotFound,
            u"The language model at %1 does not know the address or the model (404). Check LLM_BASE_URL and LLM_DEFAULT_MODEL of the dataset.%2"_s
                .arg(m_host, words),
            code);
    if (status == 429)
        return error(Error::Kind::RateLimited,
            u"The language model at %1 takes no more requests now (429). Wait a little, or check the account's credit.%2"_s.arg(
                m_host, words),
            code);
    if (status >= 500)
        return error(Error::Kind::Server,
            u"The language model at %1 failed (%2). Try again in a moment.%3"_s.arg(m_host).arg(code).arg(words), code);
    return error(
        Error::Kind::Rejected, u"The language model at %1 refused the request (%2).%3"_s.arg(m_host).arg(code).arg(words), code);
}

Error LlmTransfer::failed(int code) const
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return error(Error::Kind::Offline,
            u"The language model's host %1 was not found. Check LLM_BASE_URL of the dataset and the network."_s.arg(m_host));
    case CURLE_COULDNT_CONNECT:
        return error(Error::Kind::Offline,
            u"No language model answers at %1. Start it, or check LLM_BASE_URL of the dataset."_s.arg(m_host));
    case CURLE_OPERATION_TIMEDOUT:
        return error(Error::Kind::Timeout, u"The language model at %1 sent nothing for too long."_s.arg(m_host));
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
        return error(Error::Kind::Offline,
            u"There is no secure connection to the language model at %1: %2."_s.arg(
                m_host, QString::fromUtf8(curl_easy_strerror(CURLcode(code)))));
    default:
        return error(Error::Kind::Offline,
            u"The connection to the language model at %1 broke off: %2."_s.arg(
                m_host, QString::fromUtf8(curl_easy_strerror(CURLcode(code)))));
    }
}

/// What the server gives as its reason; empty where it gives none.
QString LlmTransfer::serverWords(const QByteArray &body) const
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

QString LlmTransfer::withoutKey(QString text) const
{
    return m_endpoint.key.size() < 4 ? text : text.replace(m_endpoint.key, u"…"_s);
}

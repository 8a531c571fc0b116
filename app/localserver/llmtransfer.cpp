#include "app/localserver/llmtransfer.h"

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

bool LlmTransfer::take(int status, const QByteArray &bytes)
{
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
        return take(status, held);
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
        noteCalls(choice[u"delta"][u"tool_calls"]);
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
    noteCalls(choices.first()[u"message"][u"tool_calls"]);
    handOut(choices.first()[u"message"][u"content"].toString());
}

// Streamed, a call comes in pieces that say by their index which one they go on with; some servers leave the index out.
void LlmTransfer::noteCalls(const Json &calls)
{
    constexpr qsizetype most = 16;
    for (const Json &call : calls.items()) {
        const qint64 index = call[u"index"].toInteger().value_or(m_calls.size());
        if (index < 0 || index >= most)
            continue;
        while (m_calls.size() <= index)
            m_calls.append(LlmToolCall());
        LlmToolCall &known = m_calls[index];
        if (known.id.isEmpty())
            known.id = call[u"id"].toString();
        if (known.name.isEmpty())
            known.name = call[u"function"][u"name"].toString();
        const Json &arguments = call[u"function"][u"arguments"];
        known.arguments += arguments.isObject() ? QString::fromUtf8(arguments.toBytes()) : arguments.toString();
    }
}

void LlmTransfer::noteError(const Json &error)
{
    m_error = m_call.reported(error.isString() ? error.toString() : error[u"message"].toString());
}

Result<void> LlmTransfer::outcome(const ModelCall::End &end)
{
    m_isCanceled = m_isCanceled || end.isCanceled;
    if (!m_isCanceled && end.status >= 300)
        return m_call.refused(end.status, m_body);
    if (!m_isCanceled && m_isEventStream.value_or(false)) {
        for (const QByteArray &event : m_events.end())
            takeEvent(event);
    } else if (!m_isCanceled && end.code == CURLE_OK) {
        takeWhole();
    }
    if (m_isCanceled)
        return error(Error::Kind::Canceled, u"Stopped."_s);
    if (m_error)
        return *m_error;
    // A connection that is closed carelessly after the last word has lost nothing.
    if (m_isDone)
        return {};
    if (end.code != CURLE_OK)
        return m_call.failed(end.code);
    if (m_hasText)
        return error(Error::Kind::Offline, u"The %1 ended its answer in the middle."_s.arg(m_call.who()));
    return m_call.malformed();
}

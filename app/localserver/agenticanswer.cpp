#include "app/localserver/agenticanswer.h"

#include "app/documents/htmltext.h"
#include "app/localserver/refusal.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

/// A model that searches again and again is made to answer.
constexpr int mostTurns = 6;
constexpr qsizetype mostChunks = 60;
constexpr qsizetype longestDocument = 20'000;

LlmTool searchTool()
{
    const Json query = Json::object({{u"type", u"string"}, {u"description", u"The words to search for."}});
    return {u"search"_s,
        u"Searches the knowledge base and returns numbered documents. Call it before answering, and again with other words where the documents do not suffice."_s,
        Json::object({{u"type", u"object"}, {u"properties", Json::object({{u"query", query}})},
            {u"required", Json::strings({u"query"_s})}})};
}

}

bool AgenticAnswer::hand(const QString &text, bool isRemembered)
{
    if (isRemembered)
        m_content += text;
    m_hasHanded = true;
    m_isAbandoned = !m_hand(text) || m_isAbandoned;
    return !m_isAbandoned;
}

bool AgenticAnswer::say(const QString &piece, bool isFirst)
{
    if (isFirst && !m_order.chunksLast && !hand(QString::fromUtf8(m_order.toJson(m_found)) + u"||"_s))
        return false;
    return hand(piece);
}

QString AgenticAnswer::documents(const QList<FoundChunk> &fresh, qsizetype from) const
{
    QString text;
    for (qsizetype i = 0; i < fresh.size(); ++i) {
        text += u"doc %1: "_s.arg(from + i + 1) + plainText(fresh[i].row.chunkHtml.value_or(QString())).left(longestDocument);
        if (m_order.includesLinks && fresh[i].row.link)
            text += u"\nlink: "_s + *fresh[i].row.link;
        text += u"\n\n"_s;
    }
    return text.isEmpty() ? u"Nothing new was found."_s : text.trimmed();
}

void AgenticAnswer::keepNew(const QList<FoundChunk> &chunks)
{
    for (const FoundChunk &found : chunks) {
        const auto isSame = [&](const FoundChunk &one) { return one.row.id == found.row.id; };
        if (m_found.size() < mostChunks && std::none_of(m_found.cbegin(), m_found.cend(), isSame))
            m_found.append(found);
    }
}

void AgenticAnswer::searchFor(LlmRequest &request, const LlmToolCall &call)
{
    const auto arguments = Json::parse(call.arguments.toUtf8());
    const QString query = arguments ? (*arguments)[u"query"].toString().simplified().left(500) : QString();
    LlmTurn answer{u"tool"_s, {}, {}, {}, call.id};
    if (call.name != u"search" || query.isEmpty()) {
        answer.content = u"There is no such tool. Call search with {\"query\": \"words\"}."_s;
    } else {
        if (m_order.request.isStreamed)
            hand(u"\n\n[Searching for %1...]\n\n"_s.arg(query), false);
        const qsizetype known = m_found.size();
        try {
            keepNew(m_order.search(query).chunks);
            answer.content = documents(m_found.mid(known), known);
        } catch (const Refusal &refusal) {
            answer.content = u"The search failed: %1"_s.arg(refusal.message());
        }
    }
    request.turns.append(answer);
}

Result<void> AgenticAnswer::make(const std::function<bool()> &isWanted)
{
    LlmRequest request = m_order.request;
    request.tools = {searchTool()};
    Result<void> result;
    bool hasText = false;
    for (int turn = 0; turn < mostTurns; ++turn) {
        // Without a tool there is nothing left but to answer.
        if (turn == mostTurns - 1)
            request.tools.clear();
        QString text;
        bool isFirst = true;
        QList<LlmToolCall> calls;
        const auto take = [&](const QString &piece) {
            text += piece;
            if (!m_order.request.isStreamed)
                return true;
            hasText = true;
            return say(piece, std::exchange(isFirst, false));
        };
        result = LlmClient(m_order.endpoint).complete(request, take, isWanted, &calls);
        if (!result || m_isAbandoned)
            break;
        if (calls.isEmpty()) {
            if (!m_order.request.isStreamed || isFirst)
                say(text, true);
            hasText = true;
            break;
        }
        LlmTurn asked{u"assistant"_s, text, {}, calls, {}};
        request.turns.append(asked);
        for (const LlmToolCall &call : std::as_const(calls))
            searchFor(request, call);
    }
    if (!result && result.error().kind != Error::Kind::Canceled && m_hasHanded && m_order.request.isStreamed) {
        hand(u", \"error\": \"%1\""_s.arg(QString(result.error().message).replace(u'"', u'\'')));
        result = {};
    }
    if (result && m_order.chunksLast && hasText)
        hand(u"||"_s + QString::fromUtf8(m_order.toJson(m_found)));
    return result;
}

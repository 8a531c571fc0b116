#include "app/localserver/messageanswer.h"

#include "app/localserver/agenticanswer.h"
#include "app/localserver/answerlayout.h"
#include "app/localserver/groupsearch.h"
#include "app/localserver/refusal.h"
#include "app/localserver/searchmeaning.h"
#include "app/localserver/searchquery.h"
#include "app/localserver/store.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

/// What a model is shown of the conversation, in characters, newest first.
constexpr qsizetype longestHistory = 100'000;
constexpr qint64 defaultRetrievals = 8;

}

MessageAnswer::MessageAnswer(Store &store, DatasetRow dataset, MessageOrder order)
    : m_store(store), m_dataset(std::move(dataset)), m_order(std::move(order))
{
    m_answer = newMessage(u"assistant"_s, 0, {});
}

MessageRow MessageAnswer::newMessage(const QString &role, qint64 sortOrder, const QString &content) const
{
    MessageRow message;
    message.id = Store::newId();
    message.topicId = m_order.topicId;
    message.datasetId = m_dataset.id;
    message.sortOrder = sortOrder;
    message.role = role;
    message.content = content;
    message.createdAt = message.updatedAt = Store::now();
    return message;
}

void MessageAnswer::prepare()
{
    // A filter or a query that is none must not leave half a conversation behind; so it is searched before anything is stored.
    const auto messages = m_store.read([&](Database &database) {
        TopicRow::byId(database, m_dataset.id, m_order.topicId);
        return MessageRow::ofTopic(database, m_order.topicId);
    });
    m_question = m_order.content;
    for (const MessageRow &message : messages) {
        if (m_order.kind == MessageOrder::Kind::Edit && message.sortOrder >= m_order.sortOrder)
            break;
        m_previous.append(message);
    }
    if (m_order.kind == MessageOrder::Kind::Regenerate) {
        while (!m_previous.isEmpty() && m_previous.last().role != u"user")
            m_previous.removeLast();
        if (m_previous.isEmpty())
            throw Refusal(400, u"topic_id: This topic has no message to answer"_s);
        m_question = m_previous.takeLast().content;
    }
    search();
    m_store.write([&](Database &database) { place(database); });
}

void MessageAnswer::place(Database &database)
{
    TopicRow topic = TopicRow::byId(database, m_dataset.id, m_order.topicId);
    const QList<MessageRow> messages = MessageRow::ofTopic(database, m_order.topicId);
    if (messages.isEmpty())
        addSystemMessage(database);
    const qint64 last = messages.isEmpty() ? 0 : messages.last().sortOrder;
    switch (m_order.kind) {
    case MessageOrder::Kind::New:
        placeQuestion(database, last + 1);
        break;
    case MessageOrder::Kind::Edit: {
        const auto edited = std::find_if(
            messages.begin(), messages.end(), [&](const MessageRow &message) { return message.sortOrder == m_order.sortOrder; });
        if (edited == messages.end() || edited->role != u"user")
            throw Refusal(400, u"message_sort_order: there is no message of a user at %1 in this topic"_s.arg(m_order.sortOrder));
        removeFrom(database, messages, m_order.sortOrder);
        placeQuestion(database, m_order.sortOrder);
        break;
    }
    case MessageOrder::Kind::Regenerate: {
        const auto asked
            = std::find_if(messages.rbegin(), messages.rend(), [](const MessageRow &message) { return message.role == u"user"; });
        const qint64 sortOrder = asked == messages.rend() ? last : asked->sortOrder;
        removeFrom(database, messages, sortOrder + 1);
        m_answer.sortOrder = sortOrder + 1;
        break;
    }
    }
    topic.updatedAt = Store::now();
    topic.update(database);
}

void MessageAnswer::addSystemMessage(Database &database)
{
    const QString configured = m_dataset.setting(u"SYSTEM_PROMPT");
    const QString prompt
        = m_order.llm.systemPrompt.value_or(configured.isEmpty() ? u"You are a helpful assistant"_s : configured);
    const MessageRow message = newMessage(u"system"_s, 0, prompt);
    message.insert(database);
    m_added.append(message.id);
    m_previous.prepend(message);
}

void MessageAnswer::placeQuestion(Database &database, qint64 sortOrder)
{
    const MessageRow message = newMessage(u"user"_s, sortOrder, m_question);
    message.insert(database);
    m_added.append(message.id);
    m_answer.sortOrder = sortOrder + 1;
}

void MessageAnswer::removeFrom(Database &database, const QList<MessageRow> &messages, qint64 sortOrder)
{
    for (const MessageRow &message : messages) {
        if (message.sortOrder < sortOrder)
            continue;
        database.prepare("UPDATE messages SET deleted = 1, updated_at = ? WHERE id = ?").bind(Store::now(), message.id).run();
        m_removed.append(message.id);
    }
}

QString MessageAnswer::searchText() const
{
    if (m_order.searchQuery && !m_order.searchQuery->trimmed().isEmpty())
        return *m_order.searchQuery;
    if (!m_order.joinsUserMessages)
        return m_question;
    QString joined;
    for (const MessageRow &message : m_previous) {
        if (message.role == u"user")
            joined += message.content + u' ';
    }
    return joined + m_question;
}

FoundChunks MessageAnswer::found(const QString &query) const
{
    SearchOrder search = m_order.search;
    search.page = 1;
    search.pageSize = std::min<qint64>(
        m_order.pageSize.value_or(m_dataset.configuration[u"N_RETRIEVALS_TO_INCLUDE"].toInteger().value_or(defaultRetrievals)),
        1000);
    search.wantsTotal = false;
    search.shape = ChunkRow::Shape::Full;
    search.queries = {{query, 1}};
    const auto isWanted = [this] { return !m_store.isStopping(); };
    searchmeaning::find(search, m_dataset, m_store, isWanted);
    return m_store.read([&](Database &database) {
        const DatasetRow dataset = currentDataset(database, m_dataset);
        return m_order.searchesGroups ? searchGroups(database, dataset, search, {}, isWanted).chunks()
                                      : searchChunks(database, dataset, search, {}, isWanted);
    });
}

void MessageAnswer::search()
{
    const QString query = searchText();
    m_found = found(query);
    // The model looks itself; that the options are good ones is known now.
    if (m_order.isAgentic) {
        m_found = {};
        return;
    }
    // "And how long does that take?" makes sense only after what was asked before.
    const WordCutter cutter;
    const bool saysLittle = SearchQuery(query, {}, cutter).terms().size() < 2;
    const auto before
        = std::find_if(m_previous.rbegin(), m_previous.rend(), [](const MessageRow &message) { return message.role == u"user"; });
    if (before != m_previous.rend() && !m_order.searchQuery && (m_found.chunks.isEmpty() || saysLittle))
        m_found = found(query + u' ' + before->content);
    for (const FoundChunk &chunk : std::as_const(m_found.chunks))
        m_chunks.append(chunk.row);
}

QList<LlmTurn> MessageAnswer::history() const
{
    QList<LlmTurn> turns;
    qsizetype characters = 0;
    qint64 left = m_order.messagesToInclude.value_or(std::numeric_limits<qint64>::max());
    for (auto message = m_previous.rbegin(); message != m_previous.rend(); ++message) {
        const QString text = message->text();
        const bool isSystem = message->role == u"system";
        characters += text.size();
        if (!isSystem && (left-- <= 0 || characters > longestHistory))
            continue;
        turns.prepend({message->role, text, {}});
    }
    return turns;
}

AnswerOrder MessageAnswer::answerOrder() const
{
    AnswerOrder order;
    order.endpoint = configuredModel(m_dataset, m_order.model);
    order.question = m_question;
    order.documents = numbered(m_chunks);
    order.request = m_order.llm.request(m_dataset);
    order.request.turns = history();
    const QString prompt = m_dataset.setting(u"RAG_PROMPT");
    LlmTurn turn{u"user"_s, m_question, m_order.imageUrls};
    turn.content += u"\n\n"_s + (prompt.isEmpty() ? u"Answer from these documents:"_s : prompt) + u"\n\n"_s
        + m_order.ragContext.value_or(documentsText(m_chunks, m_order.includeLinks));
    if (m_order.onlyUsedChunks)
        turn.content += u"\n\n"_s + UsedDocuments::instruction();
    if (m_order.llm.usesImages)
        turn.imageUrls += chunkImages(m_chunks, m_order.llm.imagesPerChunk);
    order.request.turns.append(turn);
    return order;
}

/// Source of the two shapes: what real servers send, flat with tags as "a,b" when streaming and nested otherwise.
QByteArray MessageAnswer::chunksJson(const QList<FoundChunk> &chunks, bool isNested) const
{
    Json list = Json::array();
    for (const FoundChunk &found : chunks) {
        Json json = found.toJson(m_dataset.id, !isNested, m_order.search.shape);
        if (isNested)
            json = Json::object({{u"chunk", json}});
        json.set(u"highlights", Json::strings(found.highlights));
        json.set(u"score", found.score);
        list.append(json);
    }
    // Two bars end the array.
    return list.toBytes().replace("||", "");
}

QByteArray MessageAnswer::usedChunksJson(const std::optional<QList<int>> &used) const
{
    QList<FoundChunk> chunks;
    for (qsizetype i = 0; i < m_found.chunks.size(); ++i) {
        if (!used || used->contains(int(i) + 1))
            chunks.append(m_found.chunks[i]);
    }
    return chunksJson(chunks, !m_order.llm.isStreamed);
}

Result<void> MessageAnswer::make(const Hand &hand, const std::function<bool()> &isWanted)
{
    const Hand keep = [&](const QString &piece) {
        m_answer.content += piece;
        return hand(piece);
    };
    Result<void> result;
    if (m_order.isAgentic)
        result = makeAgentic(hand, isWanted);
    else if (m_found.chunks.isEmpty())
        keep(u"[]||"_s + m_order.noResultMessage);
    else
        result = makeFromFound(keep, isWanted);
    const bool failedAtOnce = !result && m_answer.content.isEmpty() && result.error().kind != Error::Kind::Canceled;
    if (failedAtOnce)
        takeBack();
    else
        store();
    return result;
}

Result<void> MessageAnswer::makeFromFound(const Hand &keep, const std::function<bool()> &isWanted)
{
    const AnswerOrder order = answerOrder();
    const bool hasModel = !order.endpoint.baseUrl.isEmpty();
    AnswerLayout::Order layoutOrder{.chunksLast = m_order.llm.completionFirst, .beginsWithUsed = m_order.onlyUsedChunks && hasModel};
    QString quoted;
    if (m_order.onlyUsedChunks && !hasModel) {
        // Quoting takes no time, and what is quoted says which documents.
        const auto collect = [&](const QString &piece) {
            quoted += piece;
            return true;
        };
        if (const auto made = makeAnswer(order, collect, isWanted); !made)
            return made;
        layoutOrder.used = UsedDocuments::cited(quoted);
    }
    AnswerLayout layout(layoutOrder, [this](const auto &used) { return usedChunksJson(used); }, keep);
    const auto say = [&](const QString &piece) { return layout.say(piece); };
    Result<void> result;
    if (layoutOrder.used)
        say(quoted);
    else
        result = makeAnswer(order, say, isWanted);
    const bool isHeard = layout.end(result.ok());
    return result && !isHeard ? Result<void>(Error{Error::Kind::Canceled, 0, {}, {}}) : result;
}

Result<void> MessageAnswer::makeAgentic(const Hand &hand, const std::function<bool()> &isWanted)
{
    AgenticAnswer::Order order;
    order.endpoint = configuredModel(m_dataset, m_order.model);
    order.request = m_order.llm.request(m_dataset);
    order.request.turns = history();
    order.request.turns.append({u"user"_s, m_question, m_order.imageUrls});
    order.includesLinks = m_order.includeLinks;
    // Source of the other way round when not streaming: what real servers do.
    order.chunksLast = m_order.llm.isStreamed == m_order.llm.completionFirst;
    order.search = [this](const QString &query) { return found(query); };
    order.toJson = [this](const QList<FoundChunk> &chunks) { return chunksJson(chunks, true); };
    AgenticAnswer answer(order, hand);
    const auto result = answer.make(isWanted);
    m_answer.content = answer.content();
    return result;
}

void MessageAnswer::store()
{
    m_answer.createdAt = m_answer.updatedAt = Store::now();
    m_store.write([&](Database &database) {
        m_answer.insert(database);
        database.prepare("UPDATE topics SET updated_at = ? WHERE id = ?").bind(m_answer.createdAt, m_answer.topicId).run();
    });
    Json data = Json::object({{u"rag_type", u"all_chunks"}, {u"user_message", m_question}, {u"llm_response", m_answer.text()}, {u"topic_id", m_answer.topicId},
        {u"search_id", m_answer.id}, {u"hallucination_score", 0}, {u"detected_hallucinations", Json::array()}});
    QueryLog::setResults(data, m_found.chunks);
    m_store.queryLog().note(QueryLog::Kind::Answer, m_dataset, m_answer.id, std::move(data), m_order.body);
}

void MessageAnswer::takeBack()
{
    m_store.write([&](Database &database) {
        for (const QString &id : std::as_const(m_added))
            database.prepare("DELETE FROM messages WHERE id = ?").bind(id).run();
        for (const QString &id : std::as_const(m_removed))
            database.prepare("UPDATE messages SET deleted = 0 WHERE id = ?").bind(id).run();
    });
}

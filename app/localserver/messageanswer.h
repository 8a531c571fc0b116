#pragma once

#include "app/localserver/answermaker.h"
#include "app/localserver/chunksearch.h"
#include "app/localserver/datasetrow.h"
#include "app/localserver/messageorder.h"
#include "app/localserver/topicrow.h"

class Store;

/// One message of a conversation and the answer to it: stores the question, searches, makes the answer, stores it. prepare() runs
/// in the request's thread, make() in the answer's. When the answer fails before its first word, the conversation is as it was
/// before.
class MessageAnswer
{
public:
    using Hand = std::function<bool(const QString &)>;

    MessageAnswer(Store &store, DatasetRow dataset, MessageOrder order);

    /// Stores the user's message and searches. Refusal for a topic or message that does not exist.
    void prepare();
    /// Makes the answer in its layout, the chunks before or after the text, and stores it, also when nobody listens any more.
    Result<void> make(const Hand &hand, const std::function<bool()> &isWanted);
    /// The id that the stored answer will have.
    const QString &id() const { return m_answer.id; }

private:
    void place(Database &database);
    void placeQuestion(Database &database, qint64 sortOrder);
    void removeFrom(Database &database, const QList<MessageRow> &messages, qint64 sortOrder);
    void addSystemMessage(Database &database);
    void search();
    FoundChunks found(const QString &query) const;
    QString searchText() const;
    AnswerOrder answerOrder() const;
    QList<LlmTurn> history() const;
    Result<void> makeFromFound(const Hand &keep, const std::function<bool()> &isWanted);
    Result<void> makeAgentic(const Hand &hand, const std::function<bool()> &isWanted);
    QByteArray chunksJson(const QList<FoundChunk> &chunks, bool isNested) const;
    QByteArray usedChunksJson(const std::optional<QList<int>> &used) const;
    void store();
    void takeBack();
    MessageRow newMessage(const QString &role, qint64 sortOrder, const QString &content) const;

    Store &m_store;
    const DatasetRow m_dataset;
    MessageOrder m_order;
    /// Before the question.
    QList<MessageRow> m_previous;
    QString m_question;
    MessageRow m_answer;
    /// What was stored and removed for this answer.
    QStringList m_added;
    QStringList m_removed;
    FoundChunks m_found;
    QList<ChunkRow> m_chunks;
};

#pragma once

#include "app/localserver/answermaker.h"
#include "app/localserver/chunksearch.h"

/// An answer by a model that searches by itself, as often as it likes within limits. Layout of what is handed out, as on real servers:
/// markers "\n\n[Searching for WORDS...]\n\n", and before the text of each turn the chunks found so far and two bars.
class AgenticAnswer
{
public:
    struct Order {
        LlmEndpoint endpoint;
        /// The conversation; its last turn is the question.
        LlmRequest request;
        bool includesLinks = false;
        /// The chunks after the text, not before it.
        bool chunksLast = false;
        std::function<FoundChunks(const QString &query)> search;
        /// The chunks as JSON without "||".
        std::function<QByteArray(const QList<FoundChunk> &chunks)> toJson;
    };
    using Hand = std::function<bool(const QString &)>;

    /// The order must outlive the answer. With isStreamed false nothing but the last turn and its chunks is handed out.
    AgenticAnswer(const Order &order, const Hand &hand) : m_order(order), m_hand(hand) { }

    /// An error where the model failed before anything was handed out; later ones stand in the answer: , "error": "..."
    Result<void> make(const std::function<bool()> &isWanted);
    /// What was handed out, without the markers: what is to be remembered.
    const QString &content() const { return m_content; }

private:
    bool hand(const QString &text, bool isRemembered = true);
    bool say(const QString &piece, bool isFirst);
    void keepNew(const QList<FoundChunk> &chunks);
    void searchFor(LlmRequest &request, const LlmToolCall &call);
    QString documents(const QList<FoundChunk> &fresh, qsizetype from) const;

    const Order &m_order;
    const Hand &m_hand;
    QList<FoundChunk> m_found;
    QString m_content;
    bool m_isAbandoned = false;
    bool m_hasHanded = false;
};

#pragma once

#include "app/localserver/useddocuments.h"

#include <functional>

/// Puts the chunks and the text of an answer into one: CHUNKS||text, or text||CHUNKS where they go last. Belongs to the answer's thread.
class AnswerLayout
{
public:
    using Hand = std::function<bool(const QString &)>;
    /// The chunks as JSON without "||"; of those numbers alone, from 1, where there is a list.
    using Chunks = std::function<QByteArray(const std::optional<QList<int>> &used)>;
    struct Order {
        bool chunksLast = false;
        /// The text begins with what UsedDocuments reads.
        bool beginsWithUsed = false;
        /// Known before.
        std::optional<QList<int>> used = {};
    };

    AnswerLayout(const Order &order, Chunks chunks, Hand hand) : m_order(order), m_chunks(std::move(chunks)), m_hand(std::move(hand)) { }

    /// The next piece of the text; false when nobody listens any more.
    bool say(const QString &piece);
    /// The text is over, whole or broken off; false when nobody listens any more.
    bool end(bool isWhole);

private:
    bool speak(const QString &text);
    QString chunks() const;

    const Order m_order;
    const Chunks m_chunks;
    const Hand m_hand;
    UsedDocuments m_used;
    bool m_hasText = false;
};

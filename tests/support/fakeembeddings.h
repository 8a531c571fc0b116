#pragma once

#include "app/values/json.h"
#include "fakellm.h"

#include <atomic>

/// An embeddings server on loopback: a text's vector counts its words, hashed into as many places as the vector has, so that texts with
/// the same words are near. Records what it was asked, can be away, and can refuse a text.
class FakeEmbeddings
{
public:
    explicit FakeEmbeddings(std::size_t size = 64);

    QString baseUrl() const { return m_server.baseUrl(); }
    /// Answers 503 until it is back.
    void goAway() { m_isAway = true; }
    void comeBack() { m_isAway = false; }
    /// Every text so far that it gave a vector for.
    QStringList texts() const;
    QByteArrayList heads() const { return m_server.heads(); }

    static constexpr char refusedWord[] = "unspeakable";

private:
    FakeLlmScript answer(const QByteArray &body);

    const std::size_t m_size;
    std::atomic<bool> m_isAway = false;
    mutable std::mutex m_mutex;
    QStringList m_texts;
    // Last: its thread calls answer().
    FakeLlm m_server;
};

#pragma once

#include "tests/benchmarks/loopbackserver.h"

#include <vector>

/// A language model server on loopback whose tokens say when they were sent, in nanoseconds of the steady clock, so that whoever gets them
/// at the other end knows how long they took. One answer at a time on each connection, each in a thread of its own.
class StampedModel
{
public:
    /// Tokens of one answer and the time between two of them.
    StampedModel(int tokens, int microseconds);

    quint16 port() const { return m_server.port(); }
    /// Now, as the tokens say it.
    static qint64 now();
    /// How old the tokens in a piece of an answer are, in milliseconds; each of them is written as <number>.
    static std::vector<double> ages(QByteArrayView piece);

private:
    void serve(int socket) const;

    int m_tokens;
    int m_pause;
    // Last: it serves as soon as it is there.
    LoopbackServer m_server;
};

#pragma once

#include "tests/benchmarks/loopbackserver.h"

/// Takes every request at once, keeps nothing of it, and answers with a text that was made before: the least a server can do, so that a
/// client is measured. Counts what came.
class ChunkSink
{
public:
    /// A POST gets the answer, everything else an empty object.
    explicit ChunkSink(const QByteArray &answer);

    quint16 port() const { return m_server.port(); }
    /// Since the last call: requests with a body, and the bytes of their bodies.
    struct Taken {
        qint64 requests = 0;
        qint64 bytes = 0;
    };
    Taken taken();

private:
    void serve(int socket);

    const QByteArray m_answer;
    std::atomic<qint64> m_requests = 0;
    std::atomic<qint64> m_bytes = 0;
    // Last: it serves as soon as it is there.
    LoopbackServer m_server;
};

#include "tests/benchmarks/chunksink.h"

namespace
{

QByteArray withHead(const QByteArray &json)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-api-version: 2.0\r\nContent-Length: " + QByteArray::number(json.size()) + "\r\n\r\n" + json;
}

}

ChunkSink::ChunkSink(const QByteArray &answer) : m_answer(withHead(answer)), m_server([this](int socket) { serve(socket); })
{
}

ChunkSink::Taken ChunkSink::taken()
{
    return {m_requests.exchange(0), m_bytes.exchange(0)};
}

void ChunkSink::serve(int socket)
{
    static const QByteArray nothing = withHead("{}");
    while (true) {
        const LoopbackServer::Request request = LoopbackServer::takeRequest(socket);
        if (request.size < 0)
            return;
        const QByteArray &answer = request.size > 0 ? m_answer : nothing;
        LoopbackServer::write(socket, request.isLast ? QByteArray(answer).replace("200 OK\r\n", "200 OK\r\nConnection: close\r\n") : answer);
        if (request.size > 0) {
            ++m_requests;
            m_bytes += request.size;
        }
        if (request.isLast)
            return;
    }
}

#include "tests/benchmarks/stampedmodel.h"

#include <chrono>

StampedModel::StampedModel(int tokens, int microseconds) :
    m_tokens(tokens), m_pause(microseconds), m_server([this](int socket) { serve(socket); })
{
}

qint64 StampedModel::now()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

std::vector<double> StampedModel::ages(QByteArrayView piece)
{
    std::vector<double> ages;
    const qint64 arrived = now();
    const QByteArray text = piece.toByteArray();
    for (qsizetype at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
        bool isStamp = false;
        const qint64 sent = text.mid(at + 1, text.indexOf('>', at) - at - 1).toLongLong(&isStamp);
        if (isStamp)
            ages.push_back(double(arrived - sent) / 1e6);
    }
    return ages;
}

void StampedModel::serve(int socket) const
{
    if (LoopbackServer::takeRequest(socket).size < 0)
        return;
    LoopbackServer::write(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
    for (int i = 0; i < m_tokens && !m_server.isStopping(); ++i) {
        LoopbackServer::write(socket, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" <" + QByteArray::number(now()) + ">\"}}]}\n\n");
        std::this_thread::sleep_for(std::chrono::microseconds(m_pause));
    }
    LoopbackServer::write(socket, "data: [DONE]\n\n");
}

#pragma once

#include "app/localserver/answerrecord.h"
#include "app/localserver/connectionwatch.h"
#include "app/localserver/reception.h"
#include "app/values/result.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <set>

struct MHD_Connection;
struct MHD_Daemon;
class StreamPipe;

/// HTTP on 127.0.0.1 with a thread per connection. Answers with the router's routes from the constructor's end to the destructor, which ends
/// open streams, waits for running handlers and closes every connection. The router and the store must outlive it.
class HttpServer
{
public:
    /// Rejected, with a sentence for the user, where the port is taken. Port 0 takes a free one.
    static Result<std::unique_ptr<HttpServer>> start(const Router &router, Store &store, quint16 port, const QByteArray &key);
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    quint16 port() const { return m_port; }

    // For the C callbacks in httpserver.cpp.
    void begin(HttpExchange &exchange, MHD_Connection *connection, const char *method);
    void receive(HttpExchange &exchange, const char *bytes, std::size_t size);
    /// Whether the answer could be queued.
    bool answer(HttpExchange &exchange, MHD_Connection *connection);
    /// The request's body is no longer held.
    void release(HttpExchange &exchange);
    void forget(StreamPipe *pipe);
    ConnectionWatch &watch() { return m_watch; }

private:
    HttpServer() = default;
    bool answerStream(const Response &response, MHD_Connection *connection);

    std::unique_ptr<Reception> m_reception;
    /// Null unless asked for.
    std::unique_ptr<const AnswerRecord> m_record;
    ConnectionWatch m_watch{ConnectionWatch::Limits()};
    quint16 m_port = 0;
    MHD_Daemon *m_daemon = nullptr;
    // Bytes of all bodies being held, so that many clients at once cannot use up the memory.
    std::atomic<qint64> m_heldBytes = 0;
    std::mutex m_pipesMutex;
    std::set<StreamPipe *> m_pipes;
    bool m_stopping = false;
};
